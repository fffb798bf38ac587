// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What an answer is worth beside what was met before: a table of what was remembered and what came.

#include "client/datajudgement.h"

#include "crypto/encoding.h"
#include "protocol/json.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;

namespace {

constexpr qint64 early = 1'000, met = 2'000, late = 3'000;
constexpr qint64 nowMs = 50'000;

using Alarm = DataAlarm::Kind;
using Standing = DataRecord::Standing;

//! What is expected: a verdict, and of an alarm its kind.
struct Expected
{
    DataVerdict verdict;
    std::optional<Alarm> alarm = {};
};

} // namespace

class TestDataJudgement : public QObject
{
    Q_OBJECT

    SpaceId m_space = SpaceId::of(SigningKey::generate().publicKey());
    SigningKey m_key = SigningKey::generate();
    MemberId m_signer = UserId::of(m_key.publicKey());
    QString m_path = u"a/b"_s;

    DataMark mark(qint64 signedAt, const QByteArray &value = "one") const
    {
        return DataMark::of(signData(m_space, m_signer, m_key, m_path, toBase64(value), signedAt));
    }
    DataAnswer found(qint64 signedAt, const QByteArray &value = "one") const
    {
        return {DataAnswer::Kind::Found, mark(signedAt, value)};
    }
    DataRecord record(Standing standing = Standing::Present) const
    {
        return {.path = m_path, .newest = mark(met), .metAt = 10, .standing = standing};
    }
    DataJudgement judge(const DataRecord &before, const DataAnswer &answer) const
    {
        return judgeData(m_path, before, before, answer, nowMs);
    }

private Q_SLOTS:
    void theFirstVisitCannotKnow()
    {
        const auto first = judgeData(m_path, {}, {}, found(met), nowMs);
        QCOMPARE(first.verdict, DataVerdict::CannotKnow);
        QVERIFY(!first.alarm && !first.isMemoryLost);
        QCOMPARE(first.record->newest, mark(met));
        QCOMPARE(first.record->metAt, nowMs);
        QCOMPARE(first.record->checkedAt, 0);
        for (const auto kind : {DataAnswer::Kind::Absent, DataAnswer::Kind::Unsigned}) {
            const auto nothing = judgeData(m_path, {}, {}, {kind}, nowMs);
            QCOMPARE(nothing.verdict, DataVerdict::CannotKnow);
            QVERIFY(!nothing.record);
        }
    }

    void laterVisitsAreMeasured_data()
    {
        QTest::addColumn<Standing>("standing");
        QTest::addColumn<DataAnswer>("answer");
        QTest::addColumn<Expected>("expected");
        const DataAnswer absent{DataAnswer::Kind::Absent}, unsignedOne{DataAnswer::Kind::Unsigned};
        const auto alarm = [](Alarm kind) { return Expected{DataVerdict::Alarm, kind}; };
        QTest::newRow("the same") << Standing::Present << found(met) << Expected{DataVerdict::Same};
        QTest::newRow("a newer one") << Standing::Present << found(late) << Expected{DataVerdict::Newer};
        QTest::newRow("a newer one by a clock far ahead")
            << Standing::Present << found(met + 100ll * 365 * 86'400'000) << Expected{DataVerdict::Newer};
        QTest::newRow("an older one") << Standing::Present << found(early) << alarm(Alarm::Older);
        QTest::newRow("one of before all time") << Standing::Present << found(-5) << alarm(Alarm::Older);
        QTest::newRow("another under that time")
            << Standing::Present << found(met, "two") << alarm(Alarm::Other);
        QTest::newRow("nothing") << Standing::Present << absent << alarm(Alarm::Gone);
        QTest::newRow("not signed") << Standing::Present << unsignedOne << alarm(Alarm::Unsigned);
        QTest::newRow("deleted: nothing")
            << Standing::Deleted << absent << Expected{DataVerdict::KnownAbsent};
        QTest::newRow("deleted: the same") << Standing::Deleted << found(met) << alarm(Alarm::Revived);
        QTest::newRow("deleted: an older one") << Standing::Deleted << found(early) << alarm(Alarm::Revived);
        QTest::newRow("deleted: a newer one")
            << Standing::Deleted << found(late) << Expected{DataVerdict::Newer};
        QTest::newRow("taken as gone: nothing")
            << Standing::Absent << absent << Expected{DataVerdict::KnownAbsent};
        QTest::newRow("taken as gone: the same")
            << Standing::Absent << found(met) << Expected{DataVerdict::Same};
        QTest::newRow("taken as gone: an older one")
            << Standing::Absent << found(early) << alarm(Alarm::Older);
    }
    void laterVisitsAreMeasured()
    {
        QFETCH(Standing, standing);
        QFETCH(DataAnswer, answer);
        QFETCH(Expected, expected);
        const auto before = record(standing);
        const auto judged = judge(before, answer);
        QCOMPARE(judged.verdict, expected.verdict);
        QCOMPARE(judged.alarm.has_value(), expected.alarm.has_value());
        if (!expected.alarm) {
            QCOMPARE(judged.record->checkedAt, nowMs);
            const bool isFound = answer.kind == DataAnswer::Kind::Found;
            QCOMPARE(judged.record->standing, isFound ? Standing::Present : standing);
            QCOMPARE(judged.record->newest.signedAt, isFound ? answer.mark.signedAt : met);
            return;
        }
        QCOMPARE(judged.alarm->kind, *expected.alarm);
        QCOMPARE(judged.alarm->remembered, before.newest);
        QCOMPARE(judged.alarm->rememberedMetAt, before.metAt);
        QCOMPARE(judged.alarm->noticedAt, nowMs);
        QCOMPARE(judged.alarm->returned.has_value(), answer.kind == DataAnswer::Kind::Found);
        // What is remembered stays, whatever is given: the next visit finds the same.
        QCOMPARE(judged.record->newest, before.newest);
        QCOMPARE(judged.record->standing, standing);
        const auto again = judgeData(m_path, judged.record, judged.record, answer, nowMs + 1);
        QCOMPARE(again.alarm, judged.alarm);
        QVERIFY(again.record->settled.isEmpty());
    }

