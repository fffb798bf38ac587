// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/userstore.h"

#include "crypto/hash.h"
#include "crypto/secretbox.h"
#include "support/await.h"
#include "support/messagechain.h"
#include "support/sqlfile.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
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

    void uploadsAreKeptUntilTheyAreMessages()
    {
        const auto space = m_chain.space();
        const auto first = await(m_store->addUpload({.space = space, .topic = u"a"_s, .content = "one"}));
        const auto second = await(m_store->addUpload({.space = space, .topic = u"b"_s, .content = "two"}));
        QVERIFY(second->id > first->id);
        const StoredBlob blob{space, BlobId::of(sha256("one")), u"a"_s, u"a secret name"_s, 3, 77};
        VERIFY_OK(await(m_store->setUploadStored(first->id, "one secret", blob)));
        const Error failure{ErrorKind::Storage, ErrorCode::CannotOpen, u"/gone"_s};
        VERIFY_OK(await(m_store->setUploadFailure(second->id, failure)));
        VERIFY_OK(reopen());
        auto uploads = *await(m_store->uploads(space));
        QCOMPARE(uploads.size(), 2);
        QCOMPARE(uploads[0].content, QByteArray("one secret"));
        QVERIFY(!uploads[0].failure);
        QCOMPARE(uploads[0].topic, u"a"_s);
        QCOMPARE(uploads[1].failure, failure);
        QFile onDisk(file());
        QVERIFY(onDisk.open(QIODevice::ReadOnly));
        QVERIFY(!onDisk.readAll().contains("secret")); // it names files, and holds their keys

        const auto message = await(m_store->turnIntoMessage(first->id, item("a file")));
        VERIFY_OK(message);
        VERIFY_OK(await(m_store->setUploadFailure(second->id, std::nullopt)));
        VERIFY_OK(reopen());
        uploads = *await(m_store->uploads(space));
        QCOMPARE(uploads.size(), 1);
        QVERIFY(!uploads[0].failure);
        QCOMPARE(await(m_store->outbox(space))->front().plaintext, QByteArray("a file"));
        QCOMPARE(await(m_store->outbox(space))->front().id, message->id);
        VERIFY_OK(await(m_store->removeUpload(second->id)));
        QVERIFY(await(m_store->uploads(space))->isEmpty());

        // What was stored is known for as long as it is.
        const auto stored = *await(m_store->storedBlobs(space));
        QCOMPARE(stored.size(), 1);
        QCOMPARE(stored[0].blob, blob.blob);
        QCOMPARE(stored[0].fileName, blob.fileName);
        QCOMPARE(stored[0].topic, u"a"_s);
        QCOMPARE(stored[0].size, 3);
        QCOMPARE(stored[0].storedAt, 77);
        VERIFY_OK(await(m_store->removeStoredBlob(space, blob.blob)));
        QVERIFY(await(m_store->storedBlobs(space))->isEmpty());
    }

    void anUploadOfAnotherVaultIsNamedNotDropped()
    {
        VERIFY_OK(await(m_store->addUpload({.space = m_chain.space(), .topic = u"a"_s, .content = "one"})));
        m_key = SymmetricKey::generate();
        VERIFY_OK(reopen());
        const auto uploads = *await(m_store->uploads(m_chain.space()));
        QCOMPARE(uploads.size(), 1);
        QCOMPARE(uploads[0].failure->code, ErrorCode::CannotDecrypt);
        QVERIFY(uploads[0].content.isEmpty());
    }

    void aFileOfAnEarlierVersionIsBroughtUpToDate_data()
    {
        QTest::addColumn<QString>("script");
        for (const auto &script : {u"user-v1.sql"_s, u"user-v3.sql"_s})
            QTest::newRow(qPrintable(script)) << script;
    }
    void aFileOfAnEarlierVersionIsBroughtUpToDate()
    {
        QFETCH(QString, script);
        m_store.reset();
        m_thread.reset();
        for (const auto &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(file() + suffix);
        QFile statements(QStringLiteral(TEST_DATA_DIR "/migrations/") + script);
        QVERIFY(statements.open(QIODevice::ReadOnly));
        const auto hex = [](const QByteArray &bytes) { return QString::fromLatin1(bytes.toHex()); };
        QVERIFY(runSql(
            file(), QString::fromUtf8(statements.readAll()).split(u";\n"_s, Qt::SkipEmptyParts) +
                        QStringList{u"INSERT INTO outbox(space, topic, type, sealed_text, created_at) "
                                    "VALUES(x'%1', 'general', 'chat.text', x'%2', 5)"_s.arg(
                                        hex(m_chain.space().text()),
                                        hex(secretbox::seal(m_key, "written before", "user.db/outbox")))}));
        m_thread = std::make_unique<SerialThread>();
        const auto report = reopen();
        VERIFY_OK(report);
        QVERIFY(report->damagedFile.isEmpty());
        QCOMPARE(await(m_store->outbox(m_chain.space()))->front().plaintext, QByteArray("written before"));
        VERIFY_OK(await(m_store->addUpload({.space = m_chain.space(), .topic = u"a"_s, .content = "one"})));
        const DataRecord met{.path = u"menu"_s, .newest = {7, "U", "s", "h"}, .metAt = 8};
        VERIFY_OK(await(m_store->setDataRecord(m_chain.space(), met)));
        VERIFY_OK(reopen());
        QCOMPARE(await(m_store->uploads(m_chain.space()))->size(), 1);
        QCOMPARE(*await(m_store->dataRecords(m_chain.space())), QList{met});
    }

    void dataRecordsAreOneAPathAndNobodyElsesToRead()
    {
        const auto &space = m_chain.space();
        DataRecord met{.path = u"menu"_s, .newest = {7, "signer", "s", "h"}, .metAt = 8};
        VERIFY_OK(await(m_store->setDataRecord(space, met)));
        met.newest.signedAt = 9;
        VERIFY_OK(await(m_store->setDataRecord(space, met)));
        QCOMPARE(*await(m_store->dataRecords(space)), QList{met});
        QVERIFY(await(m_store->dataRecords(MessageChain().space()))->isEmpty());
        m_store.reset();
        m_thread.reset(); // the file is whole only then
        QFile raw(file());
        QVERIFY(raw.open(QIODevice::ReadOnly));
        QVERIFY(!raw.readAll().contains("signer"));
        // With another vault's key the path is left, and that something was remembered.
        m_thread = std::make_unique<SerialThread>();
        m_key = SymmetricKey::generate();
        VERIFY_OK(reopen());
        const auto records = *await(m_store->dataRecords(space));
        QCOMPARE(records, (QList{DataRecord{.path = u"menu"_s, .isUnreadable = true}}));
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
