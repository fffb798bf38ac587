// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Whether explanations are true: what a yes is said to rest on is taken away, what a no is said to lack is
// given, and the engine is asked again.

#include "authz/authorizer.h"
#include "authz/authpath.h"
#include "support/randomspace.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr qint64 now = 1'900'000'000'000;
constexpr int questionsEach = 50;
const Capability nothing{Operation::Read, u"state/revoked"_s};

//! What the owner writes at a path.
struct Change
{
    QString path;
    QJsonObject value;
};

//! A random space's state, a question, and what the answer would be had the owner changed something.
class Case
{
public:
    Case(const RandomSpace &space, const StateLog &log, RuleSet ruleSet, Question question)
        : m_space(&space), m_log(log), m_ruleSet(ruleSet), m_question(std::move(question)),
          m_words(m_question.member.text() + ' ' + nameOf(m_question.operation).latin1() + ' ' +
                  m_question.resource.toUtf8())
    {}

    const Question &question() const { return m_question; }
    const StateLog &log() const { return m_log; }
    QString path(qsizetype entry) const { return m_log.at(entry).path; }

    Decision decision() const { return decisionIn(m_log); }
    QList<HeldRight> heldRights() const
    {
        return Authorizer(m_log, m_ruleSet)
            .heldRights(m_question.member, {.moment = m_log.size(), .nowMs = now});
    }
    Case after(const QList<Change> &changes) const
    {
        Case changed(*this);
        for (const auto &[path, value] : changes) {
            auto message = m_space->seal({&m_space->owner(), path, stateData(value)});
            message.serverTimestamp = now - 1;
            changed.m_log.append(std::move(message), Seal::Good);
        }
        return changed;
    }

    //! For a person, should it fail.
    const char *words() const { return m_words.constData(); }

private:
    Decision decisionIn(const StateLog &log) const
    {
        return Authorizer(log, m_ruleSet).decide(m_question, {.moment = log.size(), .nowMs = now});
    }

    const RandomSpace *m_space;
    StateLog m_log;
    RuleSet m_ruleSet;
    Question m_question;
    QByteArray m_words;
};

QList<Change> rightsAt(const QSet<QString> &paths, const Capability &right)
{
    QList<Change> changes;
    for (const auto &path : paths)
        changes << Change{path, right.toJson()};
    return changes;
}

QSet<QString> pathsOf(const Case &asked, const QList<HeldRight> &rights)
{
    QSet<QString> paths;
    for (const auto &right : rights)
        paths << asked.path(right.entry);
    return paths;
}

Change assignment(const Case &asked, const HeldRight &right, std::optional<qint64> expiresAt)
{
    QJsonObject value{{u"user_id"_s, asked.question().member.toString()}, {u"role_id"_s, right.role}};
    if (expiresAt)
        value.insert(u"expires_at"_s, *expiresAt);
    return {asked.path(right.assignment), value};
}

//! What keeps the nearest right from being the answer, put right by the owner where it stands.
QList<Change> mended(const Case &asked, const Decision &decision)
{
    using Cause = NearMiss::Cause;
    const auto &[right, cause] = *decision.nearestMiss;
    if (decision.reason == Reason::TrustBroken)
        return {{entryPath(asked.question().member), {{u"user_id"_s, asked.question().member.toString()}}}};
    auto capability = right.capability;
    switch (cause) {
    case Cause::OtherOperation:
        capability.operation = asked.question().operation;
        break;
    case Cause::OtherPath:
        capability.path = decision.smallestGrant->path;
        break;
    case Cause::NotOwner:
        capability.mustBeOwner = false;
        break;
    case Cause::Unreadable:
        capability = decision.smallestGrant.value_or(nothing);
        break;
    case Cause::EntryNotTrusted:
    case Cause::AssignmentExpired:
    case Cause::BeyondServerLimit:
        break;
    }
    QList<Change> changes{{asked.path(right.entry), capability.toJson()}};
    if (right.assignment >= 0)
        changes << assignment(asked, right, std::nullopt);
    return changes;
}

} // namespace