    void theOwnersTwoNamesAreOneSigner()
    {
        const auto owner = SigningKey::generate();
        const auto space = SpaceId::of(owner.publicKey());
        const auto markBy = [&](const MemberId &name) {
            return DataMark::of(signData(space, name, owner, m_path, toBase64("one"), met));
        };
        QVERIFY(markBy(space).saysTheSame(markBy(UserId::of(owner.publicKey()))));
        QVERIFY(!markBy(space).saysTheSame(mark(met)));
        QVERIFY(!mark(met).saysTheSame({met, "nobody", {}, mark(met).valueHash}));
    }

    void whatIsShownAgainEndsTheAlarm()
    {
        const auto alarmed = *judge(record(), found(early)).record;
        const auto other = *judge(alarmed, {DataAnswer::Kind::Absent}).record;
        QCOMPARE(other.alarm->kind, Alarm::Gone);
        QCOMPARE(other.settled.size(), 1);
        QCOMPARE(other.settled[0].ending, DataAlarm::Ending::Replaced);
        const auto mended = *judge(other, found(late)).record;
        QVERIFY(!mended.alarm);
        QCOMPARE(mended.settled.size(), 2);
        QCOMPARE(mended.settled[1].ending, DataAlarm::Ending::ShownAgain);
        QCOMPARE(mended.settled[1].endedAt, nowMs);
        QCOMPARE(mended.newest, mark(late));
    }

    void onlySoManyOldAlarmsAreKept()
    {
        auto turns = record();
        for (int i = 0; i < 100; ++i)
            turns = *judge(*judge(turns, found(early)).record, found(met)).record;
        QCOMPARE(turns.settled.size(), 32);
    }

    void oneGoesOnFromWhatIsGiven()
    {
        const auto older = *judge(record(), found(early)).record;
        const auto accepted = afterAccepting(older, nowMs + 5);
        QVERIFY(!accepted.alarm);
        QCOMPARE(accepted.settled.back().ending, DataAlarm::Ending::Accepted);
        QCOMPARE(accepted.settled.back().endedAt, nowMs + 5);
        QCOMPARE(accepted.newest, mark(early));
        QCOMPARE(judge(accepted, found(early)).verdict, DataVerdict::Same);
        QCOMPARE(judge(accepted, found(early - 1)).alarm->kind, Alarm::Older);
        QCOMPARE(judge(accepted, found(met)).verdict, DataVerdict::Newer); // the one that was missing

        const auto gone = afterAccepting(*judge(record(), {DataAnswer::Kind::Absent}).record, nowMs);
        QCOMPARE(gone.standing, Standing::Absent);
        QCOMPARE(judge(gone, {DataAnswer::Kind::Absent}).verdict, DataVerdict::KnownAbsent);

        const auto revived = *judge(record(Standing::Deleted), found(met)).record;
        QCOMPARE(afterAccepting(revived, nowMs).standing, Standing::Present);
        QVERIFY(canAccept(*older.alarm) && canAccept(*revived.alarm));
        QVERIFY(!canAccept(*judge(record(), {DataAnswer::Kind::Unsigned}).alarm));
    }

