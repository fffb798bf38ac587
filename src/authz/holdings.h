// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/decision.h"
#include "authz/stateview.h"

namespace reeeductio {

//! Rights that stand together: somebody's own, or those of a role as it was assigned.
struct HoldingGroup
{
    QList<Listed> rights; //!< those without a value are none
    QString role = {};
    qsizetype assignment = -1; //!< none: somebody's own
    std::optional<qint64> expiresAt = {};

    bool isExpired(qint64 nowMs) const { return expiresAt && *expiresAt < nowMs; }
    //! Of a right that cannot be read, only where it stands.
    HeldRight toHeldRight(const Listed &right) const;
};

//! In the order in which a server asks them.
using HoldingGroups = QList<HoldingGroup>;

// Expired assignments are among the answers. Whether the member is trusted is not looked at.

//! From the user's own entries.
HoldingGroup directHoldings(const StateView &view, const MemberId &user, Moment moment);
//! A user's own and those through roles, whoever asks for them as a user.
HoldingGroups userHoldings(const StateView &view, const MemberId &user, Moment moment);
//! All a member has: a tool only its own.
HoldingGroups holdingsOf(const StateView &view, const MemberId &member, Moment moment);
//! What stands in a role.
QList<Listed> rightsIn(const StateView &view, const QString &role, Moment moment);

//! What a server gets to ask: nothing expired, no role twice, and only up to the first right that it cannot
//! read if that makes it fail. Points into the groups.
struct Askable
{
    struct Right
    {
        const HoldingGroup *group = nullptr;
        const Listed *listed = nullptr;

        const RightValue &value() const { return listed->value->right; }
        HeldRight toHeldRight() const { return group->toHeldRight(*listed); }
    };

    QList<Right> rights;         //!< readable
    std::optional<Right> broken; //!< where the server fails
};
Askable askable(const HoldingGroups &groups, const Rules &rules, qint64 nowMs);

//! What the log has for a member but the rules leave out.
struct HinderedRight
{
    RightValue right;
    HeldRight held;
    NearMiss::Cause cause;
};
QList<HinderedRight> hinderedRights(const StateView &view, const MemberId &member, Moment moment);

} // namespace reeeductio
