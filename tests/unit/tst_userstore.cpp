// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/userstore.h"

#include "crypto/hash.h"
#include "support/await.h"
#include "support/messagechain.h"

#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestUserStore : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SerialThread> m_thread;
    std::unique_ptr<UserStore> m_store;
    SymmetricKey m_key = SymmetricKey::generate();
    MessageChain m_chain;

    QString file() const { return m_dir->filePath(u"user.db"_s); }

    Result<OpenReport> reopen()
    {
        m_store.reset();
        m_store = std::make_unique<UserStore>(*m_thread, file(), m_key);
        return await(m_store->open());
    }

    OutboxItem item(const QByteArray &text, const QString &topic = u"general"_s) const
    {
        return {
            .space = m_chain.space(), .topic = topic, .type = "chat.text", .plaintext = text, .createdAt = 5};
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_thread = std::make_unique<SerialThread>();
        VERIFY_OK(reopen());
    }
    void cleanup()
    {
        m_store.reset();
        m_thread.reset();
    }

    void theOutboxKeepsOrderAndAttempts()
    {
        const auto first = await(m_store->addToOutbox(item("one")));
        const auto second = await(m_store->addToOutbox(item("two", u"alerts"_s)));
        QVERIFY(second->id > first->id);
        auto attempt = m_chain.append();
        attempt.serverTimestamp = 0;
        VERIFY_OK(await(m_store->recordAttempt(first->id, attempt)));
        const Error failure{ErrorKind::Authorization, ErrorCode::PermissionDenied, u"No post permission"_s,
                            403};
        VERIFY_OK(await(m_store->recordFailure(second->id, failure)));

        VERIFY_OK(reopen());
        auto items = *await(m_store->outbox(m_chain.space()));
        QCOMPARE(items.size(), 2);
        QCOMPARE(items[0].plaintext, QByteArray("one"));
        QCOMPARE(items[0].attempt, attempt);
        QVERIFY(!items[0].failure);
        QCOMPARE(items[1].topic, u"alerts"_s);
        QVERIFY(items[1].failure == failure);

        VERIFY_OK(await(m_store->clearFailure(second->id)));
        VERIFY_OK(await(m_store->removeFromOutbox(first->id)));
        items = *await(m_store->outbox(m_chain.space()));
        QCOMPARE(items.size(), 1);
        QVERIFY(!items[0].failure);
        QVERIFY(await(m_store->outbox(MessageChain().space()))->isEmpty());
    }

    void idsAreNeverUsedAgain()
    {
        const auto first = await(m_store->addToOutbox(item("one")));
        VERIFY_OK(await(m_store->removeFromOutbox(first->id)));
        const auto second = await(m_store->addToOutbox(item("two")));
        QVERIFY(second->id > first->id);
    }

    void textsAreNotReadableInTheFile()
    {
        VERIFY_OK(await(m_store->addToOutbox(item("attack at dawn"))));
        VERIFY_OK(await(m_store->setName(m_chain.space(), u"#general"_s, u"Day to day"_s)));
        m_store.reset();
        m_thread.reset();
        for (const auto &suffix : {u""_s, u"-wal"_s}) {
            QFile input(file() + suffix);
            if (!input.open(QIODevice::ReadOnly))
                continue;
            const auto bytes = input.readAll();
            QVERIFY(!bytes.contains("attack"));
            QVERIFY(!bytes.contains("Day to day"));
        }
    }

    void textsOfAnotherVaultAreNamedNotDropped()
    {
        VERIFY_OK(await(m_store->addToOutbox(item("one"))));
        m_key = SymmetricKey::generate();
        VERIFY_OK(reopen());
        const auto items = *await(m_store->outbox(m_chain.space()));
        QCOMPARE(items.size(), 1);
        QCOMPARE(items[0].failure->code, ErrorCode::CannotDecrypt);
    }

    void marksAndNames()
    {
        const auto space = m_chain.space();
        VERIFY_OK(await(m_store->setRead(space, u"general"_s, {"Mx", 7, 100})));
        VERIFY_OK(await(m_store->setHead(space, u"general"_s, {"My", 9, 200})));
        VERIFY_OK(await(m_store->setRead(space, u"general"_s, {"Mz", 8, 150})));
        VERIFY_OK(await(m_store->setName(space, u"#general"_s, u"Day to day"_s)));
        VERIFY_OK(await(m_store->setName(space, u"U1"_s, u"Bea"_s)));
        VERIFY_OK(await(m_store->setName(space, u"U1"_s, {})));
        VERIFY_OK(reopen());
        const auto marks = await(m_store->marks(space));
        QCOMPARE(marks->size(), 1);
        QCOMPARE(marks->value(u"general"_s).read->hash, QByteArray("Mz"));
        QCOMPARE(marks->value(u"general"_s).read->position, 8);
        QCOMPARE(marks->value(u"general"_s).head->hash, QByteArray("My"));
        QCOMPARE(*await(m_store->names(space)), (QHash<QString, QString>{{u"#general"_s, u"Day to day"_s}}));
    }

    void aDamagedFileIsSetAsideAndSaidSo()
    {
        m_store.reset();
        m_thread.reset();
        for (const auto &suffix : {u"-wal"_s, u"-shm"_s})
            QFile::remove(file() + suffix);
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write(QByteArray(9000, 'x'));
        damaged.close();
        m_thread = std::make_unique<SerialThread>();
        const auto report = reopen();
        VERIFY_OK(report);
        QFile aside(report->damagedFile);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.size(), 9000);
        VERIFY_OK(await(m_store->addToOutbox(item("one"))));
    }

    void aClosedStoreSaysSo()
    {
        UserStore store(*m_thread, u"/proc/nowhere/user.db"_s, m_key);
        QVERIFY(!await(store.open()));
        QCOMPARE(await(store.addToOutbox(item("x"))).error().code, ErrorCode::CannotOpen);
    }
};

QTEST_GUILESS_MAIN(TestUserStore)
#include "tst_userstore.moc"
