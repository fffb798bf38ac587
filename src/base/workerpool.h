// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/pending.h"

#include <QThreadPool>

namespace reeeductio {

//! Runs pure functions over values on all cores. Owned by the composition root; outlives everything that uses
//! it.
class WorkerPool
{
public:
    //! 0 threads: one a core.
    explicit WorkerPool(int threads = 0);
    //! Waits for what runs; what has not begun is dropped.
    ~WorkerPool();
    Q_DISABLE_COPY_MOVE(WorkerPool)

    int threadCount() const { return m_pool.maxThreadCount(); }

    //! `function()` returns U or Result<U> and touches nothing shared. Work whose handle was dropped before
    //! it began is not begun.
    template <class F>
    auto run(F function)
    {
        using Returned = std::invoke_result_t<F &>;
        using U = typename detail::Unwrapped<Returned>::Type;
        PendingPair<U> pair;
        post([completer = std::move(pair.completer), function = std::move(function)]() mutable {
            if (completer.isCancelled())
                return;
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

private:
    QThreadPool m_pool;
};

} // namespace reeeductio
