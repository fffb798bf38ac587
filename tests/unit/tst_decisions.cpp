// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/authorizer.h"
#include "crypto/encoding.h"
#include "protocol/json.h"
#include "support/vectors.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr qint64 year2030 = 1'893'456'000'000; // the vectors hold at any time between 2027 and 2100

StateLog logOf(const QJsonObject &space)
{
    StateLog log(*SpaceId::parse(space["space_id"_L1].toString()));
    const auto state = space["state"_L1].toArray();
    for (const auto &row : state) {
        auto message = messageFromJson(row.toObject());
        const auto seal = checkSeal(log.space(), message->topic, *message);
        log.append(*std::move(message), seal);
    }
    return log;
}

Question questionOf(const QJsonObject &row)
{
    return {*MemberId::parse(row["member"_L1].toString()), *operationFromName(row["op"_L1].toString()),
            row["resource"_L1].toString()};
}

} // namespace

//! What the real server's engine answered over 60 random spaces.
class TestDecisions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vectors_data()
    {
        QTest::addColumn<QJsonObject>("space");
        const auto spaces = vectorFile(u"decisions.json"_s)["spaces"_L1].toArray();
        for (qsizetype i = 0; i < spaces.size(); ++i)
            QTest::addRow("space %lld", static_cast<long long>(i)) << spaces[i].toObject();
    }
    void vectors()
    {
        QFETCH(QJsonObject, space);
        const auto log = logOf(space);
        const Authorizer real(log, RuleSet::Real);
        const Circumstances circumstances{.moment = log.size(), .nowMs = year2030};

        const auto questions = space["questions"_L1].toArray();
        for (const auto &value : questions) {
            const auto row = value.toObject();
            const auto decision = real.decide(questionOf(row), circumstances);
            QVERIFY2(decision.allowed == row["allowed"_L1].toBool(), compactJson(row).constData());
        }
        QCOMPARE(questions.size(), 60);

        const auto grants = space["grants"_L1].toArray();
        for (const auto &value : grants) {
            const auto row = value.toObject();
            const auto refusal =
                real.checkGrant(*MemberId::parse(row["sender"_L1].toString()), row["path"_L1].toString(),
                                toBase64(compactJson(row["value"_L1].toObject())), circumstances);
            QVERIFY2((refusal == WriteJudgement::Refusal::None) == row["grant_check"_L1].toBool(),
                     compactJson(row).constData());
        }
        QCOMPARE(grants.size(), 25);
    }
};

QTEST_GUILESS_MAIN(TestDecisions)
#include "tst_decisions.moc"
