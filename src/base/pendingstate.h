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

//! What a Completer<T> and its Pending<T> share, but for T: completed at most once, consumed at most once,
//! from any two threads. Qt-free, so that the thread sanitizer sees all of it; apart from T, so that it is
//! compiled once and not for every T in every file.
class PendingCore
{
public:
    PendingCore() = default;
    PendingCore(const PendingCore &) = delete;
    PendingCore &operator=(const PendingCore &) = delete;
    virtual ~PendingCore() = default;

    //! The consumer lost interest. The producer's handler runs here, once, unless the result was there
    //! already.
    void cancel();

    //! `handler` must be safe to call from the consumer's thread. Called at once when cancelled already.
    void onCancel(UniqueFunction<void()> handler);

    bool isCancelled() const;

    //! Called by the relay, once, when its post arrived. The relay ends its own life afterwards.
    virtual void deliver() = 0;

    //! Called by the relay when its context died first: the continuation is dropped and the producer told.
    void contextGone(DeliveryRelay *relay);

protected:
    //! Locked. False when somebody completed or cancelled before; else the caller destroys `dropped`, which
    //! may own anything, outside the lock.
    bool settle(UniqueFunction<void()> &dropped);

    mutable std::mutex m_mutex;
    DeliveryRelay *m_relay = nullptr;
    bool m_completed = false;
    bool m_cancelled = false;

private:
    //! The rest of cancel(), begun under the lock and ended without it.
    void giveUp(std::unique_lock<std::mutex> &lock);
    //! Not locked: once it is cancelled nobody else looks at sink and result. They may own anything.
    virtual void dropContents() = 0;

    UniqueFunction<void()> m_onCancel;
};

//! A handler for onCancel() that cancels `upstream`, if that is still there.
UniqueFunction<void()> cancelling(const std::shared_ptr<PendingCore> &upstream);

//! The whole of it. `R` is the Result<T>.
template <class R>
class PendingState final : public PendingCore
{
public:
    using Sink = UniqueFunction<void(R &&)>;

    //! False when somebody completed or cancelled before; then `result` is dropped.
    bool complete(R result)
    {
        UniqueFunction<void()> dropped;
        std::unique_lock lock(m_mutex);
        if (!settle(dropped))
            return false;
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

    void deliver() override
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

private:
    void dropContents() override
    {
        m_result.reset();
        m_sink = {};
    }

    std::optional<R> m_result;
    Sink m_sink;
};

} // namespace reeeductio::detail
