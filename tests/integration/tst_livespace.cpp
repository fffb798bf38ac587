// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Two people with a machine each, one server: what a window shows, without the window.

#include "client/livespace.h"
#include "crypto/encoding.h"
#include "protocol/json.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/machine.h"
#include "support/relaytransport.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestLiveSpace : public QObject
{
    Q_OBJECT

    Backend m_server;
    Credentials m_owner = m_server.newOwner();
    Machine m_anasMachine;
    Machine m_beasMachine;

    std::unique_ptr<LiveSpace> live(const Credentials &credentials, Machine &machine)
    {
        auto space = std::make_unique<LiveSpace>(credentials.clone(), m_server.services(), machine.services(),
                                                 m_server.isForeign() ? RuleSet::Real : RuleSet::Local);
        space->start();
        return space;
    }

    //! Adds a user who may read and post everywhere.
    Credentials newMember()
    {
        auto credentials = m_server.newUser(m_owner);
        const auto user = *UserId::parse(credentials.member.toString());
        auto owner = m_server.spaceFor(m_owner.clone());
        auto &members = owner->members();
        const bool done =
            await(members.addUser(user)) &&
            await(members.grantToUser(user, u"r"_s, {Operation::Read, u"topics/{any}/messages"_s})) &&
            await(members.grantToUser(user, u"c"_s, {Operation::Create, u"topics/{any}/messages"_s}));
        Q_ASSERT(done);
        Q_UNUSED(done);
        return credentials;
    }

    static QStringList texts(const QList<TopicRow> &rows)
    {
        QStringList list;
        for (const auto &row : rows)
            list << (std::holds_alternative<TextPayload>(row.payload)
                         ? std::get<TextPayload>(row.payload).text
                         : u"?"_s);
        return list;
    }

    static QList<TopicRow> rowsOf(const LiveSpace &space, const QString &topic)
    {
        auto *found = space.topic(topic);
        return found ? await(found->newestRows(1000)).value_or(QList<TopicRow>()) : QList<TopicRow>();
    }

    static bool allVerified(const QList<TopicRow> &rows)
    {
        return !rows.isEmpty() && std::all_of(rows.begin(), rows.end(), [](const TopicRow &row) {
            return row.verdict == Verdict::Verified;
        });
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_owner = m_server.newOwner();
    }
    void init()
    {
        m_owner = m_server.newOwner();
        QVERIFY(m_anasMachine.open());
        QVERIFY(m_beasMachine.open());
    }
    void cleanup()
    {
        m_anasMachine.close();
        m_beasMachine.close();
    }

    void whatOneWritesTheOtherSeesVerified()
    {
        auto ana = live(m_owner, m_anasMachine);
        VERIFY_OK(await(ana->createTopic(u"general"_s, u"General"_s, u"Day to day"_s)));
        auto bea = live(newMember(), m_beasMachine);
        QTRY_VERIFY(bea->topic(u"general"_s));
        QTRY_COMPARE(bea->connection(), Stream::Status::Connected);
        QTRY_COMPARE(ana->connection(), Stream::Status::Connected);

        VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", "hello")));
        QTRY_COMPARE(texts(rowsOf(*bea, u"general"_s)), QStringList{u"hello"_s});
        VERIFY_OK(await(bea->outbox().add(u"general"_s, "chat.text", "hi Ana")));
        QTRY_COMPARE(texts(rowsOf(*ana, u"general"_s)), (QStringList{u"hello"_s, u"hi Ana"_s}));
        QTRY_VERIFY(allVerified(rowsOf(*ana, u"general"_s)));
        QTRY_VERIFY(allVerified(rowsOf(*bea, u"general"_s)));
        QTRY_COMPARE(ana->outbox().count(), 0);
        QCOMPARE(bea->topics().front(), (TopicInfo{u"general"_s, u"General"_s, u"Day to day"_s, true}));
    }

    void itIsAllStillThereAfterwardsEvenWithoutTheServer()
    {
        auto ana = live(m_owner, m_anasMachine);
        VERIFY_OK(await(ana->createTopic(u"general"_s, u"General"_s, {})));
        for (int i = 0; i < 5; ++i)
            VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", QByteArray::number(i))));
        const auto expected = QStringList{u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s};
        QTRY_COMPARE(texts(rowsOf(*ana, u"general"_s)), expected);
        QTRY_VERIFY(ana->authority().isCurrent());
        QTRY_VERIFY(!ana->topic(u"general"_s)->progress().isWorking);
        ana.reset();
        m_anasMachine.close();

        QVERIFY(m_anasMachine.open());
        auto elsewhere = m_owner.clone();
        elsewhere.server = QUrl(u"http://127.0.0.1:9"_s); // nobody there
        ana = live(elsewhere, m_anasMachine);
        QTRY_COMPARE(texts(rowsOf(*ana, u"general"_s)), expected);
        QTRY_VERIFY(allVerified(rowsOf(*ana, u"general"_s)));
        QTRY_COMPARE(ana->connection(), Stream::Status::Waiting);
        QCOMPARE(ana->trouble()->code, ErrorCode::ConnectionRefused);
        QTRY_COMPARE(ana->topics().front().name, u"General"_s);

        // What is written now waits, and is kept.
        VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", "offline")));
        QTRY_VERIFY(ana->outbox().trouble());
        ana.reset();
        ana = live(m_owner, m_anasMachine);
        QTRY_COMPARE(texts(rowsOf(*ana, u"general"_s)), expected + QStringList{u"offline"_s});
    }

    void aLongHistoryComesNewestFirstAndWhole()
    {
        auto owner = m_server.spaceFor(m_owner.clone());
        constexpr int count = 230; // more than the first page
        for (int i = 0; i < count; ++i)
            VERIFY_OK(
                await(owner->messages().postEncrypted(u"general"_s, "chat.text", QByteArray::number(i))));
        auto ana = live(m_owner, m_anasMachine);
        ana->addTopicByHand(u"general"_s);
        auto *topic = ana->topic(u"general"_s);
        QTRY_VERIFY(topic->progress().isComplete && !topic->progress().isWorking);
        const auto rows = rowsOf(*ana, u"general"_s);
        QCOMPARE(rows.size(), count);
        for (int i = 0; i < count; ++i)
            QCOMPARE(std::get<TextPayload>(rows[i].payload).text, QString::number(i));
        QTRY_VERIFY(allVerified(rowsOf(*ana, u"general"_s)));
        QCOMPARE(*await(topic->heightOf(rows[9].position)), 10);
        QCOMPARE(texts(*await(topic->rowsBelow(rows[9].position, 2))), (QStringList{u"7"_s, u"8"_s}));
    }

    void whatAClockThatWasSetBackStampedIsFound()
    {
        HttpClient http;
        RelayTransport wire(http);
        auto owner = m_server.spaceFor(m_owner.clone());
        const auto post = [&](const char *text) {
            return await(owner->messages().postEncrypted(u"general"_s, "chat.text", text));
        };
        VERIFY_OK(post("before"));
        const auto own = m_server.services();
        const auto open = [&] {
            auto bea = std::make_unique<LiveSpace>(
                m_owner.clone(), ClientServices{wire, own.sockets, own.pool, own.clock},
                m_beasMachine.services(), m_server.isForeign() ? RuleSet::Real : RuleSet::Local);
            bea->start();
            bea->addTopicByHand(u"general"_s);
            return bea;
        };
        // Until now the server was half a minute ahead.
        wire.alter = [](const HttpRequest &request, HttpResponse &response) {
            if (request.method != HttpRequest::Method::Get ||
                !request.url.path().endsWith("/general/messages"_L1))
                return;
            auto page = *parseJsonObject(response.body);
            auto messages = page["messages"_L1].toArray();
            for (qsizetype i = 0; i < messages.size(); ++i) {
                auto message = messages[i].toObject();
                message.insert(u"server_timestamp"_s, message["server_timestamp"_L1].toInteger() + 30'000);
                messages[i] = message;
            }
            page.insert(u"messages"_s, messages);
            response.body = compactJson(page);
        };
        auto bea = open();
        QTRY_COMPARE(texts(rowsOf(*bea, u"general"_s)), QStringList{u"before"_s});
        QTRY_VERIFY(!bea->topic(u"general"_s)->progress().isWorking);
        bea.reset();
        wire.alter = [](const auto &, auto &) {};

        VERIFY_OK(post("while away"));
        bea = open();
        QTRY_COMPARE(texts(rowsOf(*bea, u"general"_s)), (QStringList{u"before"_s, u"while away"_s}));
    }

    void whatTheStreamBringsDuringACatchUpIsKept()
    {
        HttpClient http;
        RelayTransport wire(http);
        auto owner = m_server.spaceFor(m_owner.clone());
        const auto first = await(owner->messages().postEncrypted(u"general"_s, "chat.text", "first"));
        VERIFY_OK(first);
        const auto own = m_server.services();
        LiveSpace bea(m_owner.clone(), {wire, own.sockets, own.pool, own.clock}, m_beasMachine.services(),
                      m_server.isForeign() ? RuleSet::Real : RuleSet::Local);
        bea.start();
        bea.addTopicByHand(u"general"_s);
        QTRY_COMPARE(bea.connection(), Stream::Status::Connected);
        QTRY_COMPARE(texts(rowsOf(bea, u"general"_s)), QStringList{u"first"_s});
        auto &sync = bea.topic(u"general"_s)->sync();
        QTRY_VERIFY(!sync.progress().isWorking);

        wire.holds = [](const HttpRequest &request) {
            return request.url.path().endsWith("/general/messages"_L1);
        };
        sync.catchUp();
        QTRY_COMPARE(wire.heldCount(), 1);
        // Two that the server will never list, the second of them behind the first one's back.
        for (const auto *text : {"second", "another second"}) {
            const auto framed = owner->messages().encrypt(u"general"_s, text);
            sync.receive(
                owner->messages().seal({"general", "chat.text", first->message.hash, toBase64(*framed)}));
        }
        wire.release();
        QTRY_COMPARE(texts(rowsOf(bea, u"general"_s)),
                     (QStringList{u"first"_s, u"second"_s, u"another second"_s}));
    }

    void whatOthersWroteIsUnreadUntilSeen()
    {
        auto ana = live(m_owner, m_anasMachine);
        VERIFY_OK(await(ana->createTopic(u"general"_s, {}, {})));
        auto beasCredentials = newMember();
        auto bea = live(beasCredentials, m_beasMachine);
        QTRY_VERIFY(bea->topic(u"general"_s));
        QTRY_COMPARE(bea->connection(), Stream::Status::Connected);
        VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", "before")));
        auto *topic = bea->topic(u"general"_s);
        QTRY_COMPARE(rowsOf(*bea, u"general"_s).size(), 1);
        QTRY_VERIFY(!topic->progress().isWorking);
        QCOMPARE(topic->unreadCount(), 0); // the first look makes no news

        VERIFY_OK(await(bea->outbox().add(u"general"_s, "chat.text", "my own")));
        VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", "one")));
        VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", "two")));
        QTRY_COMPARE(topic->unreadCount(), 2);

        bea.reset();
        bea = live(beasCredentials, m_beasMachine);
        QTRY_VERIFY(bea->topic(u"general"_s));
        topic = bea->topic(u"general"_s);
        QTRY_COMPARE(topic->unreadCount(), 2);
        topic->markRead(rowsOf(*bea, u"general"_s).back());
        QCOMPARE(topic->unreadCount(), 0);
    }

    void whoWasRemovedIsToldSoAndMayTryAgain()
    {
        if (m_server.isForeign())
            QSKIP("published servers sign in who was removed");
        auto credentials = m_server.newUser(m_owner);
        const auto user = *UserId::parse(credentials.member.toString());
        auto owner = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(owner->members().addUser(user)));
        auto bea = live(credentials, m_beasMachine);
        QTRY_COMPARE(bea->connection(), Stream::Status::Connected);
        VERIFY_OK(await(owner->members().removeUser(user)));
        m_server.stop();
        QVERIFY(m_server.start());
        QTRY_COMPARE_WITH_TIMEOUT(bea->connection(), Stream::Status::Refused, 20'000);
        QCOMPARE(bea->trouble()->code, ErrorCode::NotAMember);

        VERIFY_OK(await(owner->members().addUser(user)));
        bea->retryNow();
        QTRY_COMPARE(bea->connection(), Stream::Status::Connected);
        QVERIFY(!bea->trouble());
    }

    void aMessageWithoutTheRightWaitsWithItsReason()
    {
        auto credentials = m_server.newUser(m_owner);
        auto owner = m_server.spaceFor(m_owner.clone());
        const auto user = *UserId::parse(credentials.member.toString());
        VERIFY_OK(await(owner->members().addUser(user)));
        VERIFY_OK(
            await(owner->members().grantToUser(user, u"r"_s, {Operation::Read, u"topics/{any}/messages"_s})));
        VERIFY_OK(await(owner->messages().postEncrypted(u"general"_s, "chat.text", "x")));
        auto bea = live(credentials, m_beasMachine);
        bea->addTopicByHand(u"general"_s);
        QSignalSpy failed(&bea->outbox(), &Outbox::itemFailed);
        const auto item = await(bea->outbox().add(u"general"_s, "chat.text", "may I?"));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(bea->outbox().items(u"general"_s).front().failure->code, ErrorCode::PermissionDenied);

        VERIFY_OK(await(
            owner->members().grantToUser(user, u"c"_s, {Operation::Create, u"topics/{any}/messages"_s})));
        bea->outbox().retry(item->id);
        QTRY_COMPARE(texts(rowsOf(*bea, u"general"_s)), (QStringList{u"x"_s, u"may I?"_s}));
        QTRY_COMPARE(bea->outbox().count(), 0);
    }

    void oneKeyForAllAndAnotherOpensNothing()
    {
        auto owner = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(owner->messages().postEncrypted(u"general"_s, "chat.text", "secret")));
        auto wrongRoot = m_owner.clone();
        wrongRoot.root = SymmetricKey::generate();
        auto ana = live(wrongRoot, m_anasMachine);
        ana->addTopicByHand(u"general"_s);
        QTRY_COMPARE(rowsOf(*ana, u"general"_s).size(), 1); // shown, not dropped
        QTRY_COMPARE(rowsOf(*ana, u"general"_s).front().verdict, Verdict::Undecryptable);
    }

    void aDiscardedMessageIsGone()
    {
        auto credentials = m_server.newUser(m_owner); // never added
        VERIFY_OK(await(m_server.spaceFor(m_owner.clone())->state().setPlaintext(u"a"_s, "x")));
        auto bea = live(credentials, m_beasMachine);
        QSignalSpy removed(&bea->outbox(), &Outbox::itemDiscarded);
        const auto item = await(bea->outbox().add(u"general"_s, "chat.text", "x"));
        QTRY_VERIFY(bea->outbox().items(u"general"_s).front().failure);
        bea->outbox().discard(item->id);
        QTRY_COMPARE(removed.size(), 1);
        QVERIFY(await(m_beasMachine.user().outbox(m_owner.space))->isEmpty());
    }

    void tooLongIsSaidBeforeAnythingIsStored()
    {
        auto ana = live(m_owner, m_anasMachine);
        const auto refused = await(ana->outbox().add(u"general"_s, "chat.text", QByteArray(80'000, 'x')));
        QCOMPARE(refused.error().code, ErrorCode::MessageTooLong);
        QVERIFY(await(m_anasMachine.user().outbox(m_owner.space))->isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLiveSpace)
#include "tst_livespace.moc"
