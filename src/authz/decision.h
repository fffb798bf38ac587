// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/statelog.h"
#include "protocol/capability.h"

#include <QList>

#include <functional>
#include <optional>

namespace reeeductio {

//! "May this member do this to that?" `resource` as the server asks it: `topics/general/messages`,
//! `state/a/b`.
struct Question
{
    MemberId member;
    Operation operation = Operation::Read;
    QString resource;
};

//! When the question is put, and what the state alone does not tell.
struct Circumstances
{
    Moment moment = 0; //!< one beyond the log is the log's end
    qint64 nowMs = 0;  //!< for roles that expire
    //! Who signed the data entry at a path; needed only for rights with must_be_owner on data.
    std::function<std::optional<MemberId>(const QString &path)> dataSigner = {};
};

//! A right a member holds, and the signed entries that give it.
struct HeldRight
{
    Capability capability = {};
    qsizetype entry = -1;                 //!< where the right stands in the log
    QString role = {};                    //!< empty for a right of the member's own
    qsizetype assignment = -1;            //!< where the role was assigned, for a role's right
    std::optional<qint64> expiresAt = {}; //!< when the assignment ends

    friend bool operator==(const HeldRight &, const HeldRight &) = default;
};

enum class Reason {
    // yes
    Owner,
    HeldByRight,
    AnyMember, //!< this needs membership only
    // no
    NotAMember,
    TrustBroken, //!< the member's own entry leads not back to the owner: self-sent, forged, or by somebody
                 //!< untrusted (real; elsewhere such an entry makes no member)
    NoRight,     //!< no right matches
    BrokenRight, //!< a right of the member's cannot be read, and the server fails on it
};

//! Why not: the right that comes nearest, and what keeps it from matching.
struct NearMiss
{
    enum class Cause {
        OtherOperation,
        OtherPath,
        NotOwner,
        AssignmentExpired,
        EntryNotTrusted,   //!< the right's entry, its assignment's or (TrustBroken) the member's own
        BeyondServerLimit, //!< too young for a server that reads only the oldest
        Unreadable,        //!< it has no `op` or `path`; of `right` only the entries are known
    };

    HeldRight right;
    Cause cause = Cause::OtherPath;
};

//! The answer, with what it rests on.
struct Decision
{
    bool allowed = false;
    Reason reason = Reason::NoRight;
    //! Every right that allows it: taking the last one away turns the answer. A role's right stands here
    //! once, however often the role was assigned.
    QList<HeldRight> because = {};
    //! For a member's no; nothing when the member has no right at all.
    std::optional<NearMiss> nearestMiss = {};
    //! For a member's no: the smallest right that would turn it, given by the owner to the member itself.
    //! Nothing when none would: the member is not trusted, a right of its own breaks it, or the server reads
    //! no more rights.
    std::optional<Capability> smallestGrant = {};
};

//! Whether a state message may be written, and the first thing that forbids it, in the order the server
//! checks.
struct WriteJudgement
{
    enum class Refusal {
        None,
        BadPath,
        UntrustedSender,    //!< the sender is no member, or its chain of trust does not hold
        ValueNotJson,       //!< a right or an assignment must be a JSON object
        BadCapability,      //!< the right's pattern is not valid, or op or path is missing
        MayNotGrant,        //!< the sender may not hand out rights, or not this one
        AssignmentMismatch, //!< user_id or role_id differ from the path's
        BadMemberEntry,     //!< an expiry that is no positive integer, a use limit that is no integer from 0
                            //!< (local and strict)
        MayNotAssign,       //!< the sender may not hand out roles, or not one with these rights
        NoPermission,       //!< no right to create, modify or delete this path
    };

    Refusal refusal = Refusal::None;
    Operation operation = Operation::Create; //!< what the write is: create, modify or delete
    //! The right to write the path itself; looked at last, so only for None and NoPermission.
    Decision permission = {};

    bool isAllowed() const { return refusal == Refusal::None; }
};

} // namespace reeeductio
