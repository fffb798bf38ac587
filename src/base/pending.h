// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/pendingstate.h"
#include "base/result.h"

#include <QObject>
#include <QThread>

#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace reeeductio {

template <class T>
class Pending;

namespace detail {

//! A DeliveryRelay that is a child of the continuation's context: it lives in that object's thread and dies
//! with it.
class EventRelay final : public QObject, public DeliveryRelay
{
public:
    EventRelay(QObject *context, std::shared_ptr<PendingCore> state);
    ~EventRelay() override;

    void post() override;
    void release() override;
    bool event(QEvent *event) override;

private:
    std::shared_ptr<PendingCore> m_state;
};

template <class T>
struct ShareHub;

template <class T>
struct Unwrapped
{
    using Type = T;
};
template <class T>
struct Unwrapped<Result<T>>
{
    using Type = T;
};
template <class T>
struct Unwrapped<Pending<T>>
{
    using Type = T;
};

template <class F, class T>
struct ContinuationResult
{
    using Type = std::invoke_result_t<F &, T &&>;
};
template <class F>
struct ContinuationResult<F, void>
{
    using Type = std::invoke_result_t<F &>;
};

template <class T>
inline constexpr bool isPending = false;
template <class T>
inline constexpr bool isPending<Pending<T>> = true;

} // namespace detail

//! The producer's end. Move-only; any thread. Dropping it unfinished completes with ErrorKind::Cancelled.
template <class T>
class Completer
{
public:
    Completer() = default;
    Completer(Completer &&) noexcept = default;
    Completer &operator=(Completer &&other) noexcept
    {
        Completer(std::move(other)).swap(*this);
        return *this;
    }
    ~Completer()
    {
        if (m_state)
            m_state->complete(reeeductio::fail(ErrorKind::Cancelled, ErrorCode::CancelledByCaller));
    }

    //! The first completion counts; later ones, and those nobody waits for, are dropped.
    void complete(Result<T> result)
    {
        if (auto state = std::exchange(m_state, nullptr))
            state->complete(std::move(result));
    }
    void fail(Error error) { complete(reeeductio::fail(std::move(error))); }

    //! True once nobody waits. Long work asks now and then and stops.
    bool isCancelled() const { return !m_state || m_state->isCancelled(); }

    //! `handler` runs at most once, in the thread of whoever drops the Pending, and never after completion.
    void onCancel(UniqueFunction<void()> handler)
    {
        if (m_state)
            m_state->onCancel(std::move(handler));
    }

    explicit operator bool() const { return m_state != nullptr; }

private:
    template <class U>
    friend struct PendingPair;

    void swap(Completer &other) { m_state.swap(other.m_state); }

    std::shared_ptr<detail::PendingState<Result<T>>> m_state;
};

template <class T>
struct PendingPair
{
    PendingPair()
    {
        completer.m_state = pending.m_state = std::make_shared<detail::PendingState<Result<T>>>();
    }
    Completer<T> completer;
    Pending<T> pending;
};

//! A Result<T> that will come: the one async handle of this project. DESIGN.md "Pending" is its contract:
//!  - move-only, one consumer, completed exactly once, from any thread;
//!  - a continuation names a context QObject, runs in that object's thread through its event loop (never
//!  inside
//!    `then` itself), and is dropped when the object dies; `then` and `done` are called in that thread;
//!  - dropping an unfinished Pending cancels its producer, and so does the death of the context;
//!  - an error skips every `then` and arrives at `done`;
//!  - `share` gives one more handle on the same result.
//! What more is wanted is an operation class of its own.
template <class T>
class [[nodiscard]] Pending
{
public:
    Pending() = default;
    Pending(Pending &&) noexcept = default;
    Pending &operator=(Pending &&other) noexcept
    {
        Pending(std::move(other)).swap(*this);
        return *this;
    }
    ~Pending()
    {
        if (m_state)
            m_state->cancel();
    }

    static Pending resolved(Result<T> result)
    {
        PendingPair<T> pair;
        pair.completer.complete(std::move(result));
        return std::move(pair.pending);
    }
    static Pending failed(Error error) { return resolved(fail(std::move(error))); }

    //! False for a default-made or consumed handle.
    bool isValid() const { return m_state != nullptr; }

