// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/escalationmoves.h"

#include "authz/authpath.h"
#include "authz/fullpower.h"
#include "protocol/json.h"
#include "protocol/names.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! Stands for a name of the writer's choice.
const QString chosen = u"*"_s;

const Capability &everything()
{
    static const Capability right{Operation::Write, u"{...}"_s};
    return right;
}

//! A role that nobody has thought of yet.
QString newRole()
{
    return u"way-in"_s;
}

//! Below a holder's entry. Those behind the first are taken for the same by published servers, and escape
//! their checks (PROTOCOL 12.7).
QStringList rightTails(QStringView area)
{
    QStringList tails{u"rights/*"_s, u"rights/"_s, u"rights/*/x"_s};
    if (area == u"users")
        tails << u"rights"_s << u"rightsX"_s << u"rights-/*"_s;
    return tails;
}

bool segmentFits(QStringView pattern, QStringView segment)
{
    return pattern == segment || pattern.startsWith(u'{');
}

//! What the pattern says behind `state/` and an entry, with names of one's choice where it leaves a choice.
//! Nothing when it says nothing of this entry, or not more.
std::optional<QString> tailOf(const QString &pattern, const QString &entry, const MemberId &signer)
{
    const auto wanted = withoutOuterSlashes(pattern).split(u'/');
    const auto given = ("state/"_L1 + entry).split(u'/');
    if (wanted.size() <= given.size())
        return std::nullopt;
    for (qsizetype i = 0; i < given.size(); ++i) {
        if (!segmentFits(wanted[i], given[i]))
            return std::nullopt;
    }
    QStringList tail;
    for (auto i = given.size(); i < wanted.size(); ++i) {
        const auto segment = wanted[i].toString();
        if (segment == u"{...}")
            break;
        tail << (segment == u"{self}" ? signer.toString() : segment.startsWith(u'{') ? chosen : segment);
    }
    return tail.join(u'/');
}

} // namespace

EscalationMoves::EscalationMoves(const EscalationWorld &world, const QList<MemberId> &actors,
                                 const NewKeys &keys)
    : m_world(world), m_roster(world.authorizer().roster(world.now()))
{
    addHolders(actors);
    const auto isThere = [&](const MemberId &member) { return m_roster.member(member) != nullptr; };
    if (!isThere(keys.user))
        m_entries << userEdit(keys.user, {});
    if (!isThere(keys.tool))
        m_entries << toolEdit(keys.tool, {}, {});
    for (const auto &role : std::as_const(m_roster.roles)) {
        if (role.isEmptied)
            m_entries << roleEdit(role.id, {});
    }
    for (const auto &actor : actors) {
        const auto *member = m_roster.member(actor);
        if (member && member->useLimit)
            m_entries << toolEdit(*ToolId::parse(actor.text()), {}, {});
    }
}

void EscalationMoves::addHolders(const QList<MemberId> &actors)
{
    for (const auto &actor : actors) {
        Holder holder{.entry = entryPath(actor)};
        if (const auto *member = m_roster.member(actor)) {
            for (const auto &right : member->rights)
                holder.rights << standingPath(right.entry);
            for (const auto &assignment : member->roles)
                holder.assignments << standingPath(assignment.entry);
        }
        m_holders << holder;
    }
    for (const auto &role : std::as_const(m_roster.roles)) {
        Holder holder{.entry = roleEntryPath(role.id)};
        for (const auto &right : role.rights)
            holder.rights << standingPath(right.entry);
        m_holders << holder;
        m_roles << role.id;
    }
    if (!m_roles.contains(newRole())) {
        m_roles << newRole();
        m_holders << Holder{.entry = roleEntryPath(newRole())};
    }
}

QStringList EscalationMoves::tailsOf(const Holder &holder) const
{
    const auto area = holder.entry.section(u'/', 1, 1);
    auto tails = rightTails(area);
    if (area == u"users") {
        for (const auto &role : m_roles)
            tails << u"roles/"_s + role << u"roles/"_s + role + u"/x"_s;
        tails << u"roles/"_s;
    }
    return tails;
}

QList<StateEdit> EscalationMoves::of(const MemberId &signer) const
{
    const auto &authorizer = m_world.authorizer();
    QList<Capability> own;
    QList<Capability> writing;
    const auto held = authorizer.heldRights(signer, m_world.now());
    for (const auto &right : held) {
        if (right.role.isEmpty() && !own.contains(right.capability))
            own << right.capability;
        if (mayWriteAuth(right.capability))
            writing << right.capability;
    }
    if (writing.isEmpty())
        return {};
    // A user gives what it holds itself; everything, where nobody looks.
    QList<Capability> given{everything()};
    if (!signer.isTool())
        given << own;

    auto edits = m_entries;
    for (const auto &holder : m_holders) {
        auto tails = tailsOf(holder);
        for (const auto &right : std::as_const(writing)) {
            if (const auto tail = tailOf(right.path, holder.entry, signer); tail && !tail->isEmpty())
                tails << *tail;
        }
        tails.removeDuplicates();
        for (const auto &tail : std::as_const(tails)) {
            const auto path = holder.entry + u'/' + tail;
            const auto list = listPrefixOf(path);
            if (!list.isEmpty())
                edits << (list.endsWith("/roles/"_L1) ? assignmentsAt(path) : rightsAt(path, given));
        }
        for (const auto &path : holder.rights)
            edits << StateEdit{path, compactJson(everything().toJson())};
    }
    edits.removeIf([&](const StateEdit &edit) {
        if (edit.path == entryPath(signer))
            return true; // who writes over its own entry is trusted no more
        const auto standing = m_world.log().newest(edit.path, m_world.log().size());
        return standing && m_world.log().at(*standing).message.data == edit.value.toBase64();
    });
    return edits;
}

QList<StateEdit> EscalationMoves::rightsAt(const QString &path, const QList<Capability> &given) const
{
    QList<StateEdit> edits;
    for (const auto &right : given) {
        auto named = path;
        named.replace(chosen, "way-"_L1 + rightIdFor(right, {}));
        // What stands there is not given up for less.
        if (right == everything() || !m_world.log().newest(named, m_world.log().size()))
            edits << StateEdit{named, compactJson(right.toJson())};
    }
    return edits;
}

QList<StateEdit> EscalationMoves::assignmentsAt(const QString &path) const
{
    const auto segments = path.split(u'/');
    const auto &user = segments[2];
    auto roles = m_roles;
    if (!segments[4].isEmpty() && segments[4] != chosen)
        roles = QStringList{segments[4]};
    QList<StateEdit> edits;
    for (const auto &role : std::as_const(roles)) {
        auto named = path;
        edits << StateEdit{named.replace(chosen, role),
                           compactJson({{u"user_id"_s, user}, {u"role_id"_s, role}})};
    }
    return edits;
}

QList<StateEdit> EscalationMoves::emptyings() const
{
    QList<StateEdit> edits;
    const auto add = [&](const QStringList &paths) {
        for (const auto &path : paths) {
            const auto standing = m_world.log().newest(path, m_world.log().size());
            if (standing && !m_world.log().at(*standing).isEmpty())
                edits << StateEdit{path, {}};
        }
    };
    for (const auto &holder : m_holders) {
        add(holder.rights);
        add(holder.assignments);
    }
    return edits;
}

} // namespace reeeductio
