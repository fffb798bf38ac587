// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/space.h"
#include "client/topicsync.h"
#include "support/await.h"
#include "support/cachefile.h"
#include "support/fakeclock.h"
#include "support/fakestreamsocket.h"
#include "support/messagechain.h"
#include "support/scriptedtopic.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestTopicSync : public QObject, private CacheFile
{
    Q_OBJECT

    FakeClock m_clock;
    FakeTransport m_transport;
    FakeStreamSocketFactory m_sockets;
    WorkerPool m_pool{1};
    ScriptedTopic m_server;
    std::unique_ptr<MessageChain> m_chain;
    std::unique_ptr<Space> m_space;
    std::unique_ptr<TopicSync> m_sync;

    void makeSync(TopicSync::Order order = TopicSync::Order::NewestFirst)
    {
        m_sync = std::make_unique<TopicSync>(m_space->context(), m_space->messages(), *m_store, u"general"_s,
                                             order);
    }

    bool isAtRest() const
    {
        const auto &progress = m_sync->progress();
        return progress.isCaughtUp && progress.isComplete && !progress.isWorking;
    }

    QList<StoredMessage> rows() { return rowsOf(m_chain->space()); }

    qsizetype askedByHash() const
    {
        return std::count_if(m_transport.requests.begin(), m_transport.requests.end(),
                             ScriptedTopic::isByHash);
    }

private Q_SLOTS:
    void init()
    {
        m_server = {};
        m_transport = {};
        m_transport.answer = [this](const HttpRequest &request) { return m_server.answer(request); };
        m_chain = std::make_unique<MessageChain>();
        VERIFY_OK(openNew());
        m_space = std::make_unique<Space>(
            Credentials::owner(QUrl(u"http://server"_s), m_chain->ownerKey().clone(), {}),
            ClientServices{m_transport, m_sockets, m_pool, m_clock});
        makeSync();
    }
    void cleanup()
    {
        m_sync.reset();
        m_space.reset();
        close();
    }

    void fetchesAllInEitherOrder_data()
    {
        QTest::addColumn<TopicSync::Order>("order");
        QTest::newRow("newest first") << TopicSync::Order::NewestFirst;
        QTest::newRow("oldest first") << TopicSync::Order::OldestFirst;
    }
    void fetchesAllInEitherOrder()
    {
        QFETCH(TopicSync::Order, order);
        makeSync(order);
        m_server.messages = m_chain->appendMany(50);
        m_server.longestPage = 7;
        m_sync->catchUp();
        QTRY_VERIFY(isAtRest());
        QCOMPARE(hashes(rows()), hashes(m_chain->messages()));
        QCOMPARE(m_sync->progress().stored, 50);
        m_server.messages << m_chain->appendMany(20);
        m_sync->catchUp();
        QTRY_COMPARE(m_sync->progress().stored, 70);
        QTRY_VERIFY(isAtRest());
        QCOMPARE(hashes(rows()), hashes(m_chain->messages()));
        QCOMPARE(askedByHash(), 0);
    }

    // Two children of one message in one page, that message in the next.
    void aForkAtAPagesEdgeIsSeenAndTheSyncEnds()
    {
        const auto first = m_chain->appendMany(2);
        const auto child = m_chain->append();
        const auto other = m_chain->behind(first[1].hash, child.serverTimestamp);
        m_server.messages = {first[0], first[1], child, other};
        m_server.longestPage = 2;
        m_sync->catchUp();
        QTRY_VERIFY(isAtRest());
        QCOMPARE(m_sync->progress().stored, 4);
        const auto stored = rows();
        for (const auto &row : stored) {
            QVERIFY(!row.flags.testFlag(RowFlag::Unlinked));
            QCOMPARE(row.flags.testFlag(RowFlag::Fork), row.message.prevHash == first[1].hash);
        }
        QCOMPARE(askedByHash(), 0);
    }

    void whatTheListsLackIsAskedForByHash()
    {
        m_server.messages = m_chain->appendMany(10);
        m_server.unlisted = {m_server.messages[4].hash, m_server.messages[5].hash};
        m_sync->catchUp();
        QTRY_VERIFY(isAtRest());
        QCOMPARE(hashes(rows()), hashes(m_chain->messages()));
        QCOMPARE(askedByHash(), 2);
    }

    // Each message put into a hole moves all that is above it.
    void aHoleIsFilledInOneGo()
    {
        m_server.messages = m_chain->appendMany(60);
        for (int i = 20; i < 50; ++i)
            m_server.unlisted << m_server.messages[i].hash;
        int layouts = 0;
        connect(m_sync.get(), &TopicSync::stored, this,
                [&layouts](const StoreOutcome &outcome) { layouts += outcome.isLaidOutAnew ? 1 : 0; });
        m_sync->catchUp();
        QTRY_VERIFY(isAtRest());
        QCOMPARE(hashes(rows()), hashes(m_chain->messages()));
        QCOMPARE(askedByHash(), 30);
        QVERIFY2(layouts <= 2, qPrintable(QString::number(layouts)));
    }

    void howeverMuchIsStreamedLeavesNoHole()
    {
        m_server.messages = m_chain->appendMany(3);
        m_sync->catchUp();
        QTRY_VERIFY(isAtRest());
        bool isHeld = true;
        m_transport.holds = [&](const HttpRequest &request) {
            return isHeld && ScriptedTopic::isList(request);
        };
        m_sync->catchUp();
        const auto listed = m_server.messages;
        const auto all = m_chain->appendMany(250);
        for (const auto &message : all)
            m_sync->receive(message);
        isHeld = false;
        m_transport.release(); // what was listed before all those
        m_server.messages << all;
        QTRY_COMPARE(m_sync->progress().stored, 253);
        QTRY_VERIFY(isAtRest());
        QCOMPARE(hashes(rows()), hashes(m_chain->messages()));
        QCOMPARE(askedByHash(), 0);
    }

    void whatWasStoredWithAnEarlierTimeIsFoundAlsoAfterAFailure()
    {
        m_server.messages = m_chain->appendMany(3);
        m_sync->catchUp();
        QTRY_VERIFY(isAtRest());
        const auto &newest = m_server.messages.back();
        m_server.messages.prepend(m_chain->behind(newest.hash, newest.serverTimestamp - 1000));
        m_transport.failure = Error{ErrorKind::Network, ErrorCode::ConnectionRefused, {}};
        m_sync->catchUp();
        QTRY_VERIFY(m_sync->progress().failure);
        m_transport.failure.reset();
        auto *retry = m_sync->findChild<QTimer *>();
        QVERIFY(retry && retry->isActive());
        retry->start(0);
        QTRY_COMPARE(m_sync->progress().stored, 4);
        QTRY_VERIFY(isAtRest());
    }

    void whatIsSaidWhileTheHistoryIsFetchedIsStoredAtOnce_data()
    {
        QTest::addColumn<int>("live"); // messages that come meanwhile
        QTest::addColumn<bool>("isGapped");
        QTest::newRow("one") << 1 << false;
        QTest::newRow("some") << 5 << false;
        QTest::newRow("behind one the stream lost") << 2 << true;
    }
    void whatIsSaidWhileTheHistoryIsFetchedIsStoredAtOnce()
    {
        QFETCH(int, live);
        QFETCH(bool, isGapped);
        m_server.messages = m_chain->appendMany(30);
        m_server.longestPage = 10;
        const auto oldest = m_server.messages[5].serverTimestamp;
        bool isHeld = true;
        m_transport.holds = [&](const HttpRequest &request) { // all older pages
            const auto from = ScriptedTopic::number(request, u"from"_s);
            return isHeld && ScriptedTopic::isList(request) && from < endOfTime &&
                   ScriptedTopic::number(request, u"to"_s) < oldest;
        };
        m_sync->catchUp();
        QTRY_COMPARE(m_sync->progress().stored, 10);
        QVERIFY(m_sync->progress().isCaughtUp);
        QVERIFY(m_sync->progress().isWorking);
        for (int i = 0; i < live; ++i) {
            const auto message = m_chain->append();
            m_server.messages << message;
            if (!isGapped || i > 0)
                m_sync->receive(message);
        }
        QTRY_COMPARE(m_sync->progress().stored, 10 + live);
        QVERIFY(!m_sync->progress().isComplete);
        QCOMPARE(rows().back().message.hash, m_chain->messages().back().hash);
        isHeld = false;
        m_transport.release();
        QTRY_VERIFY(isAtRest());
        QCOMPARE(hashes(rows()), hashes(m_chain->messages()));
    }

    void ownMessagesFromTwoSidesAreFetchedNoMore()
    {
        m_server.messages = m_chain->appendMany(3);
        m_sync->catchUp();
        QTRY_VERIFY(isAtRest());
        const auto asked = m_transport.requests.size();
        for (int i = 0; i < 3; ++i) {
            const auto message = m_chain->append();
            m_server.messages << message;
            m_sync->receive(message); // as sent
            m_sync->receive(message); // as the stream brings it
            QTRY_COMPARE(m_sync->progress().stored, 4 + i);
            m_sync->receive(message);
            QTRY_VERIFY(isAtRest());
        }
        QCOMPARE(m_transport.requests.size(), asked);
    }

    void whatOthersPostIsWhatTheNextPostStandsBehind_data()
    {
        QTest::addColumn<bool>("isLive");
        QTest::newRow("by the stream") << true;
        QTest::newRow("by catching up") << false;
    }
    void whatOthersPostIsWhatTheNextPostStandsBehind()
    {
        QFETCH(bool, isLive);
        m_server.messages = m_chain->appendMany(3);
        m_sync->catchUp();
        QTRY_VERIFY(isAtRest());
        VERIFY_OK(await(m_space->messages().post(u"general"_s, "chat.text", "mine")));
        const auto others =
            m_chain->behind(m_server.messages.back().hash, m_server.messages.back().serverTimestamp + 1);
        m_server.messages << others;
        m_sync->catchUp();
        QTRY_COMPARE(m_sync->progress().stored, 5);
        QTRY_VERIFY(isAtRest());
        if (isLive) {
            m_server.messages << m_chain->behind(others.hash, others.serverTimestamp + 1);
            m_sync->receive(m_server.messages.back());
            QTRY_COMPARE(m_sync->progress().stored, 6);
            QTRY_VERIFY(isAtRest());
        }
        const auto asked = m_transport.requests.size();
        VERIFY_OK(await(m_space->messages().post(u"general"_s, "chat.text", "mine again")));
        QCOMPARE(m_transport.requests.size(), asked + 1);
    }

    // The way to the server was lost with a request on it; the stream is back, and its catching up waits.
    void catchingUpThatWaitedIsDoneAlsoWhenTheOneBeforeItFails()
    {
        m_server.messages = m_chain->appendMany(3);
        m_transport.hangs = true;
        m_sync->catchUp();
        QTRY_COMPARE(m_transport.requests.size(), 1);
        m_sync->catchUp();
        m_transport.failure = Error{ErrorKind::Network, ErrorCode::TimedOut, {}};
        QSignalSpy changed(m_sync.get(), &TopicSync::progressChanged);
        connect(m_sync.get(), &TopicSync::progressChanged, this, [this] { m_transport.failure.reset(); });
        const auto timers = m_sync->findChildren<QTimer *>();
        QCOMPARE(timers.size(), 1);
        QSignalSpy pauses(timers.front(), &QTimer::timeout);
        m_transport.release();
        QTRY_VERIFY(isAtRest());
        QCOMPARE(pauses.size(), 0); // at once
        QCOMPARE(m_sync->progress().stored, 3);
    }

    void aFailureIsTriedAgain_data()
    {
        QTest::addColumn<int>("status"); // 0: no answer
        QTest::addColumn<bool>("isTriedAgain");
        QTest::newRow("no connection") << 0 << true;
        QTest::newRow("the server fails") << 500 << true;
        QTest::newRow("no right") << 403 << false;
    }
    void aFailureIsTriedAgain()
    {
        QFETCH(int, status);
        QFETCH(bool, isTriedAgain);
        m_server.messages = m_chain->appendMany(3);
        bool fails = true;
        m_transport.failure = status == 0
                                  ? std::optional(Error{ErrorKind::Network, ErrorCode::ConnectionRefused, {}})
                                  : std::nullopt;
        m_server.instead = [&](const HttpRequest &request) -> std::optional<HttpResponse> {
            if (fails && ScriptedTopic::isList(request))
                return FakeTransport::detail(status, "No");
            return std::nullopt;
        };
        m_sync->catchUp();
        QTRY_VERIFY(m_sync->progress().failure);
        QVERIFY(!m_sync->progress().isWorking);
        fails = false;
        m_transport.failure.reset();
        const auto *timer = m_sync->findChild<QTimer *>();
        QCOMPARE(timer && timer->isActive(), isTriedAgain);
        if (!isTriedAgain)
            m_sync->catchUp();
        QTRY_VERIFY(isAtRest());
        QVERIFY(!m_sync->progress().failure);
        QCOMPARE(m_sync->progress().stored, 3);
    }

    void whatTheServerHadNotIsAskedForAgainLater_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("asked"); // for two missing ones
        QTest::addColumn<bool>("isTold");
        QTest::newRow("not there") << 404 << 2 << false;
        QTest::newRow("no right to ask") << 403 << 1 << true;
    }
    void whatTheServerHadNotIsAskedForAgainLater()
    {
        QFETCH(int, status);
        QFETCH(bool, isTold);
        m_server.messages = m_chain->appendMany(10);
        m_server.unlisted = {m_server.messages[3].hash, m_server.messages[6].hash};
        bool hasThem = false;
        m_server.instead = [&](const HttpRequest &request) -> std::optional<HttpResponse> {
            if (!hasThem && ScriptedTopic::isByHash(request))
                return FakeTransport::detail(status, "No");
            return std::nullopt;
        };
        m_sync->catchUp();
        QTRY_VERIFY(isAtRest());
        QTEST(static_cast<int>(askedByHash()), "asked");
        QCOMPARE(m_sync->progress().failure.has_value(), isTold);
        QCOMPARE(m_sync->progress().stored, 8);
        hasThem = true;
        m_sync->catchUp(); // the connection is back, for one
        QTRY_COMPARE(m_sync->progress().stored, 10);
        QTRY_VERIFY(isAtRest());
        QVERIFY(!m_sync->progress().failure);
        QCOMPARE(hashes(rows()), hashes(m_chain->messages()));
    }

    // Each predecessor leads to another one that nobody ever wrote.
    void madeUpPredecessorsAreNotFollowedForEver()
    {
        m_server.messages = m_chain->appendMany(3);
        m_server.messages[0].prevHash = m_chain->behind({}, 1, "eA==").hash;
        m_server.instead = [this](const HttpRequest &request) -> std::optional<HttpResponse> {
            if (!ScriptedTopic::isByHash(request))
                return std::nullopt;
            auto garbage = m_chain->behind({}, 1, QByteArray::number(askedByHash()));
            garbage.prevHash = garbage.hash;
            garbage.hash = request.url.path().section(u'/', -1).toLatin1();
            return ScriptedTopic::single(garbage);
        };
        m_sync->catchUp();
        QTRY_VERIFY_WITH_TIMEOUT(isAtRest(), 20'000);
        QCOMPARE(askedByHash(), 200);
        QCOMPARE(m_sync->progress().stored, 203);
    }
};

QTEST_GUILESS_MAIN(TestTopicSync)
#include "tst_topicsync.moc"
