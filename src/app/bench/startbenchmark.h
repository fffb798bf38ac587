// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/bench/benchmark.h"
#include "app/desktop/profileserver.h"
#include "client/profile.h"
#include "net/httpclient.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace reeeductio::bench {

//! `start`: how long the desktop takes to its first paint and what it weighs once settled, on a profile with
//! a local space and a topic of messages, against a bare window of the same Qt, started in turns. Medians are
//! told. Without a display both are painted offscreen.
class StartBenchmark final : public Benchmark
{
    Q_OBJECT

public:
    static Benchmark *make(const BenchmarkOptions &options);
    ~StartBenchmark() override;

protected:
    void run() override;

private:
    struct Figures
    {
        std::vector<double> firstPaintMs;
        std::vector<double> residentMib;
    };

    //! What makes the profile; gone before the desktop opens it.
    struct Maker;

    explicit StartBenchmark(const BenchmarkOptions &options);

    void startNext();
    void ended(Figures &figures);
    void finishWithMedians();

    qint64 m_messages;
    int m_runs;
    int m_started = 0;
    QTemporaryDir m_directory;
    std::unique_ptr<Maker> m_maker;
    std::unique_ptr<QProcess> m_process;
    qint64 m_startedAt = 0;
    Figures m_bare;
    Figures m_desktop;
};

} // namespace reeeductio::bench
