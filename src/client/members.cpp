// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/members.h"

#include "client/removemember.h"
#include "protocol/json.h"
#include "protocol/names.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QString userPath(const UserId &user)
{
    return u"auth/users/"_s + user.toString();
}
QString toolPath(const ToolId &tool)
{
    return u"auth/tools/"_s + tool.toString();
}
QString rolePath(const QString &role)
{
    return u"auth/roles/"_s + role;
}

//! A role's or a right's name: one segment of a state path.
Result<void> checkName(const QString &name)
{
    if (name.contains(u'/') || !checkStatePath(name))
        return fail(ErrorKind::Validation, ErrorCode::BadPath, name);
    return {};
}

QJsonObject described(QJsonObject entry, const QString &description)
{
    if (!description.isEmpty())
        entry.insert(u"description"_s, description);
    return entry;
}

Pending<PostedMessage> refused(const Error &error)
{
    return Pending<PostedMessage>::failed(error);
}

} // namespace

Members::Members(State &state, QObject *parent) : QObject(parent), m_state(state)
{}

Pending<PostedMessage> Members::addUser(const UserId &user, const QString &description)
{
    const auto entry = described({{u"user_id"_s, user.toString()}}, description);
    return m_state.setPlaintext(userPath(user), compactJson(entry));
}

Pending<PostedMessage> Members::createTool(const ToolId &tool, const QString &description,
                                           std::optional<qint64> useLimit)
{
    auto entry = described({{u"tool_id"_s, tool.toString()}}, description);
    if (useLimit)
        entry.insert(u"use_limit"_s, *useLimit);
    return m_state.setPlaintext(toolPath(tool), compactJson(entry));
}

Pending<PostedMessage> Members::createRole(const QString &role, const QString &description)
{
    if (const auto checked = checkName(role); !checked)
        return refused(checked.error());
    const auto entry = described({{u"role_id"_s, role}}, description);
    return m_state.setPlaintext(rolePath(role), compactJson(entry));
}

Pending<PostedMessage> Members::grantToUser(const UserId &user, const QString &rightId,
                                            const Capability &right)
{
    return grant(userPath(user), rightId, right);
}

Pending<PostedMessage> Members::grantToTool(const ToolId &tool, const QString &rightId,
                                            const Capability &right)
{
    return grant(toolPath(tool), rightId, right);
}

Pending<PostedMessage> Members::grantToRole(const QString &role, const QString &rightId,
                                            const Capability &right)
{
    if (const auto checked = checkName(role); !checked)
        return refused(checked.error());
    return grant(rolePath(role), rightId, right);
}

Pending<PostedMessage> Members::grant(const QString &holder, const QString &rightId, const Capability &right)
{
    if (const auto checked = checkName(rightId); !checked)
        return refused(checked.error());
    if (const auto checked = checkCapabilityPath(right.path); !checked)
        return refused(checked.error());
    return m_state.setPlaintext(holder + u"/rights/"_s + rightId, compactJson(right.toJson()));
}

Pending<PostedMessage> Members::assignRole(const UserId &user, const QString &role,
                                           std::optional<qint64> expiresAt)
{
    if (const auto checked = checkName(role); !checked)
        return refused(checked.error());
    QJsonObject entry{{u"user_id"_s, user.toString()}, {u"role_id"_s, role}};
    if (expiresAt)
        entry.insert(u"expires_at"_s, *expiresAt);
    return m_state.setPlaintext(userPath(user) + u"/roles/"_s + role, compactJson(entry));
}

Pending<PostedMessage> Members::removeUser(const UserId &user)
{
    if (MemberId(user).isOwnerOf(m_state.space()))
        return refused({ErrorKind::Validation, ErrorCode::OwnerStays, user.toString()});
    return (new RemoveMember(m_state, userPath(user), this))->start();
}

Pending<PostedMessage> Members::removeTool(const ToolId &tool)
{
    return (new RemoveMember(m_state, toolPath(tool), this))->start();
}

Pending<SigningKey> Members::createInvitation(const QString &description)
{
    auto key = SigningKey::generate();
    const auto tool = ToolId::of(key.publicKey());
    return createTool(tool, description)
        .then(this,
              [this, tool](const PostedMessage &) {
                  return grantToTool(tool, u"can_create_user"_s,
                                     {Operation::Create, u"state/auth/users/{any}"_s});
              })
        .then(this,
              [this, tool](const PostedMessage &) {
                  return grantToTool(tool, u"can_grant_user_role"_s,
                                     {Operation::Create, u"state/auth/users/{any}/roles/user"_s});
              })
        .then(this, [key = std::move(key)](const PostedMessage &) mutable { return std::move(key); });
}

} // namespace reeeductio
