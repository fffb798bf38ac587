// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/effecttext.h"

#include "models/displaytext.h"
#include "models/holderlistmodel.h"
#include "models/righttext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::Effect)
};

constexpr qsizetype mostNames = 3;

QString namesOf(const QList<MemberId> &members, const SpaceOverview &overview, const MemberId &self)
{
    QStringList names;
    for (const auto &member : members.first(std::min(mostNames, members.size())))
        names << memberName(member, overview, self);
    const auto more = static_cast<int>(members.size() - names.size());
    if (more > 0)
        names << Words::tr("%n more", "people", more);
    return QLocale().createSeparatedList(names);
}

bool isSameEffect(const MemberEffect &a, const MemberEffect &b)
{
    auto like = a;
    like.member = b.member;
    return like == b;
}

void addLines(QList<EffectLine> &lines, const QString &who, const MemberEffect &effect)
{
    using Kind = EffectLine::Kind;
    if (effect.joins)
        lines << EffectLine{who, Words::tr("joins the space"), Kind::Gain};
    for (const auto &right : effect.gained)
        lines << EffectLine{who, u"+ "_s + rightSentence(right), Kind::Gain};
    for (const auto &right : effect.lost)
        lines << EffectLine{who, u"− "_s + rightSentence(right), Kind::Loss};
    if (effect.leaves)
        lines << EffectLine{who, Words::tr("can sign in no more"), Kind::Loss};
    else if (effect.isLeftWithNothing)
        lines << EffectLine{who, Words::tr("is left with no rights"), Kind::Warning};
}

qsizetype countIf(const Effect &effect, bool (*has)(const MemberEffect &))
{
    return std::count_if(effect.members.begin(), effect.members.end(), has);
}

} // namespace

QList<EffectLine> effectLines(const Effect &effect, const SpaceOverview &overview, const MemberId &self)
{
    using Kind = EffectLine::Kind;
    QList<EffectLine> lines;
    QList<MemberEffect> left = effect.members;
    while (!left.isEmpty()) {
        const auto like = left.front();
        QList<MemberId> members;
        left.removeIf([&](const MemberEffect &other) {
            if (!isSameEffect(like, other))
                return false;
            members << other.member;
            return true;
        });
        addLines(lines, namesOf(members, overview, self), like);
    }
    if (lines.isEmpty())
        lines << EffectLine{Words::tr("Members"), Words::tr("nobody's rights change"), Kind::Neutral};
    if (!effect.brokenInvitations.isEmpty())
        lines << EffectLine{
            Words::tr("Open invitations"),
            Words::tr("%n stop(s) working", nullptr, static_cast<int>(effect.brokenInvitations.size())),
            Kind::Warning};
    else if (effect.workingInvitations > 0)
        lines << EffectLine{
            Words::tr("Open invitations"),
            Words::tr("%n still work(s)", nullptr, static_cast<int>(effect.workingInvitations)),
            Kind::Neutral};
    if (effect.locksOut)
        lines << EffectLine{Words::tr("You"), Words::tr("can give nobody rights or roles any more"),
                            Kind::Warning};
    return lines;
}

QString effectInShort(const Effect &effect)
{
    const auto gaining =
        countIf(effect, [](const MemberEffect &member) { return !member.gained.isEmpty() || member.joins; });
    const auto losing =
        countIf(effect, [](const MemberEffect &member) { return !member.lost.isEmpty() || member.leaves; });
    const auto gain = Words::tr("%n gain(s) rights", "members", static_cast<int>(gaining));
    const auto loss = Words::tr("%n lose(s) rights", "members", static_cast<int>(losing));
    if (gaining > 0 && losing > 0)
        return Words::tr("%1, %2", "who gains, who loses").arg(gain, loss);
    if (gaining > 0)
        return gain;
    return losing > 0 ? loss : QString();
}

QString refusalText(const WriteJudgement &judgement)
{
    using Refusal = WriteJudgement::Refusal;
    switch (judgement.refusal) {
    case Refusal::None:
        return {};
    case Refusal::BadPath:
        return Words::tr("The name holds a character that no server takes.");
    case Refusal::UntrustedSender:
        return Words::tr("You are not, or no longer, a trusted member of this space.");
    case Refusal::ValueNotJson:
    case Refusal::BadMemberEntry:
        return Words::tr("The server could not read what would be written.");
    case Refusal::BadCapability:
        return Words::tr("The pattern of this right is not one that a server takes.");
    case Refusal::MayNotGrant:
        return Words::tr(
            "You may hand out only rights that you hold yourself, directly and not through a role, "
            "and only if you may write rights.");
    case Refusal::AssignmentMismatch:
        return Words::tr("The member or the role is not the one it would be written for.");
    case Refusal::MayNotAssign:
        return Words::tr(
            "You may give only roles whose rights you hold yourself, and only if you may give roles.");
    case Refusal::NoPermission:
        return Words::tr("You have no right to change this.");
    }
    Q_UNREACHABLE();
}

QString reportText(const ChangeReport &report, const SpaceOverview &overview, const MemberId &self)
{
    const auto *stopped = report.stoppedAt();
    if (!stopped)
        return {};
    const auto written = std::count_if(report.edits.begin(), report.edits.end(), [](const EditReport &edit) {
        return edit.outcome == EditReport::Outcome::Written;
    });
    QString what;
    if (stopped->outcome == EditReport::Outcome::Overtaken && !report.overtakenBy.isEmpty()) {
        const auto &other = report.overtakenBy.back();
        const auto sender = MemberId::parse(QByteArrayView(other.sender));
        what =
            Words::tr(
                "%1 changed the same thing meanwhile, so it was not written over. Look at it as it is now, "
                "then try again.")
                .arg(sender ? memberName(*sender, overview, self)
                            : displayName(QString::fromUtf8(other.sender)));
    } else if (stopped->outcome == EditReport::Outcome::Unknown) {
        what = Words::tr("Whether “%1” was written is not known: the way to the server was lost. Look at it "
                         "once more before you try again.")
                   .arg(displayText(stopped->path));
    } else if (stopped->error.kind == ErrorKind::Network) {
        what = Words::tr("“%1” was not written.").arg(displayText(stopped->path));
    } else {
        what = Words::tr("The server did not take “%1”.").arg(displayText(stopped->path));
    }
    if (written == 0)
        return stopped->outcome == EditReport::Outcome::Unknown
                   ? what
                   : what + u' ' + Words::tr("Nothing was changed.");
    return what + u' ' +
           Words::tr("%1 of %2 steps were written before; they can be undone.")
               .arg(QLocale().toString(written), QLocale().toString(report.edits.size()));
}

} // namespace reeeductio
