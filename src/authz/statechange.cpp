// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/statechange.h"

#include "authz/authpath.h"
#include "authz/neutral.h"
#include "protocol/json.h"
#include "protocol/names.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qsizetype longestRightId = 48;

StateEdit described(const QString &path, QJsonObject entry, const QString &description)
{
    if (!description.isEmpty())
        entry.insert(u"description"_s, description);
    return {path, compactJson(entry)};
}

//! Those of the rights that still allow something; with `id` only the ones of that name.
StateChange rightsTaken(const QList<RosterRight> &rights, const StateLog &log,
                        const std::optional<QString> &id = {})
{
    StateChange change;
    for (const auto &right : rights) {
        if (!right.isRevoked() && (!id || right.id == *id))
            change << takenAway(log.at(right.entry).path);
    }
    return change;
}

//! Those of the roles that have not ended; with `role` only that one.
StateChange rolesTaken(const RosterMember &member, const StateLog &log, qint64 nowMs,
                       const std::optional<QString> &role = {})
{
    StateChange change;
    for (const auto &assignment : member.roles) {
        if (!assignment.isExpired(nowMs) && (!role || assignment.role == *role))
            change << takenAway(log.at(assignment.entry).path);
    }
    return change;
}

} // namespace

StateEdit userEdit(const UserId &user, const QString &description)
{
    return described(entryPath(user), {{u"user_id"_s, user.toString()}}, description);
}

StateEdit toolEdit(const ToolId &tool, const QString &description, std::optional<qint64> useLimit)
{
    QJsonObject entry{{u"tool_id"_s, tool.toString()}};
    if (useLimit)
        entry.insert(u"use_limit"_s, *useLimit);
    return described(entryPath(tool), entry, description);
}

StateEdit roleEdit(const QString &role, const QString &description)
{
    return described(roleEntryPath(role), {{u"role_id"_s, role}}, description);
}

StateEdit rightEdit(const QString &holder, const QString &id, const Capability &right)
{
    return {holder + u"/rights/"_s + id, compactJson(right.toJson())};
}

StateEdit assignmentEdit(const UserId &user, const QString &role, std::optional<qint64> expiresAt)
{
    QJsonObject entry{{u"user_id"_s, user.toString()}, {u"role_id"_s, role}};
    if (expiresAt)
        entry.insert(u"expires_at"_s, *expiresAt);
    return {assignmentsPrefix(user.toString()) + role, compactJson(entry)};
}

StateEdit takenAway(const QString &path)
{
    return {path, neutralValueFor(path).value_or(QByteArray())};
}

StateChange takenRight(const QList<RosterRight> &rights, const QString &id, const StateLog &log)
{
    return rightsTaken(rights, log, id);
}

StateChange takenRole(const RosterMember &member, const QString &role, const StateLog &log, qint64 nowMs)
{
    return rolesTaken(member, log, nowMs, role);
}

QString rightIdFor(const Capability &right, const QStringList &taken)
{
    static const QRegularExpression between(u"[^a-z0-9]+"_s);
    auto id = (QString(nameOf(right.operation)) + u'_' + right.path).toLower().replace("{...}"_L1, "all"_L1);
    id = id.replace(between, u"_"_s).left(longestRightId);
    while (id.endsWith(u'_'))
        id.chop(1);
    auto free = id;
    for (int number = 2; taken.contains(free); ++number)
        free = id + u'_' + QString::number(number);
    return free;
}

StateChange removalOf(const RosterMember &member, const StateLog &log, qint64 nowMs)
{
    auto change = rightsTaken(member.rights, log);
    change << rolesTaken(member, log, nowMs);
    if (member.entry >= 0 && !member.isEmptied)
        change << StateEdit{entryPath(member.id), {}};
    return change;
}

StateChange removalOf(const RosterRole &role, const Roster &roster, const StateLog &log, qint64 nowMs)
{
    StateChange change;
    for (const auto &member : roster.members)
        change << takenRole(member, role.id, log, nowMs);
    change << rightsTaken(role.rights, log);
    if (role.entry >= 0 && !role.isEmptied)
        change << StateEdit{roleEntryPath(role.id), {}};
    return change;
}

StateChange undoOf(const StateChange &change, const StateLog &log, const Authorizer &strict, Moment before)
{
    const auto counts = [&](qsizetype entry) {
        return log.at(entry).seal == Seal::Good && strict.wasEntitled(entry);
    };
    StateChange undo;
    QSet<QString> seen;
    for (const auto &edit : change) {
        if (seen.contains(edit.path))
            continue;
        seen.insert(edit.path);
        const auto entry = log.newest(edit.path, before, counts);
        if (entry && !log.at(*entry).isEmpty())
            undo << StateEdit{edit.path, QByteArray::fromBase64(log.at(*entry).message.data)};
        else
            undo << takenAway(edit.path);
    }
    std::reverse(undo.begin(), undo.end());
    return undo;
}

QString subjectOf(const QString &path)
{
    const auto inner = withoutOuterSlashes(path).toString();
    return inner.startsWith("auth/"_L1) ? inner.section(u'/', 0, 2) : inner;
}

} // namespace reeeductio
