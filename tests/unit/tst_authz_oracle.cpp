// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/authorizer.h"
#include "protocol/json.h"
#include "support/naivelocal.h"
#include "support/naiveoracle.h"
#include "support/randomspace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr qint64 now = 1'900'000'000'000;

QString told(const Question &question)
{
    return u"%1 %2 %3"_s.arg(question.member.toString(), QString(nameOf(question.operation)),
                             question.resource);
}

} // namespace

//! The engine against a second reading of the rules. That its explanations are true is for
//! tst_counterfactuals.
class TestAuthzOracle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRealServerIsForetold_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 100; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void theRealServerIsForetold()
    {
        QFETCH(quint32, seed);
        RandomSpace space(seed);
        space.fill(60);
        const auto log = space.log();
        const Authorizer real(log, RuleSet::Real);
        const NaiveOracle oracle(space.id(), space.state(), now);
        const Circumstances circumstances{.moment = log.size(), .nowMs = now};

        for (const auto &person : space.people())
            QCOMPARE(real.isMember(person.id, log.size()), oracle.isMember(person.id));
        for (int i = 0; i < 60; ++i) {
            const auto question = space.question();
            const bool foretold = real.decide(question, circumstances).allowed;
            const bool expected =
                oracle.allows(question.member, QString(nameOf(question.operation)), question.resource);
            QVERIFY2(foretold == expected, qPrintable(told(question)));
        }
        for (int i = 0; i < 60; ++i) {
            const auto attempt = space.attempt();
            const auto value = parseJsonLeniently(QByteArray::fromBase64(attempt.data));
            const auto segments = attempt.path.split(u'/', Qt::SkipEmptyParts);
            if (!value || segments.size() < 5 || (segments[3] != u"rights" && segments[3] != u"roles"))
                continue;
            const auto refusal =
                real.checkGrant(attempt.sender->id, attempt.path, attempt.data, circumstances);
            QVERIFY2((refusal == WriteJudgement::Refusal::None) ==
                         oracle.allowsGrant(attempt.sender->id, attempt.path, *value),
                     qPrintable(attempt.sender->id.toString() + attempt.path));
        }
    }

    void theLocalServerIsForetold_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 30; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void theLocalServerIsForetold()
    {
        QFETCH(quint32, seed);
        RandomSpace space(seed);
        space.fill(60);
        const auto log = space.log();
        const Authorizer local(log, RuleSet::Local);
        const NaiveLocal oracle(space.id(), space.state());
        const Circumstances circumstances{.moment = log.size(), .nowMs = now};

        for (qsizetype entry = 0; entry < log.size(); ++entry)
            QVERIFY2(local.wasEntitled(entry) == oracle.counts(entry), qPrintable(log.at(entry).path));
        for (const auto &person : space.people())
            QCOMPARE(local.isMember(person.id, log.size()), oracle.isMember(person.id));
        for (int i = 0; i < 60; ++i) {
            const auto question = space.question();
            const bool foretold = local.decide(question, circumstances).allowed;
            const bool expected =
                oracle.allows(question.member, QString(nameOf(question.operation)), question.resource, now);
            QVERIFY2(foretold == expected, qPrintable(told(question)));
        }
        for (int i = 0; i < 60; ++i) {
            const auto attempt = space.attempt();
            auto message = space.seal(attempt);
            message.serverTimestamp = now;
            const auto judgement =
                local.judgeStateWrite(attempt.sender->id, attempt.path, attempt.data, circumstances);
            QVERIFY2(judgement.isAllowed() == oracle.mayWrite(message), qPrintable(attempt.path));
        }
    }
};

QTEST_GUILESS_MAIN(TestAuthzOracle)
#include "tst_authz_oracle.moc"
