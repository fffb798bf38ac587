// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "base/pendingstate.h"

namespace reeeductio::detail {

bool PendingCore::settle(UniqueFunction<void()> &dropped)
{
    if (m_completed || m_cancelled)
        return false;
    m_completed = true;
    std::swap(m_onCancel, dropped);
    return true;
}

void PendingCore::cancel()
{
    std::unique_lock lock(m_mutex);
    if (auto *relay = std::exchange(m_relay, nullptr))
        relay->release();
    giveUp(lock);
}

void PendingCore::giveUp(std::unique_lock<std::mutex> &lock)
{
    if (m_cancelled)
        return;
    m_cancelled = true;
    auto onCancel = std::exchange(m_onCancel, {});
    lock.unlock();
    if (onCancel)
        onCancel();
    dropContents();
}

void PendingCore::onCancel(UniqueFunction<void()> handler)
{
    std::unique_lock lock(m_mutex);
    if (m_completed)
        return;
    if (!m_cancelled) {
        std::swap(m_onCancel, handler); // the old one is destroyed by the caller, outside the lock
        return;
    }
    lock.unlock();
    handler();
}

bool PendingCore::isCancelled() const
{
    const std::scoped_lock lock(m_mutex);
    return m_cancelled;
}

void PendingCore::contextGone(DeliveryRelay *relay)
{
    std::unique_lock lock(m_mutex);
    if (m_relay != relay)
        return;
    m_relay = nullptr; // and cancelled with it: a sink without a relay would run on the completing thread
    giveUp(lock);
}

UniqueFunction<void()> cancelling(const std::shared_ptr<PendingCore> &upstream)
{
    return [weak = std::weak_ptr(upstream)] {
        if (auto state = weak.lock())
            state->cancel();
    };
}

} // namespace reeeductio::detail
