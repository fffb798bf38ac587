// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/invitationtext.h"

#include "cli/output.h"

#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QJsonValue orNull(const std::optional<qint64> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

QString timeText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODate);
}

QString formName(JoinLink::Form form)
{
    return form == JoinLink::Form::Tool ? u"a"_s : u"b"_s;
}

} // namespace

QString nameOf(Invitation::Status status)
{
    using Status = Invitation::Status;
    switch (status) {
    case Status::Unfinished:
        return u"unfinished"_s;
    case Status::Unused:
        return u"unused"_s;
    case Status::Used:
        return u"used"_s;
    case Status::Waiting:
        return u"waiting"_s;
    case Status::Spent:
        return u"spent"_s;
    case Status::Revoked:
        return u"revoked"_s;
    case Status::Expired:
        return u"expired"_s;
    }
    Q_UNREACHABLE();
}

QString nameOf(InvitationUse::Role role)
{
    using Role = InvitationUse::Role;
    switch (role) {
    case Role::Given:
        return u"given"_s;
    case Role::Waiting:
        return u"waiting"_s;
    case Role::NotTaken:
        return u"not-taken"_s;
    case Role::TakenBack:
        return u"taken-back"_s;
    case Role::OverLimit:
        return u"over-limit"_s;
    case Role::TooLate:
        return u"too-late"_s;
    case Role::Revoked:
        return u"revoked"_s;
    case Role::InviterMayNot:
        return u"inviter-may-not"_s;
    }
    Q_UNREACHABLE();
}

QString nameOf(InvitationPreview::Difference difference)
{
    using Difference = InvitationPreview::Difference;
    switch (difference) {
    case Difference::Inviter:
        return u"other-inviter"_s;
    case Difference::Role:
        return u"other-role"_s;
    case Difference::InviterMayNot:
        return u"inviter-may-not"_s;
    case Difference::StateIncomplete:
        return u"state-incomplete"_s;
    }
    Q_UNREACHABLE();
}

QJsonObject toJson(const Invitation &invitation)
{
    QJsonArray uses;
    for (const auto &use : invitation.uses)
        uses << QJsonObject{{u"user_id"_s, use.user.toString()},
                            {u"joined_at"_s, use.joinedAt},
                            {u"role_status"_s, nameOf(use.role)}};
    return {{u"invitation_id"_s, invitation.id.toString()},
            {u"form"_s, invitation.isPublished ? u"published"_s : formName(invitation.form)},
            {u"role"_s, invitation.role},
            {u"note"_s, invitation.note},
            {u"inviter"_s, invitation.inviter.toString()},
            {u"created_at"_s, invitation.createdAt},
            {u"expires_at"_s, orNull(invitation.expiresAt)},
            {u"use_limit"_s, orNull(invitation.useLimit)},
            {u"status"_s, nameOf(invitation.status)},
            {u"used_by"_s, uses}};
}

QString linesFor(const Invitation &invitation)
{
    auto text =
        u"  %1  %2  role %3"_s.arg(invitation.id.toString(), nameOf(invitation.status), invitation.role);
    text += invitation.useLimit ? u"  %1 of %2 used"_s.arg(invitation.uses.size()).arg(*invitation.useLimit)
                                : u"  used %1 times, no limit"_s.arg(invitation.uses.size());
    text += u"  by "_s + invitation.inviter.toString();
    if (invitation.expiresAt)
        text += u"  expires "_s + timeText(*invitation.expiresAt);
    if (!invitation.note.isEmpty())
        text += u"  "_s + printableLine(invitation.note);
    for (const auto &use : invitation.uses)
        text += u"\n    %1  joined %2  role %3"_s.arg(use.user.toString(), timeText(use.joinedAt),
                                                      nameOf(use.role));
    return text;
}

QJsonObject toJson(const InvitationPreview &preview)
{
    QJsonArray differences;
    for (const auto difference : preview.differences)
        differences << nameOf(difference);
    return {{u"base_url"_s, preview.server.toString()},
            {u"space_id"_s, preview.space.toString()},
            {u"fingerprint"_s, preview.fingerprint.join(u' ')},
            {u"space_name"_s, preview.spaceName},
            {u"link_role"_s, preview.linkRole},
            {u"link_inviter"_s, preview.linkInviter.toString()},
            {u"inviter_name"_s, preview.inviterName},
            {u"invitation"_s, toJson(preview.invitation)},
            {u"differences"_s, differences}};
}

QString linesFor(const InvitationPreview &preview)
{
    auto inviter = preview.invitation.inviter.toString();
    if (!preview.inviterName.isEmpty())
        inviter = u"%1 (%2)"_s.arg(printableLine(preview.inviterName), inviter);
    auto text = u"Server:      %1\nSpace ID:    %2\nFingerprint: %3"_s.arg(
        preview.server.toString(), preview.space.toString(), preview.fingerprint.join(u' '));
    if (!preview.spaceName.isEmpty())
        text += u"\nName:        "_s + printableLine(preview.spaceName);
    text += u"\nInviter:     %1\nRole:        %2\nStatus:      %3"_s.arg(inviter, preview.invitation.role,
                                                                         nameOf(preview.invitation.status));
    for (const auto difference : preview.differences)
        text += u"\nDiffers:     "_s + nameOf(difference);
    return text;
}

} // namespace reeeductio