    void whatOneDeletedMayBeGone()
    {
        auto deleting = record();
        deleting.isBeingDeleted = true;
        // Its answer was lost: it happened or it did not.
        const auto gone = judge(deleting, {DataAnswer::Kind::Absent});
        QCOMPARE(gone.verdict, DataVerdict::KnownAbsent);
        QCOMPARE(gone.record->standing, Standing::Deleted);
        QVERIFY(!gone.record->isBeingDeleted);
        QCOMPARE(judge(deleting, found(met)).verdict, DataVerdict::Same);
        QCOMPARE(judge(deleting, found(early)).alarm->kind, Alarm::Older);
        const auto deleted = afterDeleting(*judge(record(), found(early)).record, nowMs);
        QVERIFY(!deleted.alarm);
        QCOMPARE(deleted.settled.back().ending, DataAlarm::Ending::Deleted);
    }

    void anAnswerKnowsNothingOfWhatWasDoneSince()
    {
        const auto written = afterWriting(m_path, record(), mark(late, "mine"), nowMs);
        // Asked before it was written: what stood there then is no breach, and takes nothing's place.
        const auto before = judgeData(m_path, record(), written, found(met), nowMs);
        QCOMPARE(before.verdict, DataVerdict::Same);
        QCOMPARE(before.record->newest, written.newest);
        // Asked before it was deleted.
        const auto deleted = afterDeleting(record(), nowMs);
        const auto stood = judgeData(m_path, record(), deleted, found(met), nowMs);
        QCOMPARE(stood.verdict, DataVerdict::Same);
        QCOMPARE(stood.record->standing, Standing::Deleted);
        QCOMPARE(judgeData(m_path, record(), deleted, {DataAnswer::Kind::Absent}, nowMs).verdict,
                 DataVerdict::KnownAbsent);
        // Asked while it was deleted, and written again since.
        const auto absent = judgeData(m_path, deleted, written, {DataAnswer::Kind::Absent}, nowMs);
        QCOMPARE(absent.verdict, DataVerdict::KnownAbsent);
        QCOMPARE(absent.record->standing, Standing::Present);
        // Met meanwhile for the first time.
        const auto first = judgeData(m_path, {}, written, found(met), nowMs);
        QCOMPARE(first.verdict, DataVerdict::CannotKnow);
        QCOMPARE(first.record->newest, written.newest);
    }

    void writingEndsAnAlarm()
    {
        const auto alarmed = *judge(record(), found(early)).record;
        const auto written = afterWriting(m_path, alarmed, mark(late), nowMs);
        QVERIFY(!written.alarm);
        QCOMPARE(written.settled.back().ending, DataAlarm::Ending::WrittenOver);
        QCOMPARE(written.checkedAt, 0);
    }

    void whatCannotBeReadAnyMoreIsSaid()
    {
        const DataRecord lost{.path = m_path, .isUnreadable = true};
        const auto judged = judge(lost, found(early));
        QCOMPARE(judged.verdict, DataVerdict::CannotKnow);
        QVERIFY(judged.isMemoryLost);
        QVERIFY(!judged.record->isUnreadable);
        QCOMPARE(judged.record->newest, mark(early));
        const auto absent = judge(lost, {DataAnswer::Kind::Absent});
        QCOMPARE(absent.verdict, DataVerdict::CannotKnow);
        QVERIFY(absent.record->isUnreadable);
    }

    void recordsComeBackAsTheyWere()
    {
        auto kept = *judge(*judge(record(Standing::Deleted), found(early)).record, found(met)).record;
        kept.isBeingDeleted = true;
        kept.standingSince = 7;
        kept.settled << *judge(record(), {DataAnswer::Kind::Absent}).alarm;
        QVERIFY(kept.alarm && kept.settled.size() == 2);
        const auto back = dataRecordFromJson(m_path, toJson(kept));
        QVERIFY(back);
        QCOMPARE(*back, kept);
        for (const auto &name : {u"newest"_s, u"met_at"_s, u"standing"_s, u"is_being_deleted"_s}) {
            auto broken = toJson(kept);
            broken[name] = u"Nothing"_s;
            QVERIFY2(!dataRecordFromJson(m_path, broken), qPrintable(name));
        }
        for (const auto &name : {u"alarm"_s, u"settled"_s}) {
            auto broken = toJson(kept);
            broken[name] =
                name == u"alarm"_s ? QJsonValue(QJsonObject()) : QJsonValue(QJsonArray{QJsonObject()});
            QVERIFY2(!dataRecordFromJson(m_path, broken), qPrintable(name));
        }
    }
};

QTEST_GUILESS_MAIN(TestDataJudgement)
#include "tst_datajudgement.moc"
