// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A space's state judged as it comes, in slices: the same verdict as of the whole at once.

#include "client/audit.h"
#include "client/auditjson.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/randomspace.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

//! A space's state as it is stored, with some of it behind holes and in forks when `isTornUp`.
QList<StoredMessage> rowsOf(RandomSpace &space, bool isTornUp)
{
    QList<StoredMessage> rows;
    for (const auto &message : space.state()) {
        StoredMessage row{message, rows.size() + 1, {}};
        const auto seal = checkSeal(space.id(), "state", message);
        row.flags.setFlag(RowFlag::BadHash, seal == Seal::BadHash);
        row.flags.setFlag(RowFlag::BadSignature, seal == Seal::BadSignature);
        row.flags.setFlag(RowFlag::Fork, isTornUp && space.oneIn(20));
        row.flags.setFlag(RowFlag::Unlinked, isTornUp && rows.size() > 40 && space.oneIn(60));
        rows << row;
    }
    return rows;
}

} // namespace

class TestAudit : public QObject
{
    Q_OBJECT

    Backend m_nobody; // never started: services without a server

    //! An Authority and its Audit, of a space that only a RandomSpace knows.
    struct Live
    {
        Live(Backend &nobody, const RandomSpace &random, RuleSet serverRules)
            : space(nobody.spaceFor(
                  Credentials::owner(nobody.url(), random.owner().key.clone(), SymmetricKey::generate()))),
              authority(space->context(), thread), audit(authority, serverRules)
        {}

        SerialThread thread;
        std::unique_ptr<Space> space;
        Authority authority;
        Audit audit;
    };

