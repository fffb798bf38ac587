// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/decision.h"

#include <QList>

namespace reeeductio {

class StateView;

//! A right where it was written.
struct RosterRight
{
    QString id;           //!< the last part of its path
    qsizetype entry = -1; //!< in the log
    //! Nothing when it cannot be read: published servers fail on such a right.
    std::optional<Capability> capability = {};

    //! Taken away by being written over.
    bool isRevoked() const;
    friend bool operator==(const RosterRight &, const RosterRight &) = default;
};

//! A role where it was given to a user.
struct RosterAssignment
{
    QString role;
    qsizetype entry = -1;
    std::optional<qint64> expiresAt = {}; //!< nothing: never

    bool isExpired(qint64 nowMs) const { return expiresAt && *expiresAt < nowMs; }
    friend bool operator==(const RosterAssignment &, const RosterAssignment &) = default;
};

//! A user or tool who is in the space.
struct RosterMember
{
    MemberId id;
    bool isOwner = false;
    bool isTrusted = true;  //!< its entry leads back to the owner: otherwise it may do nothing
    bool isEmptied = false; //!< its entry was emptied, and the server lets it in all the same (PROTOCOL 12.2)
    qsizetype entry = -1;   //!< its own; none for an owner who is not written down
    QString description;
    std::optional<qint64> useLimit = {}; //!< of a tool
    QList<RosterRight> rights = {};      //!< of its own, revoked ones included
    QList<RosterAssignment> roles = {};  //!< of a user, expired ones included

    friend bool operator==(const RosterMember &, const RosterMember &) = default;
};

struct RosterRole
{
    QString id;
    qsizetype entry = -1;   //!< none for a role that was never defined: what it has counts all the same
    bool isEmptied = false; //!< its definition was emptied
    QString description;
    QList<RosterRight> rights = {};
    QList<MemberId> holders = {}; //!< whose assignment has not expired

    friend bool operator==(const RosterRole &, const RosterRole &) = default;
};

//! Who is in a space, and what is written about them: as one rule set sees it.
struct Roster
{
    QList<RosterMember> members; //!< the owner first, then users, then tools, each by id
    QList<RosterRole> roles;     //!< by id; one that was emptied only while it has rights or holders

    const RosterMember *member(const MemberId &id) const;
    const RosterRole *role(const QString &id) const;
    friend bool operator==(const Roster &, const Roster &) = default;
};

Roster rosterOf(const StateView &view, Moment moment, qint64 nowMs);

} // namespace reeeductio
