// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/roster.h"

#include "authz/authpath.h"
#include "authz/membership.h"
#include "authz/neutral.h"

#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class RosterReader
{
public:
    RosterReader(const StateView &view, Moment moment, qint64 nowMs)
        : m_view(view), m_moment(moment), m_nowMs(nowMs)
    {}

    Roster read()
    {
        addOwner();
        addMembers(u"auth/users/"_s);
        addMembers(u"auth/tools/"_s);
        addRoles();
        return std::move(m_roster);
    }

private:
    void addOwner()
    {
        const MemberId owner = UserId::of(m_view.log().space().publicKey());
        auto member = memberOf(owner);
        member.isOwner = true;
        m_roster.members << member;
    }

    void addMembers(const QString &area)
    {
        const auto entries = m_view.log().newestUnder(area, m_moment);
        for (const auto entry : entries) {
            const auto &path = m_view.log().at(entry).path;
            const auto kind = authKindOf(path);
            if (kind != AuthKind::User && kind != AuthKind::Tool)
                continue;
            const auto id = MemberId::parse(path.sliced(area.size()));
            if (!id || path != entryPath(*id) || id->isOwnerOf(m_view.log().space()))
                continue;
            const auto membership = membershipOf(m_view, *id, m_moment);
            if (membership == Membership::Stranger)
                continue;
            auto member = memberOf(*id);
            member.isTrusted = membership == Membership::Trusted;
            m_roster.members << member;
        }
    }

    RosterMember memberOf(const MemberId &id) const
    {
        RosterMember member{.id = id, .description = {}};
        if (const auto entry = m_view.at(entryPath(id), m_moment)) {
            const auto json = m_view.log().at(*entry).json.value_or(QJsonObject());
            member.entry = *entry;
            member.isEmptied = m_view.log().at(*entry).isEmpty();
            member.description = json["description"_L1].toString();
            if (id.isTool())
                member.useLimit = useLimitOf(json);
        }
        if (id.isTool()) {
            member.rights = rightsUnder(toolRightsPrefix(id.toString()));
            return member;
        }
        member.rights = rightsUnder(userRightsPrefix(id.toString()));
        const auto assignments = m_view.under(assignmentsPrefix(id.toString()), m_moment);
        for (const auto &[key, value] : assignments) {
            if (value && value->assignment)
                member.roles << RosterAssignment{value->assignment->role, key.entry,
                                                 value->assignment->expiresAt};
        }
        return member;
    }

    QList<RosterRight> rightsUnder(const QString &prefix) const
    {
        QList<RosterRight> rights;
        const auto listed = m_view.under(prefix, m_moment);
        for (const auto &[key, value] : listed) {
            if (!value)
                continue;
            RosterRight right{m_view.log().at(key.entry).path.section(u'/', -1), key.entry};
            if (value->right.isReadable && value->right.operation)
                right.capability = value->right.toCapability();
            rights << right;
        }
        return rights;
    }

    void addRoles()
    {
        QMap<QString, RosterRole> roles;
        const auto entries = m_view.log().newestUnder(u"auth/roles/"_s, m_moment);
        for (const auto entry : entries) {
            const auto role = m_view.log().at(entry).path.section(u'/', 2, 2);
            if (!role.isEmpty())
                roles[role].id = role;
        }
        for (const auto &member : std::as_const(m_roster.members)) {
            for (const auto &assignment : member.roles) {
                auto &role = roles[assignment.role];
                role.id = assignment.role;
                if (!assignment.isExpired(m_nowMs) && !role.holders.contains(member.id))
                    role.holders << member.id;
            }
        }
        for (auto role : std::as_const(roles)) {
            describe(role);
            const bool isOfUse = std::any_of(role.rights.begin(), role.rights.end(),
                                             [](const RosterRight &right) { return !right.isRevoked(); });
            if ((role.entry >= 0 && !role.isEmptied) || isOfUse || !role.holders.isEmpty())
                m_roster.roles << role;
        }
    }

    void describe(RosterRole &role) const
    {
        const auto path = roleEntryPath(role.id);
        role.rights = rightsUnder(roleRightsPrefix(role.id));
        role.isEmptied = m_view.isEmptied(path, m_moment);
        const auto entry = m_view.at(path, m_moment);
        if (!entry)
            return;
        role.entry = *entry;
        role.description = m_view.log().at(*entry).json.value_or(QJsonObject())["description"_L1].toString();
    }

    const StateView &m_view;
    Moment m_moment;
    qint64 m_nowMs;
    Roster m_roster;
};

} // namespace

bool RosterRight::isRevoked() const
{
    return capability && isRightToNothing(*capability);
}

const RosterMember *Roster::member(const MemberId &id) const
{
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const auto &member) { return member.id == id; });
    return found == members.end() ? nullptr : &*found;
}

const RosterRole *Roster::role(const QString &id) const
{
    const auto found =
        std::find_if(roles.begin(), roles.end(), [&](const auto &role) { return role.id == id; });
    return found == roles.end() ? nullptr : &*found;
}

Roster rosterOf(const StateView &view, Moment moment, qint64 nowMs)
{
    return RosterReader(view, moment, nowMs).read();
}

} // namespace reeeductio
