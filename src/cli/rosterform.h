// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/rightlint.h"
#include "cli/citationform.h"
#include "cli/report.h"
#include "client/counttooluses.h"

namespace reeeductio {

//! What is said of members and roles, with where it comes from. Filled in the authority thread.
struct RosterSheet
{
    Citations cited = {}; //!< every entry that is mentioned
    ProfileNames names = {};
    qint64 nowMs = 0;
    QHash<qsizetype, QList<RightWarning>> warnings = {}; //!< by the right's entry
};

struct MemberSheet
{
    RosterMember member;
    QList<HeldRight> effective = {}; //!< what counts now, through roles too
    RosterSheet sheet = {};
};

struct RoleSheet
{
    RosterRole role;
    RosterSheet sheet = {};
};

//! Nothing when there is no such member or role under these rules.
std::optional<MemberSheet> memberSheet(const StateReplay &replay, RuleSet rules, const MemberId &member,
                                       qint64 nowMs);
std::optional<RoleSheet> roleSheet(const StateReplay &replay, RuleSet rules, const QString &role,
                                   qint64 nowMs);

//! `uses` is of a tool only.
Report reportOf(const MemberSheet &sheet, const std::optional<ToolUses> &uses);
Report reportOf(const RoleSheet &sheet);

} // namespace reeeductio
