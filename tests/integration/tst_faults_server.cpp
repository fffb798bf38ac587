// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A server that goes, lies or has another clock: what is shown, what is kept, what is sent in the end.

#include "client/livespace.h"
#include "protocol/json.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/machine.h"
#include "support/manualclock.h"
#include "support/relaytransport.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

bool isPage(const HttpRequest &request)
{
    return request.method == HttpRequest::Method::Get && request.url.path().endsWith("/general/messages"_L1);
}

//! The answer with one field of its message number `at` replaced.
void replaceIn(HttpResponse &response, int at, const QString &field, const QJsonValue &value)
{
    auto page = QJsonDocument::fromJson(response.body).object();
    auto messages = page["messages"_L1].toArray();
    if (at >= messages.size())
        return;
    auto message = messages[at].toObject();
    message[field] = value;
    messages[at] = message;
    page["messages"_L1] = messages;
    response.body = compactJson(page);
}

//! The answer without its message number `at`, when it is a page of `ofPage` messages.
void removeFrom(HttpResponse &response, int at, qsizetype ofPage)
{
    auto page = QJsonDocument::fromJson(response.body).object();
    auto messages = page["messages"_L1].toArray();
    if (messages.size() != ofPage)
        return;
    messages.removeAt(at);
    page["messages"_L1] = messages;
    response.body = compactJson(page);
}

} // namespace

class TestServerFaults : public QObject
{
    Q_OBJECT

    Backend m_server;
    HttpClient m_http;
    std::unique_ptr<RelayTransport> m_wire;
    std::unique_ptr<Machine> m_machine;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<Space> m_witness; //!< the owner once more, elsewhere

    std::unique_ptr<LiveSpace> live()
    {
        auto services = m_server.services();
        const ClientServices relayed{*m_wire, services.sockets, services.pool, services.clock};
        auto space = std::make_unique<LiveSpace>(m_owner.clone(), relayed, m_machine->services(),
                                                 m_server.isForeign() ? RuleSet::Real : RuleSet::Local);
        space->start();
        space->addTopicByHand(u"general"_s);
        return space;
    }

    static bool isAtRest(const LiveSpace &space)
    {
        const auto &progress = space.topic(u"general"_s)->progress();
        return progress.isComplete && progress.isCaughtUp && !progress.isWorking;
    }

