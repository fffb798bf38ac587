// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/tooluses.h"

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

ToolUses::ToolUses(Database &database)
    : m_count(database, u"SELECT uses FROM tool_uses WHERE space = ? AND tool = ?"_s),
      m_add(database, u"INSERT INTO tool_uses (space, tool, uses) VALUES (?, ?, 1)"
                      " ON CONFLICT (space, tool) DO UPDATE SET uses = uses + 1"_s)
{}

Result<qint64> ToolUses::count(const SpaceId &space, const MemberId &tool)
{
    auto rows = m_count.query({space.text(), tool.text()});
    if (!rows)
        return fail(rows.error());
    if (rows->next())
        return rows->integer(0);
    if (auto read = rows->check(); !read)
        return fail(read.error());
    return 0;
}

Result<void> ToolUses::add(const SpaceId &space, const MemberId &tool)
{
    return m_add.run({space.text(), tool.text()});
}

} // namespace reeeductio::localserver
