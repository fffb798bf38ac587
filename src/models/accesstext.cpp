// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/accesstext.h"

#include "authz/askedresource.h"
#include "authz/authpath.h"
#include "models/displaytext.h"
#include "models/holderlistmodel.h"
#include "protocol/json.h"
#include "protocol/names.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::AccessText)
};

//! At the beginning of a sentence.
QString signerOf(const EscalationStep &step, const EscalationNames &names)
{
    const auto &signer = step.signer;
    if (names.space.roster.member(signer))
        return signer.isTool() ? Words::tr("The tool %1").arg(names.nameOf(signer)) : names.nameOf(signer);
    return signer.isTool() ? Words::tr("The new tool") : Words::tr("The new member");
}

//! One step, by what stands at its path.
class StepWords
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::EscalationStep)

public:
    StepWords(const EscalationStep &step, const EscalationNames &names)
        : m_step(step), m_names(names), m_segments(step.edit.path.split(u'/')),
          m_json(parseJsonObject(step.edit.value).value_or(QJsonObject()))
    {}

    QString take() const
    {
        const auto signer = signerOf(m_step, m_names);
        const auto list = listPrefixOf(m_step.edit.path);
        if (m_step.edit.value.isEmpty())
            return tr("%1 empties “%2”").arg(signer, displayName(m_step.edit.path));
        if (list.endsWith("/roles/"_L1))
            return unchecked(tr("%1 gives %2 the role “%3”")
                                 .arg(signer, holder(), displayName(m_json.value("role_id"_L1).toString())));
        if (!list.isEmpty())
            return unchecked(rightGiven(signer));
        switch (authKindOf(m_step.edit.path)) {
        case AuthKind::User:
            return tr("%1 adds a member whose key it has made up").arg(signer);
        case AuthKind::Tool:
            return m_step.operation == Operation::Create
                       ? tr("%1 adds a tool whose key it has made up").arg(signer)
                       : tr("%1 lifts the limit of uses of %2").arg(signer, holder());
        default:
            return tr("%1 writes %2").arg(signer, holder());
        }
    }

private:
    QString rightGiven(const QString &signer) const
    {
        const auto right = Capability::fromJson(m_json);
        const auto allowed = right ? rightSentence(*right) : tr("may do something");
        if (m_segments.value(1) == u"roles")
            //: Whoever has the role …: `may do everything`
            return tr("%1 writes into %2 that whoever has it %3").arg(signer, holder(), allowed);
        //: `may do everything` is at the end
        return tr("%1 writes that %2 %3").arg(signer, holder(), allowed);
    }

    QString holder() const
    {
        const auto id = m_segments.value(2);
        if (m_segments.value(1) == u"roles")
            return tr("the role “%1”").arg(displayName(id));
        const auto member = MemberId::parse(id);
        if (!member)
            return displayName(id);
        return *member == m_step.signer ? tr("itself") : m_names.nameIn(*member);
    }

    //! Published servers do not look at what is handed out by such a path (PROTOCOL 12.7).
    QString unchecked(const QString &sentence) const
    {
        const auto kind = authKindOf(m_step.edit.path);
        return kind == AuthKind::Right || kind == AuthKind::Assignment
                   ? sentence
                   : tr("%1, by a path that this server does not check").arg(sentence);
    }

    const EscalationStep &m_step;
    const EscalationNames &m_names;
    QStringList m_segments;
    QJsonObject m_json;
};

} // namespace

RightWords accessWords(const AccessQuestion &question, const QHash<QString, QString> &topicNames)
{
    if (question.resource == u"blobs/{any}")
        return {Words::tr("store"), Words::tr("files")};
    if (question.resource == u"data/{any}")
        return {question.operation == Operation::Read ? Words::tr("read") : Words::tr("write"),
                Words::tr("data")};
    if (question.resource == u"state/{any}")
        return {Words::tr("write"), Words::tr("other state")};
    return rightWords({question.operation, question.resource}, topicNames);
}

QString accessPhrase(const AccessQuestion &question, const QHash<QString, QString> &topicNames)
{
    const auto words = accessWords(question, topicNames);
    //: What somebody may: `post`, `in #general`
    return Words::tr("%1 %2", "may").arg(words.may, words.what);
}

std::optional<AccessQuestion> accessQuestionFrom(const QString &typed, const QList<AccessQuestion> &known,
                                                 const QHash<QString, QString> &topicNames)
{
    const auto text = typed.simplified();
    for (const auto &question : known) {
        if (accessPhrase(question, topicNames).compare(text, Qt::CaseInsensitive) == 0)
            return question;
    }
    const auto operation = operationFromName(text.section(u' ', 0, 0));
    const auto resource = withoutOuterSlashes(text.section(u' ', 1)).toString();
    if (!operation || *operation == Operation::Write || resource.isEmpty() || resource.contains(u' '))
        return std::nullopt;
    const auto asked = resourceAsked(*operation, resource);
    return asked ? std::optional(AccessQuestion{*operation, asked->wholePath()}) : std::nullopt;
}

QString EscalationNames::nameOf(const MemberId &member) const
{
    return displayName(memberName(member, space, self));
}

QString EscalationNames::nameIn(const MemberId &member) const
{
    if (space.roster.member(member))
        return member.isTool() ? Words::tr("the tool %1").arg(nameOf(member)) : nameOf(member);
    return member.isTool() ? Words::tr("the new tool") : Words::tr("the new member");
}

QString wayTitle(const Escalation &way, const EscalationNames &names)
{
    const auto count = static_cast<int>(way.steps.size());
    return way.member.isTool()
               ? Words::tr("Whoever holds the tool %1 could become administrator in %n step(s)", "", count)
                     .arg(names.nameOf(way.member))
               : Words::tr("%1 could become administrator in %n step(s)", "", count)
                     .arg(names.nameOf(way.member));
}

QString stepText(const EscalationStep &step, const EscalationNames &names)
{
    return StepWords(step, names).take();
}

QString wayEnd(const Escalation &way, const EscalationNames &names)
{
    return Words::tr("After that %1 may add and change every member, role and tool.")
        .arg(names.nameIn(way.administrator));
}

QString dormantText(const DormantPower &power, const EscalationNames &names)
{
    switch (power.kind) {
    case DormantPower::Kind::UnlimitedTool:
        return Words::tr("The tool %1 may change members, roles or tools without a limit of uses.")
            .arg(names.nameOf(*power.tool));
    case DormantPower::Kind::UnusedInvitation:
        return Words::tr(
                   "The tool %1 can add members and was never used: take it back if nobody waits for it.")
            .arg(names.nameOf(*power.tool));
    case DormantPower::Kind::UnheldRole:
        return Words::tr("Nobody has the role “%1”, yet whoever can give it can make administrators.")
            .arg(displayName(power.role));
    }
    Q_UNREACHABLE();
}

} // namespace reeeductio
