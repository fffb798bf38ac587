// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/outbox.h"
#include "client/space.h"
#include "support/await.h"
#include "support/fakeclock.h"
#include "support/fakestreamsocket.h"
#include "support/scriptedtopic.h"
#include "support/sqlfile.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestOutbox : public QObject
{
    Q_OBJECT

    FakeClock m_clock;
    FakeTransport m_transport;
    FakeStreamSocketFactory m_sockets;
    WorkerPool m_pool{1};
    ScriptedTopic m_server;
    Credentials m_owner =
        Credentials::owner(QUrl(u"http://server"_s), SigningKey::generate(), SymmetricKey::generate());
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SerialThread> m_thread;
    std::unique_ptr<UserStore> m_store;
    std::unique_ptr<Space> m_space;
    std::unique_ptr<Outbox> m_outbox;

    bool openStore(const SymmetricKey &key)
    {
        m_store = std::make_unique<UserStore>(*m_thread, m_dir->filePath(u"user.db"_s), key);
        return await(m_store->open()).has_value();
    }

    Message sealed(const QByteArray &plaintext) const
    {
        auto &messages = m_space->messages();
        const auto framed = messages.encrypt(u"general"_s, plaintext);
        return messages.seal({"general", "chat.text", {}, framed->toBase64()});
    }

private Q_SLOTS:
    void init()
    {
        m_server = {};
        m_server.poster = m_owner.member.text();
        m_transport = {};
        m_transport.answer = [this](const HttpRequest &request) { return m_server.answer(request); };
        m_dir = std::make_unique<QTemporaryDir>();
        m_thread = std::make_unique<SerialThread>();
        QVERIFY(openStore(SymmetricKey::generate()));
        m_space =
            std::make_unique<Space>(m_owner.clone(), ClientServices{m_transport, m_sockets, m_pool, m_clock});
    }
    void cleanup()
    {
        m_outbox.reset();
        m_space.reset();
        m_store.reset();
        m_thread.reset();
    }

    // Its text was sealed by another vault: all that can still be done is to send the form that was recorded.
    void whatCannotBeReadIsNeverSentAsSomethingElse_data()
    {
        QTest::addColumn<bool>("isAttempted");
        QTest::addColumn<bool>("isOnServer");
        QTest::addColumn<bool>("headHasMoved");
        QTest::addColumn<int>("sent");
        QTest::newRow("never tried") << false << false << false << 0;
        QTest::newRow("tried, and it arrived") << true << true << false << 1;
        QTest::newRow("tried, and may be tried again") << true << false << false << 1;
        QTest::newRow("tried, and others were faster") << true << false << true << 0;
    }
    void whatCannotBeReadIsNeverSentAsSomethingElse()
    {
        QFETCH(bool, isAttempted);
        QFETCH(bool, isOnServer);
        QFETCH(bool, headHasMoved);
        const auto attempt = sealed("hello");
        const auto item = await(m_store->addToOutbox({.space = m_owner.space,
                                                      .topic = u"general"_s,
                                                      .type = "chat.text",
                                                      .plaintext = "hello",
                                                      .createdAt = 1}));
        VERIFY_OK(item);
        if (isAttempted)
            VERIFY_OK(await(m_store->recordAttempt(item->id, attempt)));
        if (isOnServer)
            m_server.messages << attempt;
        if (headHasMoved)
            m_server.messages << sealed("somebody else");
        const auto before = m_server.messages.size();
        QVERIFY(openStore(SymmetricKey::generate()));

        m_outbox = std::make_unique<Outbox>(m_space->context(), m_space->messages(), *m_store);
        QSignalSpy sent(m_outbox.get(), &Outbox::itemSent);
        QSignalSpy failed(m_outbox.get(), &Outbox::itemFailed);
        VERIFY_OK(await(m_outbox->load()));
        QCOMPARE(m_outbox->items(u"general"_s).front().failure->code, ErrorCode::CannotDecrypt);
        m_outbox->retry(item->id);
        QTRY_COMPARE(sent.size() + failed.size(), 1);
        QTEST(static_cast<int>(sent.size()), "sent");
        if (sent.isEmpty()) {
            QCOMPARE(m_outbox->items(u"general"_s).front().failure->code, ErrorCode::CannotDecrypt);
            QCOMPARE(await(m_store->outbox(m_owner.space))->size(), 1);
            QCOMPARE(m_server.messages.size(), before);
        } else {
            QCOMPARE(m_server.messages.back().hash, attempt.hash);
        }
        QVERIFY(!m_outbox->trouble()); // nothing that time would mend
    }

    void whatIsHeldWaitsUntilItIsReleased()
    {
        m_outbox = std::make_unique<Outbox>(m_space->context(), m_space->messages(), *m_store);
        QSignalSpy heldBack(m_outbox.get(), &Outbox::heldBack);
        QSignalSpy sent(m_outbox.get(), &Outbox::itemSent);
        m_outbox->hold(u"general"_s);
        VERIFY_OK(await(m_outbox->load()));
        VERIFY_OK(await(m_outbox->add(u"general"_s, "chat.text", "one")));
        QTRY_COMPARE(heldBack.size(), 1);
        m_outbox->resume();
        QCOMPARE(heldBack.size(), 2);
        VERIFY_OK(await(m_outbox->add(u"elsewhere"_s, "chat.text", "not held")));
        QTRY_COMPARE(sent.size(), 1);
        m_outbox->hold(u"general"_s, Error{ErrorKind::Network, ErrorCode::TimedOut, {}});
        QVERIFY(m_outbox->trouble());
        QCOMPARE(m_outbox->items(u"general"_s).size(), 1);
        QVERIFY(!m_outbox->items(u"general"_s).front().failure);

        m_outbox->release(u"general"_s);
        m_outbox->hold(u"general"_s); // before anything has left
        await(m_store->outbox(m_owner.space));
        QCOMPARE(sent.size(), 1);
        m_outbox->release(u"general"_s);
        QTRY_COMPARE(sent.size(), 2);
        QVERIFY(!m_outbox->trouble());
    }

    void whatIsAddedBeforeItIsLoadedIsThereOnce()
    {
        m_outbox = std::make_unique<Outbox>(m_space->context(), m_space->messages(), *m_store);
        QSignalSpy sent(m_outbox.get(), &Outbox::itemSent);
        VERIFY_OK(await(m_outbox->add(u"general"_s, "chat.text", "one")));
        VERIFY_OK(await(m_outbox->load()));
        QCOMPARE(m_outbox->count(), 1);
        QTRY_COMPARE(sent.size(), 1);
        QCOMPARE(m_outbox->count(), 0);
    }

    void aDiscardThatCannotBeRecordedIsTold()
    {
        VERIFY_OK(await(m_store->addToOutbox({.space = m_owner.space,
                                              .topic = u"general"_s,
                                              .type = "chat.text",
                                              .plaintext = "hello",
                                              .createdAt = 1})));
        QVERIFY(openStore(SymmetricKey::generate())); // so that it waits, unreadable
        m_outbox = std::make_unique<Outbox>(m_space->context(), m_space->messages(), *m_store);
        VERIFY_OK(await(m_outbox->load()));
        QVERIFY(runSql(m_dir->filePath(u"user.db"_s), {u"CREATE TRIGGER refusing BEFORE DELETE ON outbox "
                                                       u"BEGIN SELECT RAISE(ABORT, 'no'); END"_s}));
        QSignalSpy told(m_outbox.get(), &Outbox::storageFailed);
        QSignalSpy discarded(m_outbox.get(), &Outbox::itemDiscarded);
        m_outbox->discard(m_outbox->items(u"general"_s).front().id);
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(told[0][0].value<Error>().kind, ErrorKind::Storage);
        QCOMPARE(discarded.size(), 0);
        QCOMPARE(m_outbox->count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
