// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/benchmark.h"

#include "app/bench/blobbenchmark.h"
#include "app/bench/replaybenchmark.h"
#include "app/bench/startbenchmark.h"
#include "app/bench/syncbenchmark.h"

#include <QTextStream>

namespace reeeductio::bench {

namespace {

constexpr BenchmarkEntry entries[]{
    {"blob", "Send a file and get it back, against OpenSSL and a plain transfer", &BlobBenchmark::make},
    {"replay", "Audit a space's state, and ask what was so at any moment of its past",
     &ReplayBenchmark::make},
    {"start", "Start the desktop until its first paint, against a bare window", &StartBenchmark::make},
    {"sync", "Bring a topic of the embedded server into an empty local store, verified",
     &SyncBenchmark::make},
};

} // namespace

void Benchmark::tell(const QString &line)
{
    QTextStream(stderr) << line << Qt::endl;
}

std::span<const BenchmarkEntry> benchmarks()
{
    return entries;
}

} // namespace reeeductio::bench
