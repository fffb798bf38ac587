// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/grantvalue.h"
#include "authz/oldestwindow.h"
#include "authz/statelog.h"

namespace reeeductio {

//! One path of a list that a server makes, as it stands.
struct Listed
{
    TimeKey key;
    const GrantValue *value = nullptr; //!< null: it stands there, and gives nothing
};

//! The list of somebody's rights or assignments, by path. It is kept as of the moment last asked for: going
//! on from there costs only what was written since, so that who writes thousands of rights does not make
//! every later answer read them anew. Going back reads the list again. Values belong to the caller.
class Listing
{
public:
    explicit Listing(const StateLog &log) : m_log(&log) {}

    //! In the order of the log.
    void append(const Listed &written) { m_written << written; }
    const QList<Listed> &at(Moment moment, const OldestWindow &window);

private:
    void apply(const Listed &written);
    const QString &pathOf(const Listed &listed) const { return m_log->at(listed.key.entry).path; }

    const StateLog *m_log;
    QList<Listed> m_written;
    QList<Listed> m_standing;
    qsizetype m_applied = 0; //!< how many of m_written
    qsizetype m_edge = -1;
};

} // namespace reeeductio
