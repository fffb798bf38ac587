// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/naivelocal.h"

#include "protocol/json.h"
#include "support/naiveoracle.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

std::optional<QJsonObject> objectOf(const Message &message)
{
    return parseJsonLeniently(QByteArray::fromBase64(message.data));
}

//! Users, tools, roles, rights and assignments: where emptied means gone.
bool isOfAuthorization(const QStringList &path)
{
    if (path.value(0) != u"auth" || path.contains(QString()))
        return false;
    const auto area = path.value(1);
    const bool isUser = area == u"users";
    if (!isUser && area != u"tools" && area != u"roles")
        return false;
    return path.size() == 3 ||
           (path.size() == 5 && (path[3] == u"rights" || (path[3] == u"roles" && isUser)));
}

//! Absent, null, or an integer from `least`.
bool isIntegerFrom(qint64 least, const QJsonValue &value)
{
    return value.isUndefined() || value.isNull() ||
           (value.isDouble() && value.toDouble() == double(value.toInteger(least - 1)) &&
            value.toInteger() >= least);
}

} // namespace

NaiveLocal::NaiveLocal(const SpaceId &space, const QList<Message> &state) : m_space(space)
{
    for (const auto &message : state) {
        const bool counts = checkSeal(space, "state", message) == Seal::Good && mayWrite(message);
        m_entries << Entry{message, QString::fromUtf8(message.type).split(u'/'), counts};
    }
}

const NaiveLocal::Entry *NaiveLocal::standing(const QStringList &path) const
{
    const Entry *newest = nullptr;
    for (const auto &entry : m_entries) {
        if (entry.counts && entry.path == path)
            newest = &entry;
    }
    const bool isGone = newest && newest->message.data.isEmpty() && isOfAuthorization(path);
    return isGone ? nullptr : newest;
}

QList<const NaiveLocal::Entry *> NaiveLocal::children(const QStringList &folder) const
{
    QList<const Entry *> children;
    QList<QStringList> seen;
    for (const auto &entry : m_entries) {
        const bool isChild = entry.path.size() == folder.size() + 1 &&
                             entry.path.first(folder.size()) == folder && !entry.path.last().isEmpty();
        if (!entry.counts || !isChild || seen.contains(entry.path))
            continue;
        seen << entry.path;
        if (const auto *newest = standing(entry.path))
            children << newest;
    }
    return children;
}

QList<NaiveLocal::Right> NaiveLocal::rightsIn(const QStringList &folder) const
{
    QList<Right> rights;
    for (const auto *entry : children(folder)) {
        const auto value = objectOf(entry->message).value_or(QJsonObject());
        if (value.contains("op"_L1) && value["path"_L1].isString())
            rights << Right{value["op"_L1].toString(), value["path"_L1].toString(),
                            isTrue(value["must_be_owner"_L1])};
    }
    return rights;
}

QList<NaiveLocal::Right> NaiveLocal::rightsOfUser(const MemberId &user, qint64 nowMs) const
{
    const QStringList entry{u"auth"_s, u"users"_s, user.toString()};
    auto rights = rightsIn(entry + QStringList{u"rights"_s});
    for (const auto *assignment : children(entry + QStringList{u"roles"_s})) {
        const auto value = *objectOf(assignment->message);
        const auto end = value["expires_at"_L1];
        const QStringList role{u"auth"_s, u"roles"_s, value["role_id"_L1].toString()};
        const bool isEmptied =
            !standing(role) && std::any_of(m_entries.begin(), m_entries.end(), [&](const Entry &each) {
                return each.counts && each.path == role;
            });
        if (!isEmptied && (!end.isDouble() || end.toInteger() >= nowMs))
            rights << rightsIn(role + QStringList{u"rights"_s});
    }
    return rights;
}

bool NaiveLocal::isMember(const MemberId &member) const
{
    const auto area = member.isTool() ? u"tools"_s : u"users"_s;
    return hasKey(member) || standing({u"auth"_s, area, member.toString()});
}

