// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QHash>
#include <QString>

#include <sys/types.h>

namespace reeeductio::bench {

//! Processor time of this process by what its threads do, from the kernel's own account of each. Threads that
//! have no name of their own are told apart by their numbers.
class ThreadTimes
{
public:
    //! The thread of that number does this from now on.
    void name(pid_t thread, const QString &role) { m_roles.insert(thread, role); }
    //! Every thread that is not known yet does this.
    void nameUnknown(const QString &role);

    //! Seconds each role took since the last call, threads that ended meanwhile not counted.
    QHash<QString, double> secondsSince();

private:
    QString roleOf(pid_t thread, const QString &threadName) const;

    QHash<pid_t, QString> m_roles;
    QHash<pid_t, qint64> m_nanoseconds;
};

} // namespace reeeductio::bench
