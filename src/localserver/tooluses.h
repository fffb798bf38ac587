// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/database.h"
#include "protocol/identifier.h"

namespace reeeductio::localserver {

//! How often each tool with a limit of uses was used. The database outlives it; add() belongs into the
//! transaction of what it counts.
class ToolUses
{
public:
    explicit ToolUses(Database &database);

    [[nodiscard]] Result<qint64> count(const SpaceId &space, const MemberId &tool);
    [[nodiscard]] Result<void> add(const SpaceId &space, const MemberId &tool);

private:
    Statement m_count;
    Statement m_add;
};

} // namespace reeeductio::localserver
