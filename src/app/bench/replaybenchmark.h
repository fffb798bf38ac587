// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/bench/auditrun.h"
#include "app/bench/benchmark.h"
#include "app/bench/pastfigures.h"
#include "app/bench/verifyrate.h"

#include <memory>
#include <vector>

namespace reeeductio::bench {

//! `replay`: the state of a busy space is audited from a server's pages on, against the rate at which the
//! same cores verify signatures and do nothing else; then five times as much of it is asked about its past.
//! Told are the figures of the audit with the median ratio.
class ReplayBenchmark final : public Benchmark
{
    Q_OBJECT

public:
    static Benchmark *make(const BenchmarkOptions &options) { return new ReplayBenchmark(options); }

protected:
    void run() override;

private:
    struct Seeded
    {
        SpaceId space;
        QList<MemberId> members = {};
        QList<Message> messages = {}; //!< all of them
        QList<QByteArray> pages = {}; //!< of the first ones, as a server answers
        std::shared_ptr<const std::vector<VerifyRate::Sample>> samples = {};
    };
    struct Measured
    {
        double verifyPerSecond = 0; //!< the mean of right before and right after: other programs come and go
        AuditFigures audit;
    };

    explicit ReplayBenchmark(const BenchmarkOptions &options);

    static Seeded seed(const SigningKey &owner, qsizetype audited);
    void measureNext();
    void takeRate(double verifyPerSecond);
    void auditNext();
    void measurePastOnce();
    void finishWith(const PastFigures &past);

    double messagesPerSecond(const Measured &run) const;
    double ratioOf(const Measured &run) const { return messagesPerSecond(run) / run.verifyPerSecond; }

    qint64 m_messages;
    int m_runs;
    SigningKey m_owner = SigningKey::generate();
    std::optional<Seeded> m_seeded;
    WorkerPool m_pool;
    std::vector<Measured> m_measured;
};

} // namespace reeeductio::bench