    //! `f(T)`, or `f()` for void, returns U, Result<U> or Pending<U>; the new handle stands for all of it,
    //! and dropping that one cancels whatever is under way.
    template <class F>
    auto then(QObject *context, F f)
    {
        using Returned = typename detail::ContinuationResult<F, T>::Type;
        using U = typename detail::Unwrapped<Returned>::Type;

        PendingPair<U> next;
        next.completer.onCancel(detail::cancelling(m_state));
        consume(context,
                [completer = std::move(next.completer), f = std::move(f)](Result<T> &&result) mutable {
                    if (completer.isCancelled())
                        return;
                    if (!result) {
                        completer.fail(std::move(result).error());
                        return;
                    }
                    if constexpr (detail::isPending<Returned>)
                        call(f, std::move(result)).forwardTo(std::move(completer));
                    else if constexpr (std::is_void_v<Returned>) {
                        call(f, std::move(result));
                        completer.complete({});
                    } else
                        completer.complete(call(f, std::move(result)));
                });
        return std::move(next.pending);
    }

    //! The end of a chain: `f(Result<T>)`. Nothing is left to drop; only the death of `context` cancels.
    template <class F>
    void done(QObject *context, F f)
    {
        if constexpr (std::is_void_v<std::invoke_result_t<F &, Result<T> &&>>)
            consume(context, std::move(f));
        else
            consume(context, [f = std::move(f)](Result<T> &&result) mutable { f(std::move(result)); });
    }

    //! One more handle on the same result (T is copied). Each may be dropped; the last one dropped cancels.
    Pending share();

    //! Hands the result on to another producer's end, on whichever thread it comes.
    void forwardTo(Completer<T> completer)
    {
        auto state = std::exchange(m_state, nullptr);
        completer.onCancel(detail::cancelling(state));
        state->consumeDirectly([completer = std::move(completer)](Result<T> &&result) mutable {
            completer.complete(std::move(result));
        });
    }

private:
    template <class U>
    friend class Pending;
    template <class U>
    friend struct PendingPair;
    template <class U>
    friend struct detail::ShareHub;

    template <class F>
    static decltype(auto) call(F &f, Result<T> &&result)
    {
        if constexpr (std::is_void_v<T>)
            return f();
        else
            return f(*std::move(result));
    }

    template <class Sink>
    void consume(QObject *context, Sink sink)
    {
        Q_ASSERT_X(m_state, "Pending", "consumed twice");
        Q_ASSERT_X(context->thread() == QThread::currentThread(), "Pending", "not in the context's thread");
        auto state = std::exchange(m_state, nullptr);
        auto *relay = new detail::EventRelay(context, state);
        if (!state->consumeThrough(relay, std::move(sink)))
            delete relay;
    }

    void swap(Pending &other)
    {
        m_state.swap(other.m_state);
        m_hub.swap(other.m_hub);
    }

    std::shared_ptr<detail::PendingState<Result<T>>> m_state;
    std::weak_ptr<detail::ShareHub<T>> m_hub; //!< set on handles that share() made
};

namespace detail {

//! Feeds one result to many handles; alive while it is owed (the upstream's sink holds it) or any handle may
//! yet ask.
template <class T>
struct ShareHub : std::enable_shared_from_this<ShareHub<T>>
{
    std::mutex mutex;
    std::vector<Completer<T>> waiters;
    std::optional<Result<T>> result;
    std::weak_ptr<PendingState<Result<T>>> upstream;

    Pending<T> handle()
    {
        PendingPair<T> pair;
        auto self = this->shared_from_this();
        pair.pending.m_hub = self;
        // The handle keeps the hub through its cancel handler, and leaving is what that handler does.
        pair.completer.onCancel([self] { self->leave(); });
        std::unique_lock lock(mutex);
        if (result) {
            Result<T> copy = *result;
            lock.unlock();
            pair.completer.complete(std::move(copy));
        } else {
            waiters.push_back(std::move(pair.completer));
        }
        return std::move(pair.pending);
    }

    void leave()
    {
        const bool lastOne = [this] {
            const std::scoped_lock lock(mutex);
            std::erase_if(waiters, [](const Completer<T> &waiter) { return waiter.isCancelled(); });
            return waiters.empty() && !result;
        }();
        if (auto state = upstream.lock(); lastOne && state)
            state->cancel();
    }

    void feed(Result<T> &&value)
    {
        std::vector<Completer<T>> owed;
        {
            const std::scoped_lock lock(mutex);
            result = std::move(value);
            owed.swap(waiters);
        }
        for (auto &waiter : owed)
            waiter.complete(*result);
    }
};

} // namespace detail

template <class T>
Pending<T> Pending<T>::share()
{
    if (auto hub = m_hub.lock())
        return hub->handle();
    auto hub = std::make_shared<detail::ShareHub<T>>();
    auto upstream = std::exchange(m_state, nullptr);
    hub->upstream = upstream;
    *this = hub->handle();
    auto second = hub->handle();
    upstream->consumeDirectly([hub](Result<T> &&result) { hub->feed(std::move(result)); });
    return second;
}

} // namespace reeeductio
