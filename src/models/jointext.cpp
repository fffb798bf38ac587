// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/jointext.h"

#include "models/displaytext.h"
#include "models/messagetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::JoinText)
};

//! What a key of a link stands for; empty for one that is none of ours.
QString partOfLink(const QString &key)
{
    static const QHash<QString, const char *> parts{
        {u"v"_s, QT_TRANSLATE_NOOP("reeeductio::JoinText", "its version")},
        {u"u"_s, QT_TRANSLATE_NOOP("reeeductio::JoinText", "the server's address")},
        {u"s"_s, QT_TRANSLATE_NOOP("reeeductio::JoinText", "the space's ID")},
        {u"t"_s, QT_TRANSLATE_NOOP("reeeductio::JoinText", "the topic")},
        {u"m"_s, QT_TRANSLATE_NOOP("reeeductio::JoinText", "the message")},
        {u"f"_s, QT_TRANSLATE_NOOP("reeeductio::JoinText", "the kind of invitation")},
        {u"k"_s, QT_TRANSLATE_NOOP("reeeductio::JoinText", "the invitation's key")},
        {u"i"_s, QT_TRANSLATE_NOOP("reeeductio::JoinText", "who invites")},
        {u"r"_s, QT_TRANSLATE_NOOP("reeeductio::JoinText", "the role")},
        {u"w"_s, QT_TRANSLATE_NOOP("reeeductio::JoinText", "the space's key")},
        {u"x"_s, QT_TRANSLATE_NOOP("reeeductio::JoinText", "the space's key")},
    };
    const auto *part = parts.value(key);
    return part ? Words::tr(part) : QString();
}

} // namespace

QString linkFaultText(const Error &error)
{
    if (error.code == ErrorCode::TooNew)
        return Words::tr("This link is for a newer version of this program.");
    if (error.code == ErrorCode::BadLink && error.detail == u"reeeductio:")
        return Words::tr("This is no link of ours: it would begin with reeeductio:");
    if (error.code == ErrorCode::BadLink && error.detail == u"#")
        return Words::tr("This link ends too early. Ask for it again.");
    const auto part = error.code == ErrorCode::BadLink ? partOfLink(error.detail) : QString();
    if (part.isEmpty())
        return Words::tr("This link is damaged or incomplete. Ask for it again.");
    return Words::tr("This link is damaged: %1 is missing or malformed. Ask for it again.").arg(part);
}

QString wordFaultText(const WordFault &fault, int count)
{
    switch (fault.cause) {
    case WordFault::Cause::UnknownWord:
        if (fault.nearest.isEmpty())
            return Words::tr("Word %1 is none of the list.").arg(fault.position);
        return Words::tr("Word %1 is none of the list. Is it %2?")
            .arg(fault.position)
            .arg(fault.nearest.join(Words::tr(" or ", "between suggested words")));
    case WordFault::Cause::WrongCount:
        return Words::tr("%1 of %2 words.").arg(fault.position).arg(count);
    case WordFault::Cause::Checksum:
        return Words::tr("These words do not belong together: one is another than it should be, or they are "
                         "in another order.");
    }
    Q_UNREACHABLE();
}

QString inviterText(const InvitationPreview &preview)
{
    const auto id = shortId(preview.invitation.inviter.text());
    const auto name = displayName(preview.inviterName);
    //: A person's name and the shortened id
    return name.isEmpty() ? id : Words::tr("%1 (%2)").arg(name, id);
}

QString expiryText(const InvitationPreview &preview)
{
    if (!preview.invitation.expiresAt)
        return Words::tr("Does not end by itself");
    const auto when = QDateTime::fromMSecsSinceEpoch(*preview.invitation.expiresAt);
    return QLocale().toString(when, QLocale::ShortFormat);
}

QString roleTimeText(const InvitationPreview &preview)
{
    return preview.invitation.form == JoinLink::Form::User
               ? Words::tr("Yours as soon as you join.")
               : Words::tr("Given once an administrator's program sees that you have joined.");
}

QString differenceText(InvitationPreview::Difference difference, const InvitationPreview &preview)
{
    using Difference = InvitationPreview::Difference;
    switch (difference) {
    case Difference::Inviter:
        return Words::tr("The link says %1 invites you; the space's own record says it was %2.")
            .arg(shortId(preview.linkInviter.text()), inviterText(preview));
    case Difference::Role:
        return Words::tr("The link promises the role “%1”; the space's own record says “%2”.")
            .arg(displayName(preview.linkRole), displayName(preview.invitation.role));
    case Difference::InviterMayNot:
        return Words::tr("Who invited you may not give this role. You would be in the space without it.");
    case Difference::StateIncomplete:
        return Words::tr("The server withholds a part of this space's record, or shows entries that should "
                         "not be there. What is said here may be wrong.");
    }
    Q_UNREACHABLE();
}

QString stepText(AcceptInvitation::Step step)
{
    switch (step) {
    case AcceptInvitation::Step::Unlocking:
        return Words::tr("Opening the link with the words…");
    case AcceptInvitation::Step::SigningIn:
        return Words::tr("Asking the server…");
    case AcceptInvitation::Step::ReadingState:
        return Words::tr("Checking the space's record…");
    case AcceptInvitation::Step::Joining:
        return Words::tr("Adding you to the space…");
    case AcceptInvitation::Step::TakingRole:
        return Words::tr("Taking your role…");
    case AcceptInvitation::Step::Checking:
        return Words::tr("Checking that the server shows it…");
    }
    Q_UNREACHABLE();
}

} // namespace reeeductio