bool NaiveLocal::anyAllows(const QList<Right> &rights, const MemberId &member, const QString &operation,
                           const QString &resource) const
{
    const auto segments = pathSegments(resource);
    const auto *owned = segments.first() == u"state" ? standing(segments.mid(1)) : nullptr;
    const bool isOwner = owned && owned->message.sender == member.text();
    return std::any_of(rights.begin(), rights.end(), [&](const Right &right) {
        return (right.op == operation || right.op == u"write") &&
               matchesPattern(right.path, resource, member.toString()) &&
               (!right.mustBeOwner || operation == u"create" || isOwner);
    });
}

bool NaiveLocal::allows(const MemberId &member, const QString &operation, const QString &resource,
                        qint64 nowMs) const
{
    if (hasKey(member) && !member.isTool())
        return true;
    if (!isMember(member))
        return false;
    const auto rights = member.isTool() ? rightsIn({u"auth"_s, u"tools"_s, member.toString(), u"rights"_s})
                                        : rightsOfUser(member, nowMs);
    return anyAllows(rights, member, operation, resource);
}

bool NaiveLocal::mayGive(const MemberId &sender, const QStringList &path, const QJsonObject &value,
                         qint64 nowMs) const
{
    const auto covers = [](const QList<Right> &held, const Right &wish) {
        return std::any_of(held.begin(), held.end(), [&](const Right &right) {
            return (right.op == wish.op || right.op == u"write") && coversPattern(right.path, wish.path) &&
                   (!right.mustBeOwner || wish.mustBeOwner);
        });
    };
    if (path[3] == u"rights") {
        const auto pattern = value["path"_L1].toString();
        if (!value.contains("op"_L1) || !isCapabilityPath(pattern))
            return false;
        if (hasKey(sender) || sender.isTool())
            return true;
        const auto own = rightsIn({u"auth"_s, u"users"_s, sender.toString(), u"rights"_s});
        return anyAllows(own, sender, u"create"_s, u"state/auth/users/{any}/rights"_s) &&
               covers(own, {value["op"_L1].toString(), pattern, isTrue(value["must_be_owner"_L1])});
    }
    if (value["user_id"_L1] != path[2] || value["role_id"_L1] != path[4] ||
        !isIntegerFrom(1, value["expires_at"_L1]))
        return false;
    const auto handedOut = rightsIn({u"auth"_s, u"roles"_s, path[4], u"rights"_s});
    if (hasKey(sender) || handedOut.isEmpty())
        return true;
    const auto held = rightsOfUser(sender, nowMs);
    return anyAllows(held, sender, u"create"_s, u"state/auth/users/{any}/roles"_s) &&
           std::all_of(handedOut.begin(), handedOut.end(),
                       [&](const Right &right) { return covers(held, right); });
}

bool NaiveLocal::mayWrite(const Message &message) const
{
    static const QRegularExpression statePath(u"^/*[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*/*$"_s);
    const auto path = QString::fromUtf8(message.type);
    const auto sender = MemberId::parse(QByteArrayView(message.sender));
    if (!statePath.match(path).hasMatch() || !sender || !isMember(*sender))
        return false;
    const auto inner = pathSegments(path);
    const bool gives =
        inner.size() >= 5 && inner[0] == u"auth" &&
        ((inner[3] == u"rights" && QStringList{u"users"_s, u"tools"_s, u"roles"_s}.contains(inner[1])) ||
         (inner[3] == u"roles" && inner[1] == u"users"));
    const auto value = objectOf(message);
    const bool isEmpty = message.data.isEmpty();
    if (gives && !isEmpty && (!value || !mayGive(*sender, inner, *value, message.serverTimestamp)))
        return false;
    const auto segments = path.split(u'/');
    const bool isTool = segments.size() == 3 && segments[0] == u"auth" && segments[1] == u"tools";
    if (isTool && value && !isIntegerFrom(0, (*value)["use_limit"_L1]))
        return false;
    const auto operation = isEmpty ? u"delete"_s : standing(segments) ? u"modify"_s : u"create"_s;
    return allows(*sender, operation, u"state/"_s + path, message.serverTimestamp);
}

} // namespace reeeductio::test