    static AuditReport atOnce(const RandomSpace &space, const QList<StoredMessage> &rows, RuleSet serverRules)
    {
        StateReplay replay(space.id(), std::nullopt);
        replay.append(rows);
        return auditState(replay, {}, serverRules);
    }

private Q_SLOTS:
    void pieceByPieceIsAsTheWhole_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<bool>("isTornUp");
        for (quint32 seed = 1; seed <= 24; ++seed)
            QTest::addRow("%u", seed) << seed << (seed % 3 == 0);
    }
    void pieceByPieceIsAsTheWhole()
    {
        QFETCH(quint32, seed);
        QFETCH(bool, isTornUp);
        const auto serverRules = seed % 2 == 0 ? RuleSet::Real : RuleSet::Local;
        RandomSpace random(seed);
        random.fill(300);
        const auto rows = rowsOf(random, isTornUp);
        Live live(m_nobody, random, serverRules);
        QCOMPARE(live.audit.state(), Audit::State::NotRun);
        QList<AuditFinding> told;
        connect(&live.audit, &Audit::judged, this,
                [&](qsizetype newFindings) { told += live.audit.report().findings.last(newFindings); });
        for (qsizetype from = 0; from < rows.size();) {
            const auto piece = std::min<qsizetype>(1 + random.upTo(150), rows.size() - from);
            live.authority.append(rows.sliced(from, piece));
            from += piece;
            if (random.oneIn(3))
                QTRY_COMPARE(live.audit.state(), Audit::State::Done);
        }
        QTRY_COMPARE(live.audit.state(), Audit::State::Done);
        const auto whole = atOnce(random, rows, serverRules);
        QCOMPARE(live.audit.report().checked, rows.size());
        QVERIFY(live.audit.report() == whole);
        QVERIFY(told == whole.findings);
        QVERIFY(!whole.findings.isEmpty());
    }

    void whatWasJudgedIsNotJudgedAgain()
    {
        RandomSpace random(7);
        random.fill(300);
        const auto rows = rowsOf(random, false);
        Live live(m_nobody, random, RuleSet::Local);
        live.authority.append(rows.first(rows.size() - 10));
        QTRY_COMPARE(live.audit.state(), Audit::State::Done);
        const auto before = live.audit.report();
        const QSignalSpy judged(&live.audit, &Audit::judged), anew(&live.audit, &Audit::begunAnew);
        live.authority.append(rows.last(10));
        QTRY_COMPARE(live.audit.state(), Audit::State::Done);
        QCOMPARE(judged.size(), 1);
        QCOMPARE(anew.size(), 0);
        QCOMPARE(live.audit.report().checked, before.checked + 10);
        QCOMPARE(live.audit.report().findings.first(before.findings.size()), before.findings);
    }

    void otherQuestionsAreAnsweredInBetween()
    {
        RandomSpace random(3);
        random.fill(1500);
        Live live(m_nobody, random, RuleSet::Local);
        live.authority.append(rowsOf(random, false));
        std::optional<Audit::State> stateThen;
        live.authority.ask([](const StateReplay &replay) { return replay.log().size(); })
            .done(this, [&](const Result<qsizetype> &) { stateThen = live.audit.state(); });
        QTRY_COMPARE(live.audit.state(), Audit::State::Done);
        QVERIFY(stateThen);
        QCOMPARE(*stateThen, Audit::State::Running);
    }

    void itCanBeStoppedAndGoesOnWhereItWas()
    {
        RandomSpace random(5);
        random.fill(1500);
        const auto rows = rowsOf(random, false);
        Live live(m_nobody, random, RuleSet::Local);
        QSignalSpy judged(&live.audit, &Audit::judged);
        live.authority.append(rows);
        QVERIFY(judged.wait());
        live.audit.stop();
        QCOMPARE(live.audit.state(), Audit::State::Stopped);
        const auto checked = live.audit.report().checked;
        QVERIFY(checked > 0 && checked < rows.size());
        live.authority.append({});
        QTest::qWait(50);
        QCOMPARE(live.audit.report().checked, checked);
        live.audit.proceed();
        QCOMPARE(live.audit.state(), Audit::State::Running);
        QTRY_COMPARE(live.audit.state(), Audit::State::Done);
        QVERIFY(live.audit.report() == atOnce(random, rows, RuleSet::Local));
        QVERIFY(live.audit.duration().count() > 0);
    }

    void itBeginsAnewWhenTheStateDoes()
    {
        RandomSpace random(9);
        random.fill(1000);
        const auto rows = rowsOf(random, false);
        Live live(m_nobody, random, RuleSet::Local);
        QSignalSpy judged(&live.audit, &Audit::judged);
        live.authority.append(rows);
        QVERIFY(judged.wait());
        live.authority.beginAnew();
        QCOMPARE(live.audit.state(), Audit::State::NotRun);
        QCOMPARE(live.audit.report().checked, 0);
        live.authority.append(rows.first(100));
        QTRY_COMPARE(live.audit.state(), Audit::State::Done);
        QVERIFY(live.audit.report() == atOnce(random, rows.first(100), RuleSet::Local));
    }

    void whatTheServerWithholdsIsAFinding()
    {
        RandomSpace random(2);
        Live live(m_nobody, random, RuleSet::Local);
        QSignalSpy changed(&live.audit, &Audit::missingChanged);
        live.audit.setMissing(TopicAlarm{{"MgoneM", 12, 77}});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(live.audit.findingCount(), 1);
        const auto finding = live.audit.wholeReport().findings.front();
        QCOMPARE(finding.rule, AuditFinding::Rule::MissingHead);
        QCOMPARE(finding.hash, QByteArray("MgoneM"));
        QCOMPARE(finding.time, 77);
        live.audit.setMissing({});
        QCOMPARE(live.audit.findingCount(), 0);
    }

    void theServersAnswerStandsBesideTheStrictOne_data()
    {
        QTest::addColumn<bool>("isReal");
        QTest::addColumn<bool>("isLetIn");
        QTest::addColumn<bool>("isHonoured");
        // A limit of uses below nothing: the published server does not look at it.
        QTest::newRow("published") << true << true << true;
        QTest::newRow("embedded") << false << false << false;
    }
    void theServersAnswerStandsBesideTheStrictOne()
    {
        QFETCH(bool, isReal);
        RandomSpace random(4, {.oddPaths = false, .oddValues = false, .brokenSeals = false});
        const auto &tool = random.people().back();
        random.write({&random.owner(), u"notes"_s, stateData({})});
        random.write({&random.owner(), u"auth/tools/"_s + tool.id.toString(),
                      stateData({{u"tool_id"_s, tool.id.toString()}, {u"use_limit"_s, -1}})});
        const auto report = atOnce(random, rowsOf(random, false), isReal ? RuleSet::Real : RuleSet::Local);
        QCOMPARE(report.findings.size(), 1);
        QCOMPARE(report.findings.front().rule, AuditFinding::Rule::NotEntitled);
        QCOMPARE(report.findings.front().refusal, WriteJudgement::Refusal::BadMemberEntry);
        QCOMPARE(report.findings.front().entry, 1);
        QCOMPARE(report.findings.front().previous, random.state()[0].hash);
        QTEST(report.findings.front().isLetIn, "isLetIn");
        QTEST(report.findings.front().isHonoured, "isHonoured");
    }

    void jsonNamesEachFinding()
    {
        AuditReport report{.checked = 5, .unjudged = 1, .findings = {}};
        AuditFinding finding;
        finding.rule = AuditFinding::Rule::Fork;
        finding.hash = "Mfork";
        finding.path = u"auth/x"_s;
        finding.sender = "Uada";
        finding.time = 12;
        report.findings << finding;
        const auto json = auditJson(report, [](const AuditFinding &) { return u"words"_s; });
        QCOMPARE(json["checked"_L1].toInt(), 5);
        QCOMPARE(json["unjudged"_L1].toInt(), 1);
        const QJsonObject expected{{u"message_hash"_s, u"Mfork"_s}, {u"path"_s, u"auth/x"_s},
                                   {u"rule"_s, u"fork"_s},          {u"detail"_s, u"words"_s},
                                   {u"sender"_s, u"Uada"_s},        {u"server_timestamp"_s, 12}};
        QCOMPARE(json["findings"_L1].toArray(), QJsonArray{expected});
    }
};

QTEST_GUILESS_MAIN(TestAudit)
#include "tst_audit.moc"
