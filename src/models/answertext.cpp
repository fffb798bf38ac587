// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/answertext.h"

#include "authz/neutral.h"
#include "models/displaytext.h"
#include "models/messagetext.h"
#include "models/righttext.h"
#include "protocol/names.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Cause = NearMiss::Cause;
using Refusal = WriteJudgement::Refusal;

qsizetype depthOf(QStringView path)
{
    return withoutOuterSlashes(path).count(u'/') + 1;
}

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::AnswerText)

public:
    Words(const AccessAnswer &answer, const SpaceNames &names)
        : m_answer(answer), m_names(names), m_topicNames(names.topicNames())
    {}

    AnswerText take() const
    {
        const auto &verdict = m_answer.server;
        AnswerText text{.reason = reason(verdict)};
        for (const auto &right : verdict.because)
            text.lines << line(right);
        if (!verdict.isAllowed && verdict.refusal == Refusal::None && verdict.nearestMiss)
            text.lines << line(*verdict.nearestMiss);
        if (!verdict.isAllowed)
            text.advice = advice(verdict);
        if (m_answer.areDifferent())
            text.difference = verdict.isAllowed
                                  ? tr("It ought to be “No”; this server lets them all the same: %1")
                                        .arg(reason(m_answer.strict))
                                  : tr("It ought to be “Yes”; this server refuses all the same.");
        else if (!m_answer.isWhole)
            text.difference = tr("Some changes to this space are missing here, so this may not be all.");
        return text;
    }

