// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/authorizer.h"
#include "support/randomspace.h"
#include "support/scene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr qint64 now = 1'900'000'000'000;
constexpr int columns = 40;

QList<MemberId> everybodyIn(const RandomSpace &space)
{
    QList<MemberId> members;
    for (const auto &person : space.people())
        members << person.id;
    return members;
}

} // namespace

class TestAccessMatrix : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachCellIsADecision_data()
    {
        QTest::addColumn<RuleSet>("ruleSet");
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 201; seed <= 215; ++seed) {
            QTest::addRow("real %u", seed) << RuleSet::Real << seed;
            QTest::addRow("local %u", seed) << RuleSet::Local << seed;
            QTest::addRow("strict %u", seed) << RuleSet::Strict << seed;
        }
    }
    void eachCellIsADecision()
    {
        QFETCH(RuleSet, ruleSet);
        QFETCH(quint32, seed);
        RandomSpace space(seed);
        space.fill(60);
        const auto log = space.log();
        QList<AccessQuestion> questions;
        for (int i = 0; i < columns; ++i) {
            const auto question = space.question();
            questions << AccessQuestion{question.operation, question.resource};
        }
        const auto members = everybodyIn(space);
        const auto owner = space.owner().id;
        const Authorizer authorizer(log, ruleSet);
        for (const Moment moment : {Moment(0), log.size() / 3, log.size() / 2, log.size()}) {
            const Circumstances circumstances{
                .moment = moment, .nowMs = now, .dataSigner = [&](const QString &) {
                    return std::optional<MemberId>(owner);
                }};
            const auto matrix = authorizer.accessMatrix(members, questions, circumstances);
            QCOMPARE(matrix.members(), members);
            QCOMPARE(matrix.questions(), questions);
            for (qsizetype column = 0; column < questions.size(); ++column) {
                QList<MemberId> allowed;
                for (qsizetype row = 0; row < members.size(); ++row) {
                    const auto decision = authorizer.decide(matrix.questionAt(row, column), circumstances);
                    QCOMPARE(matrix.cell(row, column), (AccessCell{decision.allowed, decision.reason}));
                    if (decision.allowed)
                        allowed << members[row];
                    ++m_reasons[decision.reason];
                }
                QCOMPARE(matrix.whoMay(column), allowed);
            }
        }
    }

    void everyReasonWasSeen()
    {
        for (const auto reason : {Reason::Owner, Reason::HeldByRight, Reason::NotAMember, Reason::TrustBroken,
                                  Reason::NoRight, Reason::BrokenRight})
            QVERIFY(m_reasons.value(reason) > 0);
    }

    void nobodyOrNothing()
    {
        const Scene scene({u"owner auth/users/$ada {}"_s});
        const Authorizer authorizer(scene.log(), RuleSet::Strict);
        const QList<AccessQuestion> questions{{Operation::Read, u"state/a"_s}};
        QVERIFY(authorizer.accessMatrix({}, questions, scene.circumstances()).whoMay(0).isEmpty());
        const auto empty = authorizer.accessMatrix({scene.member(u"owner"_s)}, {}, scene.circumstances());
        QCOMPARE(empty.members().size(), 1);
        QVERIFY(empty.questions().isEmpty());
    }

private:
    QHash<Reason, int> m_reasons;
};

QTEST_GUILESS_MAIN(TestAccessMatrix)
#include "tst_accessmatrix.moc"
