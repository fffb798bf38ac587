// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/roletemplate.h"

#include "authz/neutral.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QList<Capability> teamRights()
{
    return {{Operation::Read, u"topics/{any}/messages"_s},
            {Operation::Create, u"topics/{any}/messages"_s},
            {Operation::Write, u"state/topics/{any}"_s},
            {Operation::Write, u"state/profiles/{self}"_s}};
}

//! To give roles one must hold the right twice: servers ask for the first, read literally, and for the path
//! that is written. On published servers the first lets its holder give any role to anybody (PROTOCOL 12.7):
//! who is trusted with giving roles there is trusted with all of them.
QList<Capability> rightsToGiveRoles()
{
    return {{Operation::Write, u"state/auth/users/{any}/roles"_s},
            {Operation::Write, u"state/auth/users/{any}/roles/{any}"_s}};
}

} // namespace

QList<RoleTemplate> RoleTemplate::all()
{
    return {{Kind::Team},           {Kind::Guest}, {Kind::Announcements}, {Kind::Moderator},
            {Kind::DelegatedAdmin}, {Kind::Bot},   {Kind::PrivateNotes}};
}

QString RoleTemplate::suggestedRole() const
{
    switch (kind) {
    case Kind::Team:
        return u"team"_s;
    case Kind::Guest:
        return u"guest"_s;
    case Kind::Announcements:
        return u"reader"_s;
    case Kind::Moderator:
        return u"moderator"_s;
    case Kind::Bot:
        return u"bot"_s;
    case Kind::PrivateNotes:
        return u"notes"_s;
    case Kind::DelegatedAdmin:
        return u"admin"_s;
    }
    Q_UNREACHABLE();
}

QList<Capability> RoleTemplate::rights(const QString &topic) const
{
    const auto messages = u"topics/"_s + topic + u"/messages"_s;
    switch (kind) {
    case Kind::Team:
        return teamRights();
    case Kind::Guest:
        return {{Operation::Read, u"topics/{any}/messages"_s}};
    case Kind::Announcements:
        return {{Operation::Read, messages}};
    case Kind::Moderator:
        return teamRights() + QList<Capability>{{Operation::Create, u"state/auth/users/{any}"_s}};
    case Kind::Bot:
        return {{Operation::Read, messages}, {Operation::Create, messages}};
    case Kind::PrivateNotes:
        return {{Operation::Write, u"state/notes/{self}/{...}"_s}};
    case Kind::DelegatedAdmin:
        // Not its own entry: who writes over that loses every right (PROTOCOL 12.13). Whoever gives a role
        // has to hold all that stands in it, also what was written over rights that were taken away.
        return teamRights() + QList<Capability>{{Operation::Write, u"state/auth/users/{other}"_s}} +
               rightsToGiveRoles() + QList<Capability>{rightToNothing()};
    }
    Q_UNREACHABLE();
}

} // namespace reeeductio
