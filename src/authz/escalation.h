// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/authorizer.h"
#include "authz/statechange.h"

namespace reeeductio {

//! Keys that a member could make up and bring into the space.
struct NewKeys
{
    UserId user;
    ToolId tool;

    //! Two that nobody has: to speak of.
    static NewKeys nobodys(const SpaceId &space);
};

//! One write on the way to power.
struct EscalationStep
{
    MemberId signer; //!< the member, a tool it made, or one of the new keys
    StateEdit edit;
    Operation operation = Operation::Create; //!< what the write is

    friend bool operator==(const EscalationStep &, const EscalationStep &) = default;
};

//! How one member can get full power (fullpower.h) without anybody's help: each step is a write that the
//! server takes from its signer by the state after those before it.
struct Escalation
{
    MemberId member;
    MemberId administrator; //!< who has full power in the end: a possible signer of steps
    QList<EscalationStep> steps;

    friend bool operator==(const Escalation &, const Escalation &) = default;
};

//! The shortest way that was found; nothing when there is none, the member has full power already or may not
//! write at all. No step of it can be left out. Looked for are all writes that the member, the tools that it
//! wrote into the space (it has had their keys) and the new keys could make, until there is nothing new to
//! gain. A tool's limit of uses is kept.
//!
//! `authorizer` answers for this log. Costs a look at every entry of the log, and for who may write below
//! `auth/` some milliseconds; next to nothing for everybody else. Pure.
std::optional<Escalation> findEscalation(const StateLog &log, const Authorizer &authorizer, RuleSet ruleSet,
                                         const MemberId &member, qint64 nowMs, const NewKeys &keys);

//! What gives nobody power today, and might give it to somebody tomorrow.
struct DormantPower
{
    enum class Kind {
        UnlimitedTool,    //!< a tool that may write below `auth/`, as often as it likes
        UnusedInvitation, //!< a tool that may add users, and has written nothing yet
        UnheldRole,       //!< a role with full power that nobody holds
    };

    Kind kind = Kind::UnlimitedTool;
    std::optional<MemberId> tool = {};
    QString role = {};

    friend bool operator==(const DormantPower &, const DormantPower &) = default;
};

//! The tools first, then the roles, in the order of the roster.
QList<DormantPower> dormantPowers(const StateLog &log, const Authorizer &authorizer, qint64 nowMs);

//! Who could become administrator, and how (PRODUCT F15).
struct EscalationMap
{
    QList<MemberId> administrators; //!< who has full power today, the owner first
    QList<Escalation> ways;         //!< of others, the shortest first
    QList<DormantPower> dormant;

    friend bool operator==(const EscalationMap &, const EscalationMap &) = default;
};

EscalationMap escalationMapOf(const StateLog &log, const Authorizer &authorizer, RuleSet ruleSet,
                              qint64 nowMs);

} // namespace reeeductio
