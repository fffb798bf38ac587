// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/explanationform.h"

#include "authz/authpath.h"
#include "authz/statechange.h"
#include "cli/messageform.h"
#include "cli/output.h"
#include "cli/rightform.h"
#include "cli/rightwords.h"
#include "client/accessjson.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Cause = NearMiss::Cause;

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::ExplanationForm)

public:
    static QString of(Reason reason);
    static QString of(const NearMiss &miss, const ExplainedAnswer &answer);
    static QString otherPath(const Capability &right, const QString &asked);
};

QString nameOf(Cause cause)
{
    switch (cause) {
    case Cause::OtherOperation:
        return u"other-operation"_s;
    case Cause::OtherPath:
        return u"other-path"_s;
    case Cause::NotOwner:
        return u"not-owner"_s;
    case Cause::AssignmentExpired:
        return u"assignment-expired"_s;
    case Cause::EntryNotTrusted:
        return u"entry-not-trusted"_s;
    case Cause::BeyondServerLimit:
        return u"beyond-server-limit"_s;
    case Cause::Unreadable:
        return u"unreadable"_s;
    }
    Q_UNREACHABLE();
}

QString Words::of(Reason reason)
{
    switch (reason) {
    case Reason::Owner:
        return tr("It is the owner, who may do everything.");
    case Reason::AnyMember:
        return tr("Every member may do that.");
    case Reason::NotAMember:
        return tr("It is no member of the space.");
    case Reason::TrustBroken:
        return tr("Its own entry does not lead back to the owner, so that none of its rights count.");
    case Reason::BrokenRight:
        return tr(
            "One of its rights cannot be read, and the server fails on it: nothing it asks for is allowed.");
    case Reason::HeldByRight:
    case Reason::NoRight:
        break;
    }
    return {};
}

QString Words::otherPath(const Capability &right, const QString &asked)
{
    const auto depth = [](const QString &path) { return path.count(u'/') + 1; };
    const auto difference = static_cast<int>(depth(right.path) - depth(asked));
    QString how;
    if (difference == 1)
        how = tr("one segment too deep; ");
    else if (difference == -1 && !right.path.endsWith(u"{...}"))
        how = tr("one segment too short; ");
    return how + tr("the server asks for %1").arg(asked);
}

QString Words::of(const NearMiss &miss, const ExplainedAnswer &answer)
{
    switch (miss.cause) {
    case Cause::OtherOperation:
        return tr("it allows '%1', and the server asks for '%2'")
            .arg(nameOf(miss.right.capability.operation), nameOf(answer.operation));
    case Cause::OtherPath:
        return otherPath(miss.right.capability, answer.resource.path);
    case Cause::NotOwner:
        return tr("it counts only for what the member wrote itself");
    case Cause::AssignmentExpired:
        return miss.right.expiresAt ? tr("the role ended on %1").arg(shownTime(*miss.right.expiresAt))
                                    : tr("the role has ended");
    case Cause::EntryNotTrusted:
        return tr("it was written by somebody who was not entitled to");
    case Cause::BeyondServerLimit:
        return tr("it stands behind the first 10,000 state messages, where published servers do not look");
    case Cause::Unreadable:
        return tr("it has no operation or path that can be read");
    }
    Q_UNREACHABLE();
}

class Form
{
public:
    explicit Form(const ExplainedAnswer &answer) : m_answer(answer), m_decision(answer.decision) {}

