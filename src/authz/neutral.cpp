// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/neutral.h"

#include "authz/authpath.h"
#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! 0 would be never.
constexpr int longAgo = 1;

QByteArray expiredAssignment(const QString &member, const QString &role)
{
    return compactJson({{u"user_id"_s, member}, {u"role_id"_s, role}, {u"expires_at"_s, longAgo}});
}

} // namespace

Capability rightToNothing()
{
    return {Operation::Read, u"state/revoked"_s, false};
}

bool isRightToNothing(const Capability &right)
{
    return right == rightToNothing();
}

std::optional<QByteArray> neutralValueFor(const QString &path)
{
    const auto list = listPrefixOf(path);
    if (list.isEmpty())
        return std::nullopt;
    if (list.endsWith("/roles/"_L1))
        return expiredAssignment(path.section(u'/', 2, 2),
                                 path.section(u'/', 4, 4)); // what a server compares
    return compactJson(rightToNothing().toJson());
}

} // namespace reeeductio
