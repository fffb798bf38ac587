// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/authority.h"
#include "client/messages.h"

namespace reeeductio {

//! How often a tool with a limit has been used, as far as messages show it (PROTOCOL 10 "use_limit").
struct ToolUses
{
    qint64 counted = 0;          //!< messages it stored while it had a limit, state included
    qint64 countedSince = 0;     //!< when a limit was first written; 0: it never had one
    qint64 lastUse = 0;          //!< of those counted; 0: none
    QList<qint64> times = {};    //!< of those counted, in no order
    QStringList unreadable = {}; //!< topics in which this member may not look

    friend bool operator==(const ToolUses &, const ToolUses &) = default;
};

//! Counts the messages of a tool in the state and in these topics. What a server counts besides, nobody can
//! see: uploads of the tool straight to the server, and messages in topics that are not known here. Reads
//! every message since the limit was first written.
class CountToolUses final : public AsyncOperation<ToolUses>
{
public:
    CountToolUses(Messages &messages, Authority &authority, ToolId tool, QStringList topics, QObject *parent);

protected:
    void run() override;

private:
    void readNextTopic();
    void countTimes();

    Messages &m_messages;
    Authority &m_authority;
    ToolId m_tool;
    QStringList m_topics;
    ToolUses m_uses;
    QList<qint64> m_times; //!< of its messages, in topics other than the state
};

} // namespace reeeductio