private:
    QString reason(const AccessVerdict &verdict) const
    {
        switch (verdict.reason) {
        case Reason::Owner:
            return tr("The owner of a space may do everything.");
        case Reason::AnyMember:
            return tr("Every member may do this.");
        case Reason::HeldByRight:
            return verdict.because.size() == 1
                       ? tr("One right allows it.")
                       : tr("%n rights allow it.", "", static_cast<int>(verdict.because.size()));
        case Reason::NotAMember:
            return tr("Whoever is not in this space may do nothing.");
        case Reason::TrustBroken:
            return tr("Who added this member cannot be traced back to the owner, so none of its rights "
                      "count.");
        case Reason::BrokenRight:
            return tr("One of this member’s rights cannot be read, and the server fails on it whatever is "
                      "asked.");
        case Reason::NoRight:
            break;
        }
        if (verdict.refusal != Refusal::None)
            return handedOut(verdict);
        return verdict.nearestMiss ? miss(*verdict.nearestMiss, verdict.cause)
                                   : tr("This member has no right at all.");
    }

    QString handedOut(const AccessVerdict &verdict) const
    {
        if (verdict.refusal == Refusal::MayNotGrant)
            return tr("Rights can be handed out only by whoever may create rights for every member, and "
                      "holds this in person, not through a role.");
        if (m_answer.question.member.isTool())
            return tr("A tool can give only roles that have no rights.");
        if (verdict.lacking.isEmpty())
            return tr("To give a role, a member has to be allowed to create roles for every member.");
        QStringList lacking;
        for (const auto &right : verdict.lacking)
            //: %1 is a right as it is stored
            lacking << (isRightToNothing(right)
                            ? tr("%1, which stands where a right was taken out of the role")
                                  .arg(storedRight(right))
                            : rightSentence(right, m_topicNames));
        //: %1 is a list such as: may read every topic; may post in #general
        return tr("Nobody can give a role that allows more than they may themselves. This member lacks: %1.")
            .arg(lacking.join(u"; "_s));
    }

    //! Why the right that comes nearest is no answer.
    QString miss(const WitnessedRight &right, Cause cause) const
    {
        switch (cause) {
        case Cause::OtherOperation:
            return tr("The nearest right is to the same, but lets them do something else with it.");
        case Cause::OtherPath:
            return otherPath(right.held.capability);
        case Cause::NotOwner:
            return tr("The nearest right is only for what they wrote themselves, which this is not.");
        case Cause::AssignmentExpired:
            return tr("The right is there, but the role “%1” was given only until %2.")
                .arg(displayName(right.held.role), timeText(right.held.expiresAt.value_or(0)));
        case Cause::EntryNotTrusted:
            return tr("The right is there, but does not count: whoever gave it had no right to do so.");
        case Cause::BeyondServerLimit:
            return tr("The right is there, but this server reads only the oldest changes to a space, and "
                      "this is a later one.");
        case Cause::Unreadable:
            return tr("The nearest right cannot be read: it does not say what for.");
        }
        Q_UNREACHABLE();
    }

    QString otherPath(const Capability &right) const
    {
        const auto asked = m_answer.question.resource;
        const auto wanted = displayName(QString(asked).replace("{any}"_L1, u"…"_s));
        const auto depth = depthOf(right.path);
        const bool isOpen = right.path.endsWith("{...}"_L1);
        if (!isOpen && depth == depthOf(asked) + 1)
            return tr("The nearest right never matches here: its path is one part too long. The server asks "
                      "for “%1”.")
                .arg(wanted);
        if (!isOpen && depth == depthOf(asked) - 1)
            return tr("The nearest right never matches here: its path is one part too short. The server "
                      "asks for “%1”.")
                .arg(wanted);
        return tr("The nearest right is to something else. The server asks for “%1”.").arg(wanted);
    }

    QString advice(const AccessVerdict &verdict) const
    {
        if (!verdict.smallestGrant)
            return {};
        if (isRightToNothing(*verdict.smallestGrant))
            return tr("What would allow it: this member holds %1, too.")
                .arg(storedRight(*verdict.smallestGrant));
        return tr("What would allow it: this member %1.")
            .arg(rightSentence(*verdict.smallestGrant, m_topicNames));
    }

    AnswerLine line(const WitnessedRight &right) const
    {
        const auto &held = right.held;
        AnswerLine line{.sentence = rightSentence(held.capability, m_topicNames),
                        .stored = storedRight(held.capability)};
        QStringList source;
        if (!held.role.isEmpty())
            source << throughRole(right);
        if (right.granted) {
            source << tr("granted by %1 on %2")
                          .arg(m_names.nameOf(right.granted->sender), timeText(right.granted->time));
            line.isSigned = right.granted->isSealed && (!right.assigned || right.assigned->isSealed);
        }
        line.source = source.join(u", "_s);
        return line;
    }

    QString throughRole(const WitnessedRight &right) const
    {
        const auto role = displayName(right.held.role);
        if (!right.assigned)
            return tr("through the role “%1”").arg(role);
        return tr("through the role “%1” (given by %2 on %3)")
            .arg(role, m_names.nameOf(right.assigned->sender), timeText(right.assigned->time));
    }

    const AccessAnswer &m_answer;
    const SpaceNames &m_names;
    QHash<QString, QString> m_topicNames;
};

} // namespace

QString SpaceNames::nameOf(const QByteArray &member) const
{
    const auto profile = summary.names.value(member);
    const bool isSelf = member == self.text();
    if (!displayName(profile).isEmpty())
        return senderName(member, profile, isSelf);
    if (isSelf)
        return Words::tr("you");
    const auto id = MemberId::parse(QByteArrayView(member));
    return id && id->isOwnerOf(space) ? Words::tr("the owner")
                                      : shortId(displayName(QString::fromUtf8(member)).toUtf8());
}

QHash<QString, QString> SpaceNames::topicNames() const
{
    QHash<QString, QString> names;
    for (const auto &topic : summary.topics)
        names.insert(topic.id, topic.name);
    return names;
}

QString neverAskedText(NeverAsked why)
{
    switch (why) {
    case NeverAsked::Resource:
        return Words::tr("No server asks for that. It asks for things like “topics/general/messages”, "
                         "“state/auth/users/{any}” or “data/menu”.");
    case NeverAsked::Operation:
        return Words::tr("No server asks for it there: messages are read and created, and so are files.");
    case NeverAsked::Uploader:
        return Words::tr(
            "No right decides on this: a file is deleted by whoever uploaded it, or by the owner.");
    }
    Q_UNREACHABLE();
}

AnswerText answerText(const AccessAnswer &answer, const SpaceNames &names)
{
    return Words(answer, names).take();
}

} // namespace reeeductio
