// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/uniquefunction.h"

#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace reeeductio::detail {

//! Carries "the result is there" to the thread where the continuation runs. Called with the state's lock
//! held, so it only posts; `release` ends its life and may come from any thread.
class DeliveryRelay
{
public:
    virtual void post() = 0;
    virtual void release() = 0;

protected:
    ~DeliveryRelay() = default;
};

//! What a Completer<T> and its Pending<T> share: completed at most once, consumed at most once, from any two
//! threads. Qt-free, so that the thread sanitizer sees all of it. `R` is the Result<T>.
template <class R>
class PendingState
{
public:
    using Sink = UniqueFunction<void(R &&)>;

    //! False when somebody completed or cancelled before; then `result` is dropped.
    bool complete(R result)
    {
        std::unique_lock lock(m_mutex);
        if (m_completed || m_cancelled)
            return false;
        m_completed = true;
        [[maybe_unused]] const auto dropped = std::exchange(m_onCancel, {});
        if (m_sink && !m_relay) {
            auto sink = std::exchange(m_sink, {});
            lock.unlock();
            sink(std::move(result));
            return true;
        }
        m_result.emplace(std::move(result));
        if (m_relay)
            m_relay->post();
        lock.unlock();
        return true;
    }

    //! The consumer lost interest. The producer's handler runs here, once, unless the result was there
    //! already.
    void cancel()
    {
        std::unique_lock lock(m_mutex);
        if (m_cancelled)
            return;
        m_cancelled = true;
        auto onCancel = std::exchange(m_onCancel, {});
        // Destroyed when this returns, outside the lock: they may own anything.
        [[maybe_unused]] const auto droppedSink = std::exchange(m_sink, {});
        [[maybe_unused]] const auto droppedResult = std::exchange(m_result, std::nullopt);
        if (auto *relay = std::exchange(m_relay, nullptr))
            relay->release();
        lock.unlock();
        if (onCancel)
            onCancel();
    }

    //! `handler` must be safe to call from the consumer's thread. Called at once when cancelled already.
    void onCancel(UniqueFunction<void()> handler)
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

    bool isCancelled() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_cancelled;
    }

    //! `sink` runs on the completing thread, or here when the result is there already.
    void consumeDirectly(Sink sink)
    {
        std::unique_lock lock(m_mutex);
        if (m_cancelled)
            return;
        if (!m_result) {
            m_sink = std::move(sink);
            return;
        }
        auto result = std::move(*m_result);
        m_result.reset();
        lock.unlock();
        sink(std::move(result));
    }

    //! `sink` runs when the relay calls deliver(), in the relay's own thread. False, and the relay is not
    //! kept, when the state was cancelled before.
    bool consumeThrough(DeliveryRelay *relay, Sink sink)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_cancelled)
            return false;
        m_sink = std::move(sink);
        m_relay = relay;
        if (m_result)
            m_relay->post();
        return true;
    }

    //! Called by the relay, once, when its post arrived. The relay ends its own life afterwards.
    void deliver()
    {
        std::unique_lock lock(m_mutex);
        if (!m_relay || !m_result)
            return;
        m_relay = nullptr;
        auto sink = std::exchange(m_sink, {});
        auto result = std::move(*m_result);
        m_result.reset();
        lock.unlock();
        sink(std::move(result));
    }

    //! Called by the relay when its context died first: the continuation is dropped and the producer told.
    void contextGone(DeliveryRelay *relay)
    {
        {
            const std::scoped_lock lock(m_mutex);
            if (m_relay != relay)
                return;
            m_relay = nullptr;
        }
        cancel();
    }

private:
    mutable std::mutex m_mutex;
    std::optional<R> m_result;
    UniqueFunction<void()> m_onCancel;
    Sink m_sink;
    DeliveryRelay *m_relay = nullptr;
    bool m_completed = false;
    bool m_cancelled = false;
};

} // namespace reeeductio::detail
