// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/residentmemory.h"

#include <QFile>

namespace reeeductio::bench {

namespace {

double fieldMib(QByteArrayView name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const auto lines = status.readAll().split('\n');
    for (const auto &line : lines) {
        if (line.startsWith(name))
            return line.mid(name.size() + 1).trimmed().chopped(3).toDouble() / 1024; // "  123 kB"
    }
    return 0;
}

} // namespace

double residentMib()
{
    return fieldMib("VmRSS");
}

double peakResidentMib()
{
    return fieldMib("VmHWM");
}

void restartPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        file.write("5");
}

} // namespace reeeductio::bench
