// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/statechange.h"

namespace reeeductio {

//! What a change does to one member.
struct MemberEffect
{
    MemberId member;
    bool joins = false;
    bool leaves = false; //!< the server lets it in no more
    //! Rights that nothing it had before allowed, and that nothing it has afterwards does: a right that
    //! another one covers makes no difference.
    QList<Capability> gained = {};
    QList<Capability> lost = {};
    bool isLeftWithNothing = false; //!< it had rights, and has none afterwards

    friend bool operator==(const MemberEffect &, const MemberEffect &) = default;
};

//! What a change would do, as the server decides.
struct Effect
{
    //! One for each write, by the state after those before it; ends with the first that is refused.
    QList<WriteJudgement> judgements;
    //! Those for whom something changes, in the order of the roster. Of a change that is refused, what was
    //! written up to then.
    QList<MemberEffect> members;
    //! Tools that could add a member, or give the new member its role, and no longer can: invitations that
    //! stop working.
    QList<MemberId> brokenInvitations;
    qsizetype workingInvitations = 0;
    //! Whoever makes the change could hand out rights or roles before, and cannot afterwards.
    bool locksOut = false;

    bool isRefused() const { return !judgements.isEmpty() && !judgements.back().isAllowed(); }
    //! Neither rights nor membership.
    bool changesNobody() const { return members.isEmpty(); }
};

//! Writes the change to a copy of the log, and compares. Nothing is sent. About 6 µs an entry of the log.
//! Pure.
Effect simulate(const StateLog &log, RuleSet ruleSet, const MemberId &sender, const StateChange &change,
                qint64 nowMs);

//! The difference between two states; `judgements` stays empty.
Effect effectBetween(const Authorizer &before, const Circumstances &then, const Authorizer &after,
                     const Circumstances &now, const MemberId &sender);

//! What the rights a member holds come to: none twice, none that another one covers, none that allows
//! nothing.
QList<Capability> effectiveRights(const Authorizer &authorizer, const MemberId &member,
                                  const Circumstances &circumstances);

} // namespace reeeductio
