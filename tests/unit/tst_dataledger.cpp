// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A server that puts old data in the place of new: told of at the second visit, not known at the first.

#include "client/datacheck.h"
#include "client/space.h"
#include "crypto/encoding.h"
#include "protocol/json.h"
#include "support/await.h"
#include "support/fakeclock.h"
#include "support/fakestreamsocket.h"
#include "support/faketransport.h"
#include "support/sqlfile.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

using Alarm = DataAlarm::Kind;

class TestDataLedger : public QObject
{
    Q_OBJECT

    FakeClock m_clock;
    FakeTransport m_transport;
    FakeStreamSocketFactory m_sockets;
    WorkerPool m_pool{1};
    SigningKey m_spaceKey = SigningKey::generate();
    Credentials m_owner{QUrl(u"http://server"_s),           SpaceId::of(m_spaceKey.publicKey()),
                        UserId::of(m_spaceKey.publicKey()), m_spaceKey.clone(),
                        SymmetricKey::generate(),           SymmetricKey::generate()};
    SigningKey m_carl = SigningKey::generate();
    QHash<QString, DataEntry> m_served; //!< what the server has, by path
    std::function<std::optional<HttpResponse>(const HttpRequest &)> m_instead; //!< of serving
    std::unique_ptr<QTemporaryDir> m_dir;
    SymmetricKey m_dataKey = SymmetricKey::generate();
    std::unique_ptr<SerialThread> m_thread;
    std::unique_ptr<UserStore> m_store;
    std::unique_ptr<Space> m_space;
    std::unique_ptr<DataLedger> m_ledger;

    QString file() const { return m_dir->filePath(u"user.db"_s); }

    void closeAll()
    {
        m_ledger.reset();
        m_space.reset();
        m_store.reset();
        m_thread.reset();
    }
    //! As a program does that was started anew.
    void open()
    {
        closeAll();
        m_thread = std::make_unique<SerialThread>();
        m_store = std::make_unique<UserStore>(*m_thread, file(), m_dataKey);
        VERIFY_OK(await(m_store->open()));
        m_space =
            std::make_unique<Space>(m_owner.clone(), ClientServices{m_transport, m_sockets, m_pool, m_clock});
        m_ledger = std::make_unique<DataLedger>(m_space->context(), *m_store);
        m_space->data().setLedger(m_ledger.get());
    }

