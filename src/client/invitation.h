// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/statereplay.h"
#include "protocol/link.h"

namespace reeeductio {

//! Somebody who came in by an invitation, and what became of the role that was promised.
struct InvitationUse
{
    enum class Role {
        Given,
        Waiting,       //!< (a) until an administrator's client gives it
        NotTaken,      //!< (b) the person's client gives it to itself, and has not yet
        TakenBack,     //!< it was given, and is no more; or the member was removed
        OverLimit,     //!< the server let in more than the invitation was for
        TooLate,       //!< came after it had expired
        Revoked,       //!< it was taken back before the role was given
        InviterMayNot, //!< who promised the role could not give it
    };

    UserId user = {};
    qint64 joinedAt = 0; //!< the server's time, in milliseconds
    Role role = Role::Waiting;

    friend bool operator==(const InvitationUse &, const InvitationUse &) = default;
};

//! An invitation as the space's state has it, so that every administrator's client sees the same (PROTOCOL
//! 10). It is the entry of a tool (form a) or a user (form b) with a member beside the published ones, which
//! other programs ignore: `"invitation": {"form": "a", "role": "member", "expires_at"?: ms}`. The note is the
//! entry's `description`; everybody in the space can read it, and the server.
struct Invitation
{
    enum class Status {
        Unfinished, //!< its making was broken off: it can let nobody in
        Unused,
        Used,    //!< and can be used again
        Waiting, //!< somebody joined and has not got the role yet
        Spent,
        Revoked,
        Expired,
    };

    MemberId id = {};
    JoinLink::Form form = JoinLink::Form::Tool;
    //! As the published SDK makes it: it promises nothing, and gives role `user` itself while that has no
    //! rights.
    bool isPublished = false;
    QString role = {};
    QString note = {};
    MemberId inviter = {};
    qint64 createdAt = 0;
    std::optional<qint64> expiresAt = {};
    std::optional<qint64> useLimit = {}; //!< nothing: none
    //! Its key may do what an invitation needs, and nobody but who made the invitation gave it that: only
    //! such a one is taken back unasked. Others could be members in whose entry somebody wrote a promise.
    bool isOnlyThat = true;
    QList<InvitationUse> uses = {}; //!< in the order in which they came
    Status status = Status::Unused;

    //! How many wait for their role.
    qsizetype waiting() const;

    friend bool operator==(const Invitation &, const Invitation &) = default;
};

//! Every invitation there was, the oldest first, from entries whose senders were entitled to write them.
//! `nowMs`: the server's time. Pure, for the authority thread.
QList<Invitation> invitationsIn(const StateReplay &replay, qint64 nowMs);

//! One of them; nothing when that member is none.
std::optional<Invitation> invitationIn(const StateReplay &replay, const MemberId &id, qint64 nowMs);

//! The right to add members, by the name it has in the state: what making an invitation ends with.
inline constexpr QLatin1StringView lastInvitationRight("can_create_user");

//! What its key may do itself, in the order in which that is written; form b holds its role besides.
QList<Capability> invitationRights(JoinLink::Form form, const QString &role);

//! What stands at `auth/users/{user}/roles/{role}` to give it.
QJsonObject roleAssignment(const UserId &user, const QString &role);
QString roleAssignmentPath(const UserId &user, const QString &role);

//! Whether `member` may give that role to a user who joins: strict, as of the replay's end. A promise is
//! worth what its author may do; otherwise whoever may add tools could have administrators' clients hand out
//! any role.
bool mayGiveRole(const StateReplay &replay, const MemberId &member, const QString &role, qint64 nowMs);

} // namespace reeeductio
