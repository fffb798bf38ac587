// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/accessanswer.h"

#include "authz/neutral.h"
#include "authz/statechange.h"
#include "protocol/names.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Refusal = WriteJudgement::Refusal;

//! One question under one set of rules.
class Answering
{
public:
    Answering(const Question &question, const StateReplay &replay, RuleSet ruleSet, qint64 nowMs)
        : m_question(question), m_replay(replay),
          m_rules(replay.under(ruleSet)), m_circumstances{.moment = replay.log().size(), .nowMs = nowMs},
          m_segments(withoutOuterSlashes(question.resource).toString().split(u'/'))
    {}

    AccessVerdict take()
    {
        note(decide());
        if (m_verdict.isAllowed && m_verdict.reason != Reason::Owner)
            checkWhatIsHandedOut();
        return std::move(m_verdict);
    }

private:
    Decision decide() const
    {
        const auto &member = m_question.member;
        const bool isStateList =
            m_question.operation == Operation::Read && m_segments == QStringList{u"state"_s};
        if (m_segments.front() == u"blobs" || isStateList)
            return m_rules.decideForAnyMember(member, m_circumstances.moment);
        if (m_segments.front() == u"data" && m_question.operation != Operation::Read)
            return m_rules.decideDataWrite(member, m_question.operation, m_segments.sliced(1).join(u'/'),
                                           m_circumstances);
        return m_rules.decide(m_question, m_circumstances);
    }

    void note(const Decision &decision)
    {
        m_verdict.isAllowed = decision.allowed;
        m_verdict.reason = decision.reason;
        for (const auto &held : decision.because)
            m_verdict.because << witnessed(held);
        if (decision.nearestMiss) {
            m_verdict.nearestMiss = witnessed(decision.nearestMiss->right);
            m_verdict.cause = decision.nearestMiss->cause;
        }
        m_verdict.smallestGrant = decision.smallestGrant;
    }

    WitnessedRight witnessed(const HeldRight &held) const
    {
        return {held, entryAt(held.entry), entryAt(held.assignment)};
    }

    std::optional<SignedEntry> entryAt(qsizetype index) const
    {
        if (index < 0)
            return std::nullopt;
        const auto &entry = m_replay.log().at(index);
        return SignedEntry{.path = entry.path,
                           .sender = entry.message.sender,
                           .time = entry.time,
                           .hash = entry.message.hash,
                           .isSealed = entry.seal == Seal::Good,
                           .isEntitled = m_replay.wasEntitled(index)};
    }

    void checkWhatIsHandedOut()
    {
        const bool writes =
            m_question.operation == Operation::Create || m_question.operation == Operation::Modify;
        if (!writes || m_segments.size() != 6 || m_segments[0] != u"state" || m_segments[1] != u"auth")
            return;
        if (m_segments[4] == u"rights")
            checkRight();
        else if (m_segments[4] == u"roles" && m_segments[2] == u"users")
            checkRole();
    }

    //! Any right would do: one that the member holds itself, or one that allows nothing.
    void checkRight()
    {
        auto rights = m_rules.heldRights(m_question.member, m_circumstances);
        rights.removeIf([](const HeldRight &held) { return !held.role.isEmpty(); });
        rights << HeldRight{.capability = rightToNothing()};
        const bool mayGive = std::any_of(rights.begin(), rights.end(), [this](const HeldRight &held) {
            return mayWrite(rightEdit(holder(), m_segments[5], held.capability));
        });
        if (mayGive)
            return;
        refuse(Refusal::MayNotGrant);
        m_verdict.smallestGrant = Capability{Operation::Create, u"state/auth/users/{any}/rights/{...}"_s};
    }

    void checkRole()
    {
        const auto user = UserId::parse(m_segments[3]).value_or(somebody());
        if (mayWrite(assignmentEdit(user, m_segments[5], {})))
            return;
        refuse(Refusal::MayNotAssign);
        const auto held = m_rules.heldRights(m_question.member, m_circumstances);
        const auto holds = [&held](const Capability &wanted) {
            return std::any_of(held.begin(), held.end(), [&wanted](const HeldRight &right) {
                return capabilityCovers(right.capability, wanted);
            });
        };
        const auto roster = m_rules.roster(m_circumstances);
        const auto *role = roster.role(m_segments[5]);
        for (const auto &right : role ? role->rights : QList<RosterRight>()) {
            const auto &needed = right.capability; // also where a right was taken away
            if (needed && !holds(*needed) && !m_verdict.lacking.contains(*needed))
                m_verdict.lacking << *needed;
        }
        // What servers ask for, letter by letter, where a role is given (PROTOCOL 10).
        const Question toAssign{m_question.member, Operation::Create, u"state/auth/users/{any}/roles"_s};
        const bool mayAssign = m_rules.decide(toAssign, m_circumstances).allowed;
        if (!mayAssign && m_verdict.lacking.isEmpty())
            m_verdict.smallestGrant = Capability{Operation::Create, u"state/auth/users/{any}/roles/{...}"_s};
        else if (mayAssign && m_verdict.lacking.size() == 1 && !m_question.member.isTool())
            m_verdict.smallestGrant = m_verdict.lacking.front();
    }

    bool mayWrite(const StateEdit &edit) const
    {
        return m_rules.checkGrant(m_question.member, edit.path, edit.value.toBase64(), m_circumstances) ==
               Refusal::None;
    }

    void refuse(Refusal refusal)
    {
        m_verdict.isAllowed = false;
        m_verdict.reason = Reason::NoRight;
        m_verdict.refusal = refusal;
    }

    //! Whose id stands for anybody's.
    UserId somebody() const { return UserId::of(m_replay.log().space().publicKey()); }

    QString holder() const
    {
        const bool isAnybody = m_segments[3] == u"{any}" && m_segments[2] == u"users";
        return m_segments[1] + u'/' + m_segments[2] + u'/' +
               (isAnybody ? somebody().toString() : m_segments[3]);
    }

    const Question &m_question;
    const StateReplay &m_replay;
    const Authorizer &m_rules;
    Circumstances m_circumstances;
    QStringList m_segments;
    AccessVerdict m_verdict;
};

} // namespace

AccessAnswer answerTo(const Question &question, const StateReplay &replay, RuleSet serverRules, qint64 nowMs)
{
    const auto &log = replay.log();
    return {.question = question,
            .server = Answering(question, replay, serverRules, nowMs).take(),
            .strict = Answering(question, replay, RuleSet::Strict, nowMs).take(),
            .isWhole = log.isWholeAt(log.size())};
}

} // namespace reeeductio
