// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "base/workerpool.h"

#include <QRunnable>

namespace reeeductio {

namespace {

class Job final : public QRunnable
{
public:
    explicit Job(UniqueFunction<void()> function) : m_function(std::move(function)) {}
    void run() override { m_function(); }

private:
    UniqueFunction<void()> m_function;
};

} // namespace

WorkerPool::WorkerPool(int threads)
{
    if (threads > 0)
        m_pool.setMaxThreadCount(threads);
}

WorkerPool::~WorkerPool()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void WorkerPool::post(UniqueFunction<void()> job)
{
    m_pool.start(new Job(std::move(job)));
}

} // namespace reeeductio
