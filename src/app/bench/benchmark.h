// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"

#include <QJsonObject>

#include <optional>
#include <span>
#include <string>

namespace reeeductio::bench {

//! What the command line asks for; each benchmark has its own defaults.
struct BenchmarkOptions
{
    std::optional<qint64> messages = {};
    std::optional<qint64> seconds = {};
    std::optional<qint64> bytes = {};
    std::string peer = {}; //!< a Python that has the published package, where that can be compared
    int runs = 5;          //!< of which the median is told
};

//! One measurement: start() begins it, and its figures come as the JSON that CLI.md gives it, `phases` beside
//! them. Tells stderr how far it is. Belongs to nobody once started: it deletes itself. One class a name.
class Benchmark : public AsyncOperation<QJsonObject>
{
    Q_OBJECT

protected:
    explicit Benchmark(QObject *parent) : AsyncOperation(parent) {}

    //! A line on stderr.
    static void tell(const QString &line);
};

struct BenchmarkEntry
{
    const char *name;
    const char *description;
    Benchmark *(*make)(const BenchmarkOptions &options);
};

//! All there are, by name.
std::span<const BenchmarkEntry> benchmarks();

} // namespace reeeductio::bench