class TestCounterfactuals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void explanationsHold_data()
    {
        QTest::addColumn<RuleSet>("ruleSet");
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 25; ++seed) {
            QTest::addRow("real %u", seed) << RuleSet::Real << seed;
            QTest::addRow("local %u", seed) << RuleSet::Local << seed;
            QTest::addRow("strict %u", seed) << RuleSet::Strict << seed;
        }
    }
    void explanationsHold()
    {
        QFETCH(RuleSet, ruleSet);
        QFETCH(quint32, seed);
        RandomSpace space(seed);
        space.fill(60);
        const auto log = space.log();
        for (int i = 0; i < questionsEach; ++i) {
            const Case asked(space, log, ruleSet, space.question());
            const auto decision = asked.decision();
            ++m_asked;
            if (decision.reason == Reason::HeldByRight) {
                theRightsCarryIt(asked, decision);
                theAssignmentsCarryIt(asked);
                nothingElseCarriesIt(asked, decision);
            } else if (!decision.allowed && decision.reason != Reason::NotAMember) {
                theSmallestGrantTurnsIt(asked, decision);
                mendingTheNearestMissTurnsIt(asked);
            }
            if (QTest::currentTestFailed())
                return;
        }
    }

    void enoughWasAsked()
    {
        qInfo("%d questions: %d yes by rights, %d by a role; %d no turned by a grant, %d by mending", m_asked,
              m_byRights, m_byRoles, m_granted, m_mended);
        QCOMPARE(m_asked, 75 * questionsEach);
        for (const int count : {m_byRights, m_byRoles, m_granted, m_mended})
            QVERIFY(count > 100);
    }

private:
    //! All of them gone, it is a no; any one of them left, still a yes.
    void theRightsCarryIt(const Case &asked, const Decision &decision)
    {
        ++m_byRights;
        const auto paths = pathsOf(asked, decision.because);
        QVERIFY2(!paths.isEmpty(), asked.words());
        QVERIFY2(!asked.after(rightsAt(paths, nothing)).decision().allowed, asked.words());
        for (const auto &kept : paths) {
            auto others = paths;
            others.remove(kept);
            QVERIFY2(asked.after(rightsAt(others, nothing)).decision().allowed, asked.words());
        }
    }

    //! A role may have been assigned more than once and is told once: what is told instead goes too.
    void theAssignmentsCarryIt(Case asked)
    {
        constexpr int mostAssignments = 8;
        auto decision = asked.decision();
        m_byRoles += std::any_of(decision.because.begin(), decision.because.end(),
                                 [](const HeldRight &right) { return right.assignment >= 0; });
        for (int round = 0; decision.allowed && round < mostAssignments; ++round) {
            QList<Change> changes;
            for (const auto &right : std::as_const(decision.because))
                changes << (right.assignment < 0 ? Change{asked.path(right.entry), nothing.toJson()}
                                                 : assignment(asked, right, 1));
            const auto before = decision;
            asked = asked.after(changes);
            decision = asked.decision();
            for (const auto &right : std::as_const(decision.because))
                QVERIFY2(!before.because.contains(right), asked.words());
        }
        QVERIFY2(!decision.allowed, asked.words());
    }

    //! Whatever else the member holds may go.
    void nothingElseCarriesIt(const Case &asked, const Decision &decision)
    {
        auto others = pathsOf(asked, asked.heldRights()) - pathsOf(asked, decision.because);
        others.remove(asked.question().resource.section(u'/', 1)); // then its writer would be another
        QVERIFY2(asked.after(rightsAt(others, nothing)).decision().allowed, asked.words());
    }

    void theSmallestGrantTurnsIt(const Case &asked, const Decision &decision)
    {
        if (!decision.smallestGrant) {
            QVERIFY2(decision.reason != Reason::NoRight, asked.words());
            return;
        }
        ++m_granted;
        const auto path = entryPath(asked.question().member) + u"/rights/granted"_s;
        QVERIFY2(asked.after(rightsAt({path}, *decision.smallestGrant)).decision().allowed, asked.words());
    }

    //! A right can lack more than one thing; each is told in its turn.
    void mendingTheNearestMissTurnsIt(Case asked)
    {
        constexpr int mostSteps = 8;
        auto decision = asked.decision();
        if (!decision.nearestMiss)
            return;
        ++m_mended;
        for (int step = 0; !decision.allowed && step < mostSteps; ++step) {
            QVERIFY2(decision.nearestMiss, asked.words());
            asked = asked.after(mended(asked, decision));
            decision = asked.decision();
        }
        QVERIFY2(decision.allowed, asked.words());
    }

    int m_asked = 0;
    int m_byRights = 0;
    int m_byRoles = 0;
    int m_granted = 0;
    int m_mended = 0;
};

QTEST_GUILESS_MAIN(TestCounterfactuals)
#include "tst_counterfactuals.moc"