    QJsonObject json() const
    {
        QJsonArray because;
        for (const auto &held : m_decision.because)
            because << heldJson(held);
        QJsonObject object{{u"allowed"_s, m_decision.allowed},
                           {u"reason"_s, scriptName(m_decision.reason)},
                           {u"because"_s, because},
                           {u"nearest_miss"_s, QJsonValue()},
                           {u"smallest_grant"_s, QJsonValue()},
                           {u"member_id"_s, m_answer.member.toString()},
                           {u"op"_s, QString(nameOf(m_answer.operation))},
                           {u"resource"_s, m_answer.resource.path},
                           {u"rules"_s, nameOf(m_answer.rules)}};
        if (const auto &miss = m_decision.nearestMiss) {
            auto missed = heldJson(miss->right);
            missed.insert(u"cause"_s, nameOf(miss->cause));
            missed.insert(u"detail"_s, Words::of(*miss, m_answer));
            object.insert(u"nearest_miss"_s, missed);
        }
        if (const auto &grant = m_decision.smallestGrant) {
            auto granted = grant->toJson();
            granted.insert(u"command"_s, commandFor(*grant));
            object.insert(u"smallest_grant"_s, granted);
        }
        if (const auto said = remarks(); !said.isEmpty())
            object.insert(u"remarks"_s, QJsonArray::fromStringList(said));
        return object;
    }

    QString text() const
    {
        QStringList lines{
            (m_decision.allowed ? Words::tr("Yes: %1 may %2 %3.") : Words::tr("No: %1 may not %2 %3."))
                .arg(shownMember(m_answer.member.text(), m_answer.names), nameOf(m_answer.operation),
                     printableLine(m_answer.resource.path))};
        if (const auto words = Words::of(m_decision.reason); !words.isEmpty())
            lines << words;
        for (const auto &held : m_decision.because)
            lines << u"  "_s + shownHeld(held);
        if (const auto &miss = m_decision.nearestMiss)
            lines << Words::tr("Nearest: %1").arg(shownHeld(miss->right))
                  << u"  "_s + Words::of(*miss, m_answer) + u'.';
        if (const auto &grant = m_decision.smallestGrant)
            lines << Words::tr("What would allow it: %1").arg(commandFor(*grant));
        return (lines + remarks()).join(u'\n');
    }

private:
    QJsonObject heldJson(const HeldRight &held) const { return heldRightJson(held, m_answer.cited); }

    //! What it is called, what it says, who gave it and when.
    QString shownHeld(const HeldRight &held) const
    {
        return shownRight(held, m_answer.cited) + shownSource(held, m_answer.cited, m_answer.names);
    }

    QString commandFor(const Capability &right) const
    {
        return u"reeeductio-admin %1 grant %2 -c %3 %4"_s.arg(
            m_answer.member.isTool() ? u"tool"_s : u"user"_s, m_answer.member.toString(),
            rightIdFor(right, m_answer.takenNames), optionsFor(right));
    }

    //! What else a person should know.
    QStringList remarks() const
    {
        QStringList said;
        const auto &resource = m_answer.resource;
        if (resource.isCorrected)
            said << Words::tr("No server asks for %1; this is the answer for %2.")
                        .arg(printableLine(m_answer.typed), printableLine(resource.path));
        if (resource.kind == AskedResource::Kind::DataWrite && m_answer.rules == RuleSet::Real)
            said << Words::tr(
                "Published servers look for the right to write data without 'data/' before the path.");
        const bool handsOut = resource.path.startsWith("state/"_L1) &&
                              grantPathOf(QStringView(resource.path).sliced(6)).kind != AuthKind::None;
        if (handsOut && m_decision.allowed && m_decision.reason != Reason::Owner &&
            m_answer.operation != Operation::Read)
            said << Words::tr(
                "What is handed out there is checked besides: a user gives only what it holds.");
        if (const auto &grant = m_decision.smallestGrant) {
            const auto context = RightContext{.holder = m_answer.member.isTool() ? RightContext::Holder::Tool
                                                                                 : RightContext::Holder::User,
                                              .holderId = m_answer.member.toString()};
            const auto warnings = lintRight(*grant, context);
            for (const auto &warning : warnings) {
                if (warning.weight() == RightWarning::Weight::AllowsTooMuch)
                    said << lineFor(warning, *grant);
            }
        }
        return said;
    }

    const ExplainedAnswer &m_answer;
    const Decision &m_decision;
};

} // namespace

Report reportOf(const ExplainedAnswer &answer)
{
    const Form form(answer);
    return {form.text(), form.json()};
}

} // namespace reeeductio
