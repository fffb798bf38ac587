// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/threadtimes.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace reeeductio::bench {

namespace {

QByteArray contentsOf(pid_t thread, const QString &file)
{
    QFile source(u"/proc/self/task/%1/%2"_s.arg(thread).arg(file));
    return source.open(QIODevice::ReadOnly) ? source.readAll().trimmed() : QByteArray();
}

QList<pid_t> threads()
{
    QList<pid_t> list;
    const auto names = QDir(u"/proc/self/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const auto &name : names)
        list << name.toInt();
    return list;
}

//! What the thread has had of a processor, ever.
qint64 nanosecondsOf(pid_t thread)
{
    return contentsOf(thread, u"schedstat"_s).split(' ').front().toLongLong();
}

} // namespace

void ThreadTimes::nameUnknown(const QString &role)
{
    const auto all = threads();
    for (const auto thread : all) {
        if (roleOf(thread, QString::fromUtf8(contentsOf(thread, u"comm"_s))) == u"other")
            name(thread, role);
    }
}

QHash<QString, double> ThreadTimes::secondsSince()
{
    QHash<QString, double> seconds;
    QHash<pid_t, qint64> now;
    const auto all = threads();
    for (const auto thread : all) {
        const auto spent = nanosecondsOf(thread);
        now.insert(thread, spent);
        const auto role = roleOf(thread, QString::fromUtf8(contentsOf(thread, u"comm"_s)));
        seconds[role] += static_cast<double>(spent - m_nanoseconds.value(thread)) / 1e9;
    }
    m_nanoseconds = now;
    return seconds;
}

QString ThreadTimes::roleOf(pid_t thread, const QString &threadName) const
{
    if (const auto known = m_roles.constFind(thread); known != m_roles.cend())
        return *known;
    if (threadName.startsWith(u"Thread (pooled"))
        return u"pool"_s;
    if (threadName.startsWith(u"QNetworkAccessM")) // the kernel keeps fifteen letters
        return u"http"_s;
    return u"other"_s;
}

} // namespace reeeductio::bench
