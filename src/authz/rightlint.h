// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/roster.h"

#include <QObject>

namespace reeeductio {

//! A right, and what it is called where it stands.
struct NamedRight
{
    QString id;
    Capability capability;
    QString role = {}; //!< through which a user has it; empty for one of the holder's own

    friend bool operator==(const NamedRight &, const NamedRight &) = default;
};

//! Who is to hold a right, and what else they hold.
struct RightContext
{
    enum class Holder { User, Tool, Role };

    Holder holder = Holder::User;
    QString holderId = {}; //!< the member's id; not looked at for a role
    QString rightId = {};  //!< the right's own name: one of that name among the others would be replaced
    //! What counts now: not what has been revoked.
    QList<NamedRight> others = {};

    //! With all a member holds at that time, through roles too.
    static RightContext of(const RosterMember &member, const Roster &roster, qint64 nowMs);
    static RightContext of(const RosterRole &role);
    //! For what is to be written there, or stands there.
    RightContext named(const QString &right) const;
};

//! Something about a right that whoever writes it should know (PROTOCOL 10, 12).
struct RightWarning
{
    Q_GADGET

public:
    enum class Rule {
        // It allows nothing of what it was meant for.
        NotAPattern,         //!< servers refuse it
        MissingStatePrefix,  //!< `auth/…` for `state/auth/…`
        Misspelt,            //!< no server spells it so
        MatchesNothing,      //!< no request asks for anything of this form
        OperationNeverAsked, //!< nobody is asked for this operation there
        FilesNeverAsked,     //!< what is done with files is asked of nobody
        DataIsWrittenBare,   //!< published servers look for the right to write data without `data/`
        CannotRegister,      //!< the same, for who should register a password
        OwnerNeverHolds,     //!< nobody is the owner of what is there, so must_be_owner never holds
        EmptyingIsRefused,   //!< published servers let nobody empty a right or an assignment
        CannotGrant,     //!< a user needs `create` on `state/auth/users/{any}/rights` as well, read literally
        RoleCannotGrant, //!< the right to hand out rights counts only for who holds it directly
        // It allows more than it seems to.
        EqualsOwner,        //!< everything
        EscapesGrantCheck,  //!< on published servers it can write rights that nobody checks, and so get all
        EscapesRoleCheck,   //!< on published servers it can give any role to anybody
        RewritesOwnEntry,   //!< who uses it on its own entry loses every right, with all whom it added
        ToolHandsOutRights, //!< a tool may hand out any right, also those it does not have
        // It could be better.
        CannotAssign,          //!< it gives only roles that have no rights
        ToolAssignsRole,       //!< a tool can give only roles that have no rights
        InvitationAssignsRole, //!< the same, for a tool that adds users
        OwnerIgnored,          //!< must_be_owner says nothing about creating
        PostingNeedsRead,      //!< a message names the one before it
        Duplicate,             //!< another right says the same
        Shadowed,              //!< another right allows this and more
    };
    Q_ENUM(Rule)

    enum class Weight { AllowsNothing, AllowsTooMuch, CouldBeBetter };

    Rule rule = Rule::MatchesNothing;
    std::optional<Capability> fixed = {}; //!< to be written in its place; nothing when no right would do
    //! For Duplicate and Shadowed: the other right's name, behind its role's and a slash if it is a role's.
    QString other = {};

    Weight weight() const;
    friend bool operator==(const RightWarning &, const RightWarning &) = default;
};

//! What there is to say about a right, the gravest first; nothing for one that does what it says. The pattern
//! may be any text. A right that was revoked by being written over is not looked at. Pure.
QList<RightWarning> lintRight(const Capability &right, const RightContext &context);

} // namespace reeeductio