    HttpResponse serve(const HttpRequest &request)
    {
        const auto path = request.url.path();
        if (path.endsWith("/auth/challenge"_L1))
            return FakeTransport::json(R"({"challenge":"Y2hhbGxlbmdl","expires_at":1})");
        if (path.endsWith("/auth/verify"_L1))
            return FakeTransport::json(R"({"token":"t","expires_at":)" +
                                       QByteArray::number(m_clock.now + 3600'000) + '}');
        if (m_instead) {
            if (const auto answer = m_instead(request))
                return *answer;
        }
        const auto at = path.section(u"/data/"_s, 1);
        if (request.method == HttpRequest::Method::Put) {
            m_served.insert(at, *dataEntryFromJson(*parseJsonObject(request.body)));
            return FakeTransport::json(R"({"path":"x","signed_at":1})");
        }
        if (request.method == HttpRequest::Method::Delete) {
            m_served.remove(at);
            return {.status = 204};
        }
        return m_served.contains(at) ? FakeTransport::json(compactJson(toJson(m_served.value(at))))
                                     : FakeTransport::detail(404, "Data not found");
    }

    DataEntry byCarl(const QByteArray &value, qint64 signedAt, const QString &path = u"menu"_s) const
    {
        return signData(m_owner.space, UserId::of(m_carl.publicKey()), m_carl, path, toBase64(value),
                        signedAt);
    }
    void put(const QByteArray &value, qint64 signedAt, const QString &path = u"menu"_s)
    {
        m_served.insert(path, byCarl(value, signedAt, path));
    }
    Data &data() { return m_space->data(); }
    DataReading read(const QString &path = u"menu"_s)
    {
        const auto reading = await(data().read(path));
        if (!reading)
            qWarning("%s", qPrintable(describe(reading.error())));
        return reading.value_or(DataReading{.isMemoryLost = true});
    }
    std::optional<Alarm> alarmOf(const DataReading &reading) const
    {
        return reading.alarm ? std::optional(reading.alarm->kind) : std::nullopt;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_served.clear();
        m_instead = {};
        m_clock.now = 1'700'000'000'000;
        m_transport = {};
        m_transport.answer = [this](const HttpRequest &request) { return serve(request); };
        open();
    }
    void cleanup() { closeAll(); }

    void theFirstVisitCannotKnowTheSecondAlarms()
    {
        put("fish", 2'000);
        const auto first = read();
        QCOMPARE(first.verdict, DataVerdict::CannotKnow);
        QVERIFY(!first.alarm);
        QCOMPARE(first.value->value, QByteArray("fish"));
        QCOMPARE(first.content.bytes, QByteArray("fish"));

        put("meat", 1'000); // older, and as truly signed
        const auto second = read();
        QCOMPARE(second.verdict, DataVerdict::Alarm);
        QCOMPARE(alarmOf(second), Alarm::Older);
        QCOMPARE(second.alarm->remembered.signedAt, 2'000);
        QCOMPARE(second.alarm->remembered.signedBy, UserId::of(m_carl.publicKey()).text());
        QCOMPARE(second.alarm->rememberedMetAt, m_clock.now);
        QCOMPARE(second.alarm->returned->signedAt, 1'000);
        QCOMPARE(second.value->value, QByteArray("meat")); // to be looked at, marked
        // Whoever asks for the value only gets none.
        const auto value = await(data().plaintext(u"menu"_s));
        QVERIFY(!value);
        QCOMPARE(value.error().kind, ErrorKind::Chain);
        QCOMPARE(value.error().code, ErrorCode::BrokenLink);
        QVERIFY2(value.error().detail.contains(u"1970-01-01T00:00:02.000Z by U"_s),
                 qPrintable(value.error().detail));
        QVERIFY(value.error().detail.contains(u"now: signed 1970-01-01T00:00:01.000Z by U"_s));
    }

    void itIsRememberedByTheNextProgram_data()
    {
        QTest::addColumn<int>("clockMoves");
        QTest::newRow("an hour later") << 3'600'000;
        QTest::newRow("by a clock that was set back") << -86'400'000;
    }
    void itIsRememberedByTheNextProgram()
    {
        QFETCH(int, clockMoves);
        put("fish", 2'000);
        read();
        open();
        m_clock.now += clockMoves;
        put("meat", 1'000);
        QCOMPARE(alarmOf(read()), Alarm::Older);
        open();
        VERIFY_OK(await(m_ledger->load()));
        QCOMPARE(m_ledger->alarmCount(), 1); // without being asked again
        put("fish", 2'000);
        QCOMPARE(read().verdict, DataVerdict::Same);
        QCOMPARE(m_ledger->alarmCount(), 0);
        put("soup", 3'000);
        QCOMPARE(read().verdict, DataVerdict::Newer);
    }

    void anotherUnderTheSameTimeAndNothingAreAlarms()
    {
        put("fish", 2'000);
        read();
        put("meat", 2'000);
        QCOMPARE(alarmOf(read()), Alarm::Other);
        m_served.clear();
        const auto gone = read();
        QCOMPARE(alarmOf(gone), Alarm::Gone);
        QVERIFY(!gone.value && !gone.alarm->returned);
        QCOMPARE(await(data().plaintext(u"menu"_s)).error().code, ErrorCode::BrokenLink);
        // What stands nowhere and never was met is just not there.
        QCOMPARE(read(u"other"_s).verdict, DataVerdict::CannotKnow);
        QCOMPARE(await(data().plaintext(u"other"_s)).error().code, ErrorCode::NotFoundOnServer);
        QCOMPARE(m_ledger->records().keys(), QStringList{u"menu"_s});
    }

    void whatNobodySignedIsAnAlarmWhereSomethingWas()
    {
        auto forged = byCarl("fish", 3'000);
        forged.signedAt = 4'000;
        m_served.insert(u"menu"_s, forged);
        QCOMPARE(await(data().read(u"menu"_s)).error().code, ErrorCode::SignatureMismatch);
        QVERIFY(m_ledger->records().isEmpty());
        put("fish", 2'000);
        read();
        m_served.insert(u"menu"_s, forged);
        QCOMPARE(alarmOf(read()), Alarm::Unsigned);
        QCOMPARE(await(data().plaintext(u"menu"_s)).error().code, ErrorCode::SignatureMismatch);
        const auto accepted = await(m_ledger->accept(u"menu"_s, *m_ledger->record(u"menu"_s)->alarm));
        QCOMPARE(accepted.error().kind, ErrorKind::Conflict);
    }

    void ownWritingAndDeletingAreNoAlarm()
    {
        put("fish", 2'000);
        read();
        VERIFY_OK(await(data().setPlaintext(u"menu"_s, "mine")));
        QCOMPARE(read().verdict, DataVerdict::Same);
        VERIFY_OK(await(data().remove(u"menu"_s)));
        QCOMPARE(read().verdict, DataVerdict::KnownAbsent);
        QCOMPARE(await(data().plaintext(u"menu"_s)).error().code, ErrorCode::NotFoundOnServer);
        open();
        QCOMPARE(read().verdict, DataVerdict::KnownAbsent);
        // What was deleted comes back: the very entry, and one from before.
        put("fish", 2'000);
        QCOMPARE(alarmOf(read()), Alarm::Revived);
        put("new", m_clock.now + 5);
        QCOMPARE(read().verdict, DataVerdict::Newer);
    }

    void whatOneWroteMayNotBeTakenBack()
    {
        const auto signedAt = await(data().setEncrypted(u"menu"_s, "mine"));
        VERIFY_OK(signedAt);
        QCOMPARE(m_ledger->record(u"menu"_s)->newest.signedAt, *signedAt);
        put("fish", 2'000);
        QCOMPARE(alarmOf(read()), Alarm::Older);
        QCOMPARE(await(data().encrypted(u"menu"_s)).error().code, ErrorCode::BrokenLink);
    }

    void twoOfOnesOwnAreNeverUnderOneTime()
    {
        const auto first = await(data().setPlaintext(u"menu"_s, "one"));
        const auto second = await(data().setPlaintext(u"menu"_s, "two"));
        VERIFY_OK(second);
        QVERIFY(*second > *first);
        // Behind one that no server takes anything behind, nothing is written.
        put("ahead", m_clock.now + 10 * 60'000);
        read();
        const auto third = await(data().setPlaintext(u"menu"_s, "three"));
        VERIFY_OK(third);
        QVERIFY(*third < m_clock.now + 60'000);
    }

    void aLostAnswerToADeletionLeavesBothOpen_data()
    {
        QTest::addColumn<bool>("hasHappened");
        QTest::newRow("deleted") << true;
        QTest::newRow("not deleted") << false;
    }
    void aLostAnswerToADeletionLeavesBothOpen()
    {
        QFETCH(bool, hasHappened);
        put("fish", 2'000);
        read();
        m_instead = [this, hasHappened](const HttpRequest &request) -> std::optional<HttpResponse> {
            if (request.method != HttpRequest::Method::Delete)
                return std::nullopt;
            if (hasHappened)
                m_served.clear();
            return HttpResponse{.status = 502};
        };
        QVERIFY(!await(data().remove(u"menu"_s)));
        open(); // the program died over it
        QCOMPARE(read().verdict, hasHappened ? DataVerdict::KnownAbsent : DataVerdict::Same);
        if (!hasHappened) {
            m_served.clear();
            QCOMPARE(alarmOf(read()), Alarm::Gone); // it was there after that
        }
    }

    void aRefusedDeletionChangesNothing()
    {
        put("fish", 2'000);
        read();
        m_instead = [](const HttpRequest &request) -> std::optional<HttpResponse> {
            if (request.method != HttpRequest::Method::Delete)
                return std::nullopt;
            return FakeTransport::detail(403, "No delete permission for data path");
        };
        QCOMPARE(await(data().remove(u"menu"_s)).error().kind, ErrorKind::Authorization);
        m_served.clear();
        QCOMPARE(alarmOf(read()), Alarm::Gone);
    }

    void oneMayGoOnFromThere()
    {
        put("fish", 2'000);
        read();
        put("meat", 1'000);
        const auto alarm = *read().alarm;
        m_served.clear();
        const auto gone = *read().alarm;
        // What is accepted is what was looked at.
        QCOMPARE(await(m_ledger->accept(u"menu"_s, alarm)).error().kind, ErrorKind::Conflict);
        QCOMPARE(await(m_ledger->accept(u"nowhere"_s, gone)).error().kind, ErrorKind::Conflict);
        VERIFY_OK(await(m_ledger->accept(u"menu"_s, gone)));
        QCOMPARE(read().verdict, DataVerdict::KnownAbsent);
        open();
        VERIFY_OK(await(m_ledger->load()));
        const auto record = *m_ledger->record(u"menu"_s);
        QCOMPARE(record.standing, DataRecord::Standing::Absent);
        QCOMPARE(record.settled.size(), 2); // both are on record
        QCOMPARE(record.settled[1].ending, DataAlarm::Ending::Accepted);
        QCOMPARE(record.settled[1].endedAt, m_clock.now);
        QCOMPARE(record.settled[1].remembered.signedAt, 2'000);
    }

    void aRowThatIsDamagedIsSaid()
    {
        put("fish", 2'000);
        read();
        put("soup", 2'000, u"soup"_s);
        read(u"soup"_s);
        closeAll();
        // One is damaged, the other moved into another path's place: an older memory of another's.
        QVERIFY(runSql(file(), {u"UPDATE data_record SET sealed_record = x'00' WHERE path = 'menu'"_s,
                                u"UPDATE data_record SET path = 'other' WHERE path = 'soup'"_s}));
        open();
        VERIFY_OK(await(m_ledger->load()));
        QVERIFY(m_ledger->record(u"menu"_s)->isUnreadable);
        QVERIFY(m_ledger->record(u"other"_s)->isUnreadable);
        put("meat", 1'000);
        const auto reading = read();
        QCOMPARE(reading.verdict, DataVerdict::CannotKnow);
        QVERIFY(reading.isMemoryLost && !reading.alarm);
        QCOMPARE(read().verdict, DataVerdict::Same); // it is remembered anew
        QVERIFY(!read().isMemoryLost);
    }

    void whatCannotBeKeptIsJudgedAllTheSame()
    {
        put("fish", 2'000);
        read();
        closeAll();
        QVERIFY(runSql(file(), {u"CREATE TRIGGER t BEFORE UPDATE ON data_record BEGIN "
                                "SELECT RAISE(FAIL, 'disk'); END"_s}));
        open();
        QSignalSpy failed(m_ledger.get(), &DataLedger::storageFailed);
        put("meat", 1'000);
        const auto reading = read();
        QCOMPARE(alarmOf(reading), Alarm::Older);
        QCOMPARE(failed.size(), 1);
        // But nothing is done for which the memory would have to be another.
        QCOMPARE(await(m_ledger->accept(u"menu"_s, *reading.alarm)).error().kind, ErrorKind::Storage);
        QVERIFY(m_ledger->record(u"menu"_s)->alarm);
        QCOMPARE(await(data().remove(u"menu"_s)).error().kind, ErrorKind::Storage);
        QVERIFY(m_served.contains(u"menu"_s));
        QVERIFY(!m_ledger->record(u"menu"_s)->isBeingDeleted);
    }

    void withoutALedgerNothingIsKnown()
    {
        m_space->data().setLedger(nullptr);
        put("fish", 2'000);
        QCOMPARE(read().verdict, DataVerdict::CannotKnow);
        put("meat", 1'000);
        QCOMPARE(read().verdict, DataVerdict::CannotKnow);
        VERIFY_OK(await(data().remove(u"menu"_s)));
        QVERIFY(m_ledger->records().isEmpty());
    }

    void allAreCheckedAgain()
    {
        for (int i = 0; i < 10; ++i) {
            put("x", 2'000, u"p%1"_s.arg(i));
            read(u"p%1"_s.arg(i));
        }
        put("older", 1'000, u"p3"_s);
        m_served.remove(u"p4"_s);
        m_instead = [](const HttpRequest &request) -> std::optional<HttpResponse> {
            if (!request.url.path().endsWith("/p5"_L1))
                return std::nullopt;
            return FakeTransport::detail(403, "No read permission");
        };
        DataCheck check(data(), *m_ledger);
        QSignalSpy finished(&check, &DataCheck::finished);
        QSignalSpy progressed(&check, &DataCheck::progressed);
        check.start();
        QVERIFY(check.isRunning());
        check.start(); // is one still
        QTRY_COMPARE(finished.size(), 1);
        const auto outcome = finished[0][0].value<DataCheck::Outcome>();
        QCOMPARE(outcome.checked, 9);
        QCOMPARE(outcome.alarms, 2);
        QCOMPARE(outcome.failed, 1);
        QVERIFY(!outcome.isStopped && !outcome.failure && !check.isRunning());
        QVERIFY(progressed.size() >= 10);
        QCOMPARE(check.total(), 10);
        QCOMPARE(m_ledger->alarmCount(), 2);
        QVERIFY(m_ledger->record(u"p1"_s)->checkedAt > 0);
    }

    void checkingCanBeStoppedAndEndsWithoutAServer()
    {
        for (int i = 0; i < 10; ++i) {
            put("x", 2'000, u"p%1"_s.arg(i));
            read(u"p%1"_s.arg(i));
        }
        DataCheck check(data(), *m_ledger);
        QSignalSpy finished(&check, &DataCheck::finished);
        m_transport.hangs = true;
        const auto before = m_transport.requests.size();
        check.start();
        QTRY_COMPARE(m_transport.requests.size(), before + 4);
        check.stop();
        QCOMPARE(finished.size(), 1);
        QVERIFY(finished[0][0].value<DataCheck::Outcome>().isStopped);
        QTRY_COMPARE(m_transport.cancelledCount(), 4);
        m_transport.release();

        m_transport.failure = Error{ErrorKind::Network, ErrorCode::ConnectionRefused, {}};
        check.start();
        QTRY_COMPARE(finished.size(), 2);
        const auto outcome = finished[1][0].value<DataCheck::Outcome>();
        QCOMPARE(outcome.failure->code, ErrorCode::ConnectionRefused);
        QCOMPARE(outcome.checked, 0);
        QCOMPARE(m_ledger->alarmCount(), 0); // no answer is no answer
    }
};

QTEST_GUILESS_MAIN(TestDataLedger)
#include "tst_dataledger.moc"
