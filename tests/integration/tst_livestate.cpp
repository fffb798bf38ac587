// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What a space's stored state makes of its topics, and of what a hostile server did to either.

#include "crypto/encoding.h"
#include "protocol/json.h"
#include "protocol/names.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/fakeclock.h"
#include "support/fakestreamsocket.h"
#include "support/faketransport.h"
#include "support/relaytransport.h"
#include "support/storedtopic.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestLiveState : public QObject
{
    Q_OBJECT

    Backend m_nobody; // never started: services without a server
    FakeClock m_clock;
    FakeTransport m_transport; //!< a server with a state, and nothing else
    FakeStreamSocketFactory m_sockets;
    WorkerPool m_pool{1};
    std::unique_ptr<StoredTopic> m_stored;
    QList<SealedMessage> m_state;
    QList<Message> m_general;      //!< what that server has of topic general
    QSet<QByteArray> m_unlisted;   //!< what that server gives only when it is asked for by its hash
    QList<int> m_instead;          //!< what it answers first when it is asked for one of general by its hash
    bool m_isSpaceGone = false;    //!< for the next who signs in
    qsizetype m_insteadAtPost = 0; //!< how much of that was left when somebody posted

    void writeState(qint64 time, const QByteArray &path, const QByteArray &value)
    {
        const auto &owner = m_stored->owner;
        const auto prev = m_state.isEmpty() ? std::nullopt : std::optional(m_state.back().message.hash);
        auto message =
            sealMessage(owner.space, owner.member, owner.key, {"state", path, prev, toBase64(value)});
        message.serverTimestamp = time;
        m_state << SealedMessage{message};
    }

    bool storeState()
    {
        return await(m_stored->machine.messages().put(m_stored->owner.space, u"state"_s, m_state))
            .has_value();
    }

    HttpResponse serve(const HttpRequest &request)
    {
        const auto path = request.url.path();
        if (path.endsWith("/auth/challenge"_L1) && std::exchange(m_isSpaceGone, false))
            return FakeTransport::detail(404, "Space not found");
        if (path.endsWith("/auth/challenge"_L1))
            return FakeTransport::json(R"({"challenge":"Y2hhbGxlbmdl","expires_at":1})");
        if (path.endsWith("/auth/verify"_L1))
            return FakeTransport::json(R"({"token":"t","expires_at":)" +
                                       QByteArray::number(m_clock.now + 3600'000) + '}');
        const auto topic = path.section("/topics/"_L1, 1).section(u'/', 0, 0);
        if (RelayTransport::isPost(request)) {
            m_insteadAtPost = m_instead.size();
            return FakeTransport::json(R"({"server_timestamp":1800000000000})");
        }
        if (topic == "general"_L1 && !path.endsWith("/messages"_L1) && !m_instead.isEmpty())
            return instead(m_instead.takeFirst());
        auto messages = topic == "general"_L1 ? m_general : QList<Message>();
        for (const auto &sealed : m_state) {
            if (topic == stateTopic)
                messages << sealed.message;
        }
        return path.endsWith("/messages"_L1) ? listed(std::move(messages), QUrlQuery(request.url))
                                             : one(messages, path);
    }

    HttpResponse instead(int status)
    {
        if (status == 200) // another one
            return FakeTransport::json(compactJson(toJson(m_general.front())));
        m_isSpaceGone = status == 401;
        return FakeTransport::detail(status, status == 401 ? "Invalid token" : "as it is");
    }

    qsizetype posts() const
    {
        return std::count_if(m_transport.requests.begin(), m_transport.requests.end(),
                             RelayTransport::isPost);
    }

    //! Written in an earlier run.
    bool leaveInOutbox(const QByteArray &plaintext)
    {
        return await(m_stored->machine.user().addToOutbox({.space = m_stored->owner.space,
                                                           .topic = u"general"_s,
                                                           .type = "chat.text",
                                                           .plaintext = plaintext,
                                                           .createdAt = 1}))
            .has_value();
    }

    void connectStream()
    {
        QTRY_VERIFY(!m_sockets.made.isEmpty() && m_sockets.made.back());
        Q_EMIT m_sockets.made.back()->opened();
    }

    static HttpResponse one(const QList<Message> &messages, const QString &path)
    {
        for (const auto &message : messages) {
            if (path.endsWith(QString::fromLatin1(message.hash)))
                return FakeTransport::json(compactJson(toJson(message)));
        }
        return FakeTransport::detail(404, "Message not found");
    }

    HttpResponse listed(QList<Message> messages, const QUrlQuery &query) const
    {
        auto from = query.queryItemValue(u"from"_s).toLongLong();
        auto to = query.queryItemValue(u"to"_s).toLongLong();
        if (from > to) {
            std::reverse(messages.begin(), messages.end());
            std::swap(from, to);
        }
        messages.removeIf([&](const Message &message) {
            return m_unlisted.contains(message.hash) || message.serverTimestamp < from ||
                   message.serverTimestamp > to;
        });
        const auto limit = query.queryItemValue(u"limit"_s).toInt();
        QJsonArray page;
        for (qsizetype i = 0; i < std::min<qsizetype>(limit, messages.size()); ++i)
            page << toJson(messages[i]);
        return FakeTransport::json(
            compactJson({{u"messages"_s, page}, {u"has_more"_s, messages.size() > limit}}));
    }

    std::unique_ptr<LiveSpace> live() { return live(m_transport); }
    std::unique_ptr<LiveSpace> live(HttpTransport &wire)
    {
        auto space = std::make_unique<LiveSpace>(m_stored->owner.clone(),
                                                 ClientServices{wire, m_sockets, m_pool, m_clock},
                                                 m_stored->machine.services(), RuleSet::Local);
        space->start();
        return space;
    }

    //! One run of the program; the topics that raised an alarm in it.
    QStringList syncOnce()
    {
        const auto space = live();
        QStringList alarms;
        connect(space.get(), &LiveSpace::alarmRaised, this, [&](const QString &topic) { alarms << topic; });
        bool isChecked = false;
        connect(space.get(), &LiveSpace::topicsChanged, this, [&] {
            if (const auto *topic = space->topic(u"general"_s))
                connect(topic, &Topic::headChecked, space.get(), [&] { isChecked = true; });
        });
        const auto isKnown = [&] {
            return isChecked && (space->authority().isCurrent() || space->alarm(u"state"_s));
        };
        if (!QTest::qWaitFor(isKnown))
            return {u"not known"_s};
        alarms.sort();
        for (const auto &topic : std::as_const(alarms)) {
            if (!space->alarm(topic))
                return {u"told, and not there: "_s + topic};
        }
        return alarms;
    }

    static QList<QByteArray> hashesIn(const StateReplay &replay)
    {
        QList<QByteArray> list;
        for (qsizetype i = 0; i < replay.log().size(); ++i)
            list << replay.log().at(i).message.hash;
        return list;
    }

    QList<QByteArray> hashes() const
    {
        QList<QByteArray> list;
        for (const auto &sealed : m_state)
            list << sealed.message.hash;
        return list;
    }

private Q_SLOTS:
    void init()
    {
        m_transport = {};
        m_transport.answer = [this](const HttpRequest &request) { return serve(request); };
        m_unlisted.clear();
        m_instead.clear();
        m_isSpaceGone = false;
        m_general.clear();
        m_sockets.made.clear();
        m_stored = std::make_unique<StoredTopic>();
        QVERIFY(m_stored->machine.open());
        m_state.clear();
    }

    //! However long the run of messages that a removed member writes on, and wherever reading it begins.
    void aMessageDatedBackIsJudgedByItsPlace()
    {
        const auto bea = m_stored->stranger();
        const auto entry = "auth/users/" + bea.member.text();
        writeState(1000, entry, "{}");
        writeState(2000, entry + "/rights/p", R"({"op":"create","path":"topics/{any}/messages"})");
        writeState(5000, entry + "/rights/p", R"({"op":"read","path":"state/revoked"})");
        QVERIFY(storeState());
        QList<Message> messages{m_stored->write({.time = 3000, .author = &bea}),
                                m_stored->write({.time = 6000})};
        for (int i = 0; i < 120; ++i)
            messages << m_stored->write({.time = 3001 + i, .author = &bea});
        QVERIFY(m_stored->store(messages));
        const auto space = m_stored->open(m_nobody.services());
        QVERIFY(space);
        auto *topic = space->topic(u"general"_s);
        for (const int limit : {1000, 50, 1}) {
            const auto rows = await(topic->newestRows(limit));
            VERIFY_OK(rows);
            QCOMPARE(rows->size(), std::min<qsizetype>(limit, messages.size()));
            for (const auto &row : *rows) {
                const bool wasRemoved = row.position > 2;
                QCOMPARE(row.verdict, wasRemoved ? Verdict::NotEntitled : Verdict::Verified);
                QCOMPARE(row.judgedAt, wasRemoved ? 6000 : row.time);
            }
        }
    }

    //! A long state with holes that are closed by hash, each while what the last one changed is still being
    //! read: nobody is judged by a part of it, or by a part of it twice.
    void holesClosedWhileTheStateIsRead_data()
    {
        QTest::addColumn<QList<int>>("holes");
        QTest::newRow("none") << QList<int>();
        QTest::newRow("one") << QList<int>{100};
        QTest::newRow("two in one piece") << QList<int>{100, 200};
        QTest::newRow("in several pieces") << QList<int>{50, 600, 601, 1150};
        QTest::newRow("many") << QList<int>{10, 110, 210, 310, 410, 510, 610, 710, 810, 910, 1010, 1110};
    }
    void holesClosedWhileTheStateIsRead()
    {
        QFETCH(QList<int>, holes);
        for (int i = 0; i < 1200; ++i)
            writeState(1000 + i, "a", QByteArray::number(i));
        for (const auto hole : std::as_const(holes))
            m_unlisted.insert(m_state[hole].message.hash);
        const auto space = live();
        QStringList wrong;
        int timesCurrent = 0;
        connect(&space->authority(), &Authority::changed, this, [&] {
            if (!space->authority().isCurrent())
                return;
            ++timesCurrent;
            space->authority().ask(hashesIn).done(this, [&](const Result<QList<QByteArray>> &known) {
                if (known.value_or(QList<QByteArray>()) != hashes())
                    wrong << u"current with %1 rows"_s.arg(known ? known->size() : -1);
            });
        });
        QTRY_COMPARE(await(space->authority().ask(hashesIn)).value_or(QList<QByteArray>()), hashes());
        QTRY_VERIFY(space->authority().isCurrent());
        await(space->authority().ask(hashesIn)); // behind those that were asked before
        QCOMPARE(wrong, QStringList());
        QVERIFY(timesCurrent > 0);
    }

    //! What this person's program has verified is remembered longer than what it fetched.
    void aServerThatGoesBack_data()
    {
        QTest::addColumn<int>("general"); // how many messages it shows afterwards, of five
        QTest::addColumn<int>("state");   // and how many entries
        QTest::addColumn<bool>("isCacheLost");
        QTest::addColumn<QStringList>("alarms");
        QTest::newRow("it has not") << 5 << 5 << false << QStringList();
        QTest::newRow("it has gone on") << 6 << 6 << false << QStringList();
        QTest::newRow("it has not, and all is fetched again") << 5 << 5 << true << QStringList();
        QTest::newRow("it has gone on, and all is fetched again") << 6 << 6 << true << QStringList();
        QTest::newRow("the topic") << 4 << 5 << false << QStringList{u"general"_s};
        QTest::newRow("the topic, and all is fetched again") << 4 << 5 << true << QStringList{u"general"_s};
        QTest::newRow("the state, which is still here") << 5 << 4 << false << QStringList();
        QTest::newRow("the state, and all is fetched again") << 5 << 4 << true << QStringList{u"state"_s};
        QTest::newRow("both") << 2 << 2 << true << QStringList{u"general"_s, u"state"_s};
    }
    void aServerThatGoesBack()
    {
        QFETCH(int, general);
        QFETCH(int, state);
        QFETCH(bool, isCacheLost);
        QFETCH(QStringList, alarms);
        for (int i = 0; i < 6; ++i)
            writeState(1000 + i, i == 0 ? "topics/general" : "a", "{}");
        const auto allState = std::exchange(m_state, m_state.first(5));
        const auto all = m_stored->writeMany(6);
        m_general = all.first(5);
        QVERIFY(syncOnce().isEmpty());
        const auto marks = await(m_stored->machine.user().marks(m_stored->owner.space));
        QCOMPARE(marks->value(u"general"_s).head->hash, all[4].hash);
        QCOMPARE(marks->value(u"state"_s).head->hash, allState[4].message.hash);

        m_general = all.first(general);
        m_state = allState.first(state);
        if (isCacheLost)
            VERIFY_OK(await(m_stored->machine.messages().clear()));
        QCOMPARE(syncOnce(), alarms);
        // It is no less missing the next time.
        QCOMPARE(syncOnce(), alarms);
    }

    void whatOnlyClaimsThePinnedHashIsNotIt()
    {
        writeState(1000, "topics/general", "{}");
        writeState(1001, "a", "1");
        m_general = m_stored->writeMany(1);
        QVERIFY(syncOnce().isEmpty());
        VERIFY_OK(await(m_stored->machine.messages().clear()));
        m_state.back().message.data = "AAAA";
        QCOMPARE(syncOnce(), QStringList{u"state"_s});
    }

    //! What is sent there would follow another history.
    void aServerThatGoesBackGetsNoPost_data()
    {
        QTest::addColumn<bool>("isCacheLost");
        QTest::newRow("what was fetched is here") << false;
        QTest::newRow("all is fetched again") << true;
    }
    void aServerThatGoesBackGetsNoPost()
    {
        QFETCH(bool, isCacheLost);
        writeState(1000, "topics/general", "{}");
        m_general = m_stored->writeMany(5);
        QVERIFY(syncOnce().isEmpty());
        const auto all = std::exchange(m_general, m_general.first(3));
        if (isCacheLost)
            VERIFY_OK(await(m_stored->machine.messages().clear()));
        QVERIFY(leaveInOutbox("waiting"));

        const auto space = live();
        QSignalSpy ended(space.get(), &LiveSpace::alarmEnded);
        connectStream();
        QTRY_VERIFY(space->alarm(u"general"_s));
        VERIFY_OK(await(space->outbox().add(u"general"_s, "chat.text", "and another")));
        space->retryNow();
        connectStream(); // it is there again, and as it was
        auto *topic = space->topic(u"general"_s);
        QTRY_VERIFY(topic->progress().isCaughtUp && !topic->progress().isWorking);
        QVERIFY(space->alarm(u"general"_s));
        QCOMPARE(posts(), 0);
        QCOMPARE(space->outbox().count(), 2);
        QCOMPARE(space->outbox().failedCount(), 0);

        m_general = all;
        space->retryNow();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.front().front().toString(), u"general"_s);
        QVERIFY(!space->alarm(u"general"_s));
        QTRY_COMPARE(space->outbox().count(), 0);
        QCOMPARE(posts(), 2);
    }

    //! Only an answer of the server's own, given twice, says that it has gone back; nothing is sent before it
    //! is known, and nothing waits for ever.
    void whatIsSaidOfThePinnedHead_data()
    {
        QTest::addColumn<QList<int>>("answers");
        QTest::addColumn<int>("alarms");
        QTest::addColumn<int>("unasked");
        QTest::newRow("it is there") << QList<int>{} << 0 << 0;
        QTest::newRow("it is not, once") << QList<int>{404} << 0 << 0;
        QTest::newRow("it is not, for a while") << QList<int>{404, 404} << 1 << 0;
        QTest::newRow("something else is") << QList<int>{200, 200} << 1 << 0;
        QTest::newRow("there is a problem") << QList<int>{500, 500} << 0 << 0;
        QTest::newRow("there is no such space, says the sign-in") << QList<int>{401, 401} << 0 << 0;
        QTest::newRow("it may not be asked") << QList<int>{403, 403} << 0 << 1;
    }
    void whatIsSaidOfThePinnedHead()
    {
        QFETCH(QList<int>, answers);
        QFETCH(int, alarms);
        writeState(1000, "topics/general", "{}");
        m_general = m_stored->writeMany(5);
        QVERIFY(syncOnce().isEmpty());
        QVERIFY(leaveInOutbox("waiting"));
        m_instead = answers;

        const auto space = live();
        QSignalSpy raised(space.get(), &LiveSpace::alarmRaised);
        QSignalSpy ended(space.get(), &LiveSpace::alarmEnded);
        QTRY_COMPARE(posts(), 1);
        QTEST(static_cast<int>(m_insteadAtPost), "unasked");
        QCOMPARE(raised.size(), alarms);
        QCOMPARE(ended.size(), alarms);
        QVERIFY(!space->alarm(u"general"_s));
    }

    //! What no list gives and is there all the same is stored, and stays what is looked for.
    void aPinnedHeadThatIsInNoList()
    {
        writeState(1000, "topics/general", "{}");
        m_general = m_stored->writeMany(5);
        QVERIFY(syncOnce().isEmpty());
        const auto head = m_general.back().hash;
        m_unlisted.insert(head);
        VERIFY_OK(await(m_stored->machine.messages().clear()));
        QVERIFY(syncOnce().isEmpty());
        const auto marks = await(m_stored->machine.user().marks(m_stored->owner.space));
        QCOMPARE(marks->value(u"general"_s).head->hash, head);
        m_general.removeLast();
        QCOMPARE(syncOnce(), QStringList{u"general"_s});
    }

    void onlyWhatIsGoodIsPinned()
    {
        writeState(1000, "topics/general", "{}");
        writeState(1001, "a", "1");
        m_general = m_stored->writeMany(3);
        m_general.back().signature = m_general.front().signature;
        m_state.back().message.data = "AAAA";
        QVERIFY(syncOnce().isEmpty());
        const auto marks = await(m_stored->machine.user().marks(m_stored->owner.space));
        QCOMPARE(marks->value(u"general"_s).head->hash, m_general[1].hash);
        QCOMPARE(marks->value(u"state"_s).head->hash, m_state[0].message.hash);
    }

    //! However many topics there are: they are told of at once, and synced a few at a time.
    void aFewTopicsAtATime()
    {
        constexpr int count = 60;
        for (int i = 0; i < count; ++i)
            writeState(1000 + i, "topics/t" + QByteArray::number(i), R"({"name":"T"})");
        QSet<QString> asked;
        RelayTransport wire(m_transport);
        wire.holds = [&asked](const HttpRequest &request) {
            const auto path = request.url.path();
            const bool isTopic = path.endsWith("/messages"_L1) && !path.endsWith("/topics/state/messages"_L1);
            if (isTopic)
                asked << path.section(u'/', -2, -2);
            return isTopic;
        };
        const auto space = live(wire);
        QSignalSpy changed(space.get(), &LiveSpace::topicsChanged);
        QTRY_COMPARE(space->topics().size(), count);
        QVERIFY2(changed.size() < 10, qPrintable(QString::number(changed.size())));
        QTRY_COMPARE(asked.size(), 6);
        // Whoever looks at one does not wait for its turn.
        const auto looked = u"t59"_s;
        QVERIFY(!asked.contains(looked));
        VERIFY_OK(await(space->topic(looked)->newestRows(10)));
        QTRY_VERIFY(asked.contains(looked));
        QCOMPARE(asked.size(), 7);

        wire.release();
        const auto all = space->topics();
        for (const auto &topic : all) {
            const auto &progress = space->topic(topic.id)->progress();
            QTRY_VERIFY(progress.isCaughtUp && !progress.isWorking);
        }
    }

    void aStreamThatNamesTopicsWithoutEnd()
    {
        writeState(1000, "topics/known", R"({"name":"Known"})");
        const auto space = live();
        QTRY_VERIFY(!m_sockets.made.isEmpty());
        auto *socket = m_sockets.made.back().data();
        Q_EMIT socket->opened();
        QTRY_VERIFY(space->topic(u"known"_s));
        const auto say = [&](const QString &topic) {
            const auto &owner = m_stored->owner;
            auto message = sealMessage(owner.space, owner.member, owner.key,
                                       {topic.toUtf8(), "chat.text", {}, toBase64("x")});
            message.serverTimestamp = 5000;
            Q_EMIT socket->textReceived(QString::fromUtf8(compactJson(toJson(message))));
        };
        for (int i = 0; i < 300; ++i)
            say(u"made-up-%1"_s.arg(i));
        QCOMPARE(space->topics().size(), 101);
        space->addTopicByHand(u"made-up-250"_s); // by hand there is no limit
        QCOMPARE(space->topics().size(), 102);
    }
};

QTEST_GUILESS_MAIN(TestLiveState)
#include "tst_livestate.moc"
