// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/bench/benchmark.h"
#include "app/bench/messageseeder.h"
#include "app/bench/syncrun.h"
#include "app/bench/threadtimes.h"
#include "app/bench/verifyrate.h"
#include "localserver/localserver.h"

#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace reeeductio::bench {

//! `sync`: a topic of short messages on the embedded server comes into an empty local store, on the cores the
//! server runs on too, against the rate at which the same cores verify its signatures and do nothing else.
//! Told are the figures of the run with the median ratio.
class SyncBenchmark final : public Benchmark
{
    Q_OBJECT

public:
    static Benchmark *make(const BenchmarkOptions &options) { return new SyncBenchmark(options); }

protected:
    void run() override;

private:
    struct Measured
    {
        double verifyPerSecond = 0; //!< the mean of right before and right after: other programs come and go
        SyncFigures sync;
    };

    explicit SyncBenchmark(const BenchmarkOptions &options);

    void seed();
    void startServer();
    void measureNext();
    void takeRate(double verifyPerSecond);
    void syncNext();
    void finishWithMedian();

    double messagesPerSecond(const Measured &run) const;
    double ratioOf(const Measured &run) const { return messagesPerSecond(run) / run.verifyPerSecond; }

    qint64 m_messages;
    int m_runs;
    QTemporaryDir m_directory;
    SigningKey m_owner = SigningKey::generate();
    SymmetricKey m_root = SymmetricKey::generate();
    std::shared_ptr<const std::vector<VerifyRate::Sample>> m_samples;
    LocalServer m_server;
    QUrl m_url;
    ThreadTimes m_times;
    WorkerPool m_pool; //!< for all but the syncs
    std::vector<Measured> m_measured;
};

} // namespace reeeductio::bench
