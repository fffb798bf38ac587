// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/authpath.h"

#include "protocol/names.h"

#include <QList>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! What the path of these segments holds, if it reaches five: more are for the caller to judge.
AuthKind grantKind(const QList<QStringView> &segments)
{
    const auto area = segments[1];
    if (segments[3] == u"rights" && (area == u"users" || area == u"tools" || area == u"roles"))
        return AuthKind::Right;
    return segments[3] == u"roles" && area == u"users" ? AuthKind::Assignment : AuthKind::None;
}

AuthKind definitionKind(QStringView area)
{
    if (area == u"users")
        return AuthKind::User;
    if (area == u"tools")
        return AuthKind::Tool;
    return area == u"roles" ? AuthKind::Role : AuthKind::None;
}

} // namespace

AuthKind authKindOf(QStringView path)
{
    if (!path.startsWith(u"auth/"))
        return AuthKind::None;
    const auto segments = path.split(u'/');
    for (const auto segment : segments) {
        if (segment.isEmpty())
            return AuthKind::None;
    }
    if (segments.size() == 3)
        return definitionKind(segments[1]);
    return segments.size() == 5 ? grantKind(segments) : AuthKind::None;
}

GrantPath grantPathOf(QStringView path)
{
    const auto inner = withoutOuterSlashes(path);
    if (!inner.startsWith(u"auth/"))
        return {};
    const auto segments = inner.split(u'/');
    if (segments.size() < 5)
        return {};
    return {grantKind(segments), segments[2].toString(), segments[4].toString()};
}

QString entryPath(const MemberId &member)
{
    return (member.isTool() ? "auth/tools/"_L1 : "auth/users/"_L1) + member.toString();
}

QString roleEntryPath(const QString &role)
{
    return "auth/roles/"_L1 + role;
}

QString userRightsPrefix(const QString &user)
{
    return "auth/users/"_L1 + user + "/rights"_L1;
}

QString toolRightsPrefix(const QString &tool)
{
    return "auth/tools/"_L1 + tool + "/rights/"_L1;
}

QString roleRightsPrefix(const QString &role)
{
    return "auth/roles/"_L1 + role + "/rights/"_L1;
}

QString assignmentsPrefix(const QString &user)
{
    return "auth/users/"_L1 + user + "/roles/"_L1;
}

QString listPrefixOf(QStringView path)
{
    constexpr std::pair<QStringView, QString (*)(const QString &)> lists[] = {
        {u"auth/users/", userRightsPrefix},
        {u"auth/users/", assignmentsPrefix},
        {u"auth/tools/", toolRightsPrefix},
        {u"auth/roles/", roleRightsPrefix},
    };
    for (const auto &[area, prefixFor] : lists) {
        if (!path.startsWith(area))
            continue;
        const auto rest = path.sliced(area.size());
        auto prefix = prefixFor(rest.left(rest.indexOf(u'/')).toString());
        if (path.startsWith(prefix))
            return prefix;
    }
    return {};
}

} // namespace reeeductio
