// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/pending.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace reeeductio {

//! One thread that runs jobs in the order they came, values in and out: one for SQL and local files, one for
//! the replay of state. Owned by the composition root; outlives whoever posts to it, and what a job touches
//! belongs to it alone.
class SerialThread
{
public:
    SerialThread();
    //! Runs what is queued, then ends: nothing that was accepted is lost by closing the program.
    ~SerialThread();
    Q_DISABLE_COPY_MOVE(SerialThread)

    //! `function()` returns U or Result<U>. It runs even when nobody waits any more: it may be a write.
    template <class F>
    auto run(F function)
    {
        using Returned = std::invoke_result_t<F &>;
        using U = typename detail::Unwrapped<Returned>::Type;
        PendingPair<U> pair;
        post([completer = std::move(pair.completer), function = std::move(function)]() mutable {
            if constexpr (std::is_void_v<Returned>) {
                function();
                completer.complete({});
            } else {
                completer.complete(function());
            }
        });
        return std::move(pair.pending);
    }

    //! As run(), for what nobody waits for.
    void post(UniqueFunction<void()> job);

    bool isCurrent() const { return std::this_thread::get_id() == m_thread.get_id(); }

private:
    void loop();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<UniqueFunction<void()>> m_jobs;
    bool m_ending = false;
    std::thread m_thread; //!< last: it uses the others from its first moment
};

} // namespace reeeductio