    static QList<TopicRow> rows(const LiveSpace &space)
    {
        return await(space.topic(u"general"_s)->newestRows(10'000)).value_or(QList<TopicRow>());
    }

    static QStringList texts(const LiveSpace &space)
    {
        QStringList list;
        for (const auto &row : rows(space)) {
            const auto *text = std::get_if<TextPayload>(&row.payload);
            list << (text ? text->text : u"?"_s);
        }
        return list;
    }

    QStringList textsOnTheServer()
    {
        QStringList list;
        auto &messages = m_witness->messages();
        const auto page = await(messages.list(u"general"_s, {0, endOfTime, 10'000}));
        for (const auto &sealed : page ? page->messages : QList<SealedMessage>())
            list << QString::fromUtf8(messages.decrypt(u"general"_s, sealed.message).value_or("?"));
        return list;
    }

    QStringList post(int count)
    {
        QStringList texts;
        for (int i = 0; i < count; ++i) {
            texts << QString::number(i);
            if (!await(m_witness->messages().postEncrypted(u"general"_s, "chat.text", texts.back().toUtf8())))
                return {};
        }
        return texts;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        QVERIFY(m_server.start());
        m_owner = m_server.newOwner();
        m_witness = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(m_witness->session().authenticate()));
        m_wire = std::make_unique<RelayTransport>(m_http);
        m_machine = std::make_unique<Machine>();
        QVERIFY(m_machine->open());
    }
    void cleanup() { m_machine.reset(); }

    void itGoesInTheMiddleOfAFetch()
    {
        if (m_server.isForeign())
            QSKIP("stops the server");
        const auto expected = post(250); // a first page of 100, and more
        int pages = 0;
        m_wire->loses = [&](const HttpRequest &request) {
            if (!isPage(request) || ++pages < 2)
                return false;
            m_server.stop(); // with its second page on the way
            return true;
        };
        auto ana = live();
        auto *topic = ana->topic(u"general"_s);
        QTRY_VERIFY(topic->progress().failure);
        QCOMPARE(topic->progress().failure->kind, ErrorKind::Network);
        QCOMPARE(texts(*ana), expected.sliced(150)); // what is stored is shown
        QVERIFY(!topic->progress().isComplete);

        m_wire->loses = [](const HttpRequest &) { return false; };
        QVERIFY(m_server.start());
        ana->retryNow();
        topic->sync().catchUp();
        QTRY_VERIFY(isAtRest(*ana));
        QCOMPARE(texts(*ana), expected);
        QTRY_COMPARE(ana->connection(), Stream::Status::Connected);
        QVERIFY(!ana->trouble());
    }

    void itGoesInTheMiddleOfASend_data()
    {
        QTest::addColumn<bool>("arrived");
        QTest::newRow("the message arrived, its answer did not") << true;
        QTest::newRow("the message did not arrive") << false;
    }
    void itGoesInTheMiddleOfASend()
    {
        QFETCH(bool, arrived);
        auto ana = live();
        VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", "one")));
        QTRY_COMPARE(texts(*ana), QStringList{u"one"_s});
        QTRY_COMPARE(ana->outbox().count(), 0);
        QTRY_COMPARE(ana->connection(), Stream::Status::Connected);
        if (arrived)
            m_wire->loses = RelayTransport::isPost;
        else
            m_wire->failure = Error{ErrorKind::Network, ErrorCode::ConnectionLost, {}};
        VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", "two")));
        VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", "three")));
        QTRY_VERIFY(ana->outbox().trouble());
        QVERIFY(ana->outbox().count() >= 1);
        m_server.stop();
        QCOMPARE(texts(*ana).value(0), u"one"_s); // what is stored is shown

        m_wire->loses = [](const HttpRequest &) { return false; };
        m_wire->failure.reset();
        QVERIFY(m_server.start());
        ana->retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(ana->outbox().count(), 0, 15'000);
        QCOMPARE(textsOnTheServer(), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
        QVERIFY(!ana->outbox().trouble());
        QTRY_COMPARE(texts(*ana), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
    }

    //! Whether a message arrived is told by the message itself, not by its name.
    void whatItGivesInPlaceOfWhatWasSentIsNotTakenForIt()
    {
        auto ana = live();
        QTRY_COMPARE(ana->connection(), Stream::Status::Connected);
        m_wire->loses = RelayTransport::isPost;
        const auto item = await(ana->outbox().add(u"general"_s, "chat.text", "one"));
        VERIFY_OK(item);
        QTRY_VERIFY(ana->outbox().trouble());
        m_wire->loses = [](const HttpRequest &) { return false; };
        m_wire->alter = [](const HttpRequest &request, HttpResponse &response) {
            if (!request.url.path().contains("/general/messages/"_L1))
                return;
            auto message = QJsonDocument::fromJson(response.body).object();
            message[u"data"_s] = u"AAAA"_s;
            response.body = compactJson(message);
        };
        ana->retryNow();
        QTRY_VERIFY(ana->outbox().items(u"general"_s).value(0).failure);
        QCOMPARE(ana->outbox().items(u"general"_s).front().failure->code, ErrorCode::HashMismatch);

        m_wire->alter = [](const HttpRequest &, HttpResponse &) {};
        ana->outbox().retry(item->id);
        QTRY_COMPARE(ana->outbox().count(), 0);
        QCOMPARE(textsOnTheServer(), QStringList{u"one"_s});
    }

    void whatItAltersIsShownAndMarked_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<Verdict>("expected");
        QTest::newRow("the text") << u"data"_s << QJsonValue(u"AAAA"_s) << Verdict::BadHash;
        QTest::newRow("no base64") << u"data"_s << QJsonValue(u"%"_s) << Verdict::BadHash;
        QTest::newRow("the type") << u"type"_s << QJsonValue(u"chat.image"_s) << Verdict::BadHash;
        QTest::newRow("the sender") << u"sender"_s << QJsonValue(u"nobody"_s) << Verdict::BadHash;
        QTest::newRow("the predecessor") << u"prev_hash"_s << QJsonValue() << Verdict::BadHash;
        QTest::newRow("the signature")
            << u"signature"_s << QJsonValue(QString::fromLatin1(QByteArray(64, 'x').toBase64()))
            << Verdict::BadSignature;
        QTest::newRow("no signature") << u"signature"_s << QJsonValue(QString()) << Verdict::BadSignature;
    }
    void whatItAltersIsShownAndMarked()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QFETCH(Verdict, expected);
        post(5);
        m_wire->alter = [&](const HttpRequest &request, HttpResponse &response) {
            if (isPage(request))
                replaceIn(response, 2, field, value); // newest first: the third of five either way
        };
        auto ana = live();
        QTRY_VERIFY(isAtRest(*ana));
        QTRY_VERIFY(ana->authority().isCurrent());
        const auto shown = rows(*ana);
        QCOMPARE(shown.size(), 5);
        int marked = 0;
        for (const auto &row : shown)
            marked += row.verdict == expected ? 1 : 0;
        QCOMPARE(marked, 1);
        const auto isClean = [](const TopicRow &row) {
            return row.verdict == Verdict::Verified || row.verdict == Verdict::Fork;
        };
        QCOMPARE(std::count_if(shown.begin(), shown.end(), isClean), 4);
    }

    void whatItWithholdsIsSaidToBeMissing()
    {
        post(5);
        m_wire->alter = [](const HttpRequest &request, HttpResponse &response) {
            if (isPage(request))
                removeFrom(response, 2, 5);
            else if (request.url.path().contains("/general/messages/"_L1))
                response = {.status = 404, .body = R"({"detail":"Message not found"})"};
        };
        auto ana = live();
        QTRY_VERIFY(isAtRest(*ana));
        QTRY_VERIFY(ana->authority().isCurrent());
        const auto shown = rows(*ana);
        QCOMPARE(shown.size(), 4);
        QCOMPARE(shown[2].verdict, Verdict::BrokenLink);
        QCOMPARE(shown[1].verdict, Verdict::Verified);
        QCOMPARE(shown[3].verdict, Verdict::Verified);
    }

    //! Nor does it help to keep the topic from ever being whole.
    void whatItWithholdsIsMissingWhileTheRestIsToCome()
    {
        post(150);
        const auto isOlder = [](const HttpRequest &request) {
            return isPage(request) && QUrlQuery(request.url).queryItemValue(u"limit"_s) != "100"_L1;
        };
        m_wire->holds = isOlder;
        m_wire->alter = [](const HttpRequest &request, HttpResponse &response) {
            if (isPage(request))
                removeFrom(response, 50, 100);
        };
        auto ana = live();
        QTRY_VERIFY(ana->authority().isCurrent());
        QTRY_COMPARE(rows(*ana).size(), 99);
        QVERIFY(ana->topic(u"general"_s)->progress().isWorking);
        const auto seen = [&ana] {
            const auto all = rows(*ana);
            QSet<Verdict> others;
            for (qsizetype i = 0; i < all.size(); ++i) {
                if (i != 0 && i != 49)
                    others.insert(all[i].verdict);
            }
            return all.size() == 99 && all[49].verdict == Verdict::BrokenLink && // behind the missing one
                   all[0].verdict == Verdict::Checking && others == QSet{Verdict::Verified};
        };
        QVERIFY(seen());

        ana.reset();
        m_wire->release();
        m_wire->alter = [isOlder](const HttpRequest &request, HttpResponse &response) {
            if (isOlder(request))
                response = {.status = 500, .body = "Internal Server Error"};
        };
        ana = live();
        auto *topic = ana->topic(u"general"_s);
        QTRY_VERIFY(topic->progress().failure);
        QTRY_VERIFY(ana->authority().isCurrent());
        QVERIFY(seen());

        QSignalSpy changed(topic, &Topic::rowsChanged);
        m_wire->alter = [](const HttpRequest &, HttpResponse &) {};
        topic->sync().catchUp();
        QTRY_VERIFY(isAtRest(*ana));
        QVERIFY(!changed.isEmpty());
        const auto all = rows(*ana);
        QCOMPARE(all.size(), 150); // what it withheld was asked for by its hash
        QVERIFY(std::all_of(all.begin(), all.end(),
                            [](const TopicRow &row) { return row.verdict == Verdict::Verified; }));
    }

    void aStateThatItAltersIsNotBelieved()
    {
        VERIFY_OK(await(m_witness->state().setPlaintext(u"topics/general"_s, R"({"name":"General"})")));
        VERIFY_OK(await(m_witness->state().setPlaintext(u"topics/alerts"_s, R"({"name":"Alerts"})")));
        m_wire->alter = [](const HttpRequest &request, HttpResponse &response) {
            if (request.url.path().endsWith("/topics/state/messages"_L1))
                replaceIn(response, 0, u"data"_s,
                          QString::fromLatin1(QByteArray(R"({"name":"Lies"})").toBase64()));
        };
        auto ana = live();
        QTRY_VERIFY(ana->authority().isCurrent());
        QTRY_COMPARE(ana->topics().size(), 2);
        QTRY_COMPARE(ana->topics().front().name, u"Alerts"_s);
        QCOMPARE(ana->topics().back().name, QString()); // by hand, and of no other name
    }

    void aClockThatIsTenMinutesOff_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::newRow("ahead") << qint64(600'000);
        QTest::newRow("behind") << qint64(-600'000);
        QTest::newRow("right") << qint64(0);
    }
    void aClockThatIsTenMinutesOff()
    {
        QFETCH(qint64, offset);
        const auto now = [] { return QDateTime::currentMSecsSinceEpoch(); };
        const ManualClock clock(now() + offset);
        auto services = m_server.services();
        Space space(m_owner.clone(), {*m_wire, services.sockets, services.pool, clock});
        // The first thing it does, before anything told the difference.
        const auto signedAt = await(space.data().setPlaintext(u"notes/a"_s, "x"));
        VERIFY_OK(signedAt);
        QVERIFY(std::abs(*signedAt - now()) < 60'000);
        QCOMPARE(await(space.data().plaintext(u"notes/a"_s))->value, QByteArray("x"));
        VERIFY_OK(await(space.messages().postEncrypted(u"general"_s, "chat.text", "hello")));
        QVERIFY(space.session().isAuthenticated());
        const auto signIns = [this] {
            return std::count_if(m_wire->requests.begin(), m_wire->requests.end(), [](const auto &request) {
                return request.url.path().endsWith("/auth/verify"_L1);
            });
        };
        QCOMPARE(signIns(), 1); // nor does the token count as ended
        QCOMPARE(std::abs(space.session().clockSkewMs()) > 500'000, offset != 0);
    }

    void theLongestMessageGoesAndOneByteMoreDoesNot()
    {
        constexpr qsizetype longest = 76'800 - 12 - 16; // 102,400 characters of base64, IV and tag taken off
        auto ana = live();
        QTRY_COMPARE(ana->connection(), Stream::Status::Connected);
        QTRY_VERIFY(isAtRest(*ana));
        const auto before = m_wire->requests.size();
        const auto refused =
            await(ana->outbox().add(u"general"_s, "chat.text", QByteArray(longest + 1, 'x')));
        QCOMPARE(refused.error().kind, ErrorKind::Validation);
        QCOMPARE(refused.error().code, ErrorCode::MessageTooLong);
        QCOMPARE(ana->outbox().count(), 0);
        QCOMPARE(m_wire->requests.size(), before);
        VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", QByteArray(longest, 'x'))));
        QTRY_COMPARE(ana->outbox().count(), 0);
        QCOMPARE(textsOnTheServer(), QStringList{QString(longest, u'x')});
    }
};

QTEST_GUILESS_MAIN(TestServerFaults)
#include "tst_faults_server.moc"
