// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What a machine knows of stored files, and what becomes of them on the server.

#include "client/findunusedblobs.h"
#include "crypto/hash.h"
#include "support/livefixture.h"
#include "support/sqlfile.h"

#include <QFile>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

bool isPut(const HttpRequest &request)
{
    return request.method == HttpRequest::Method::Put;
}

} // namespace

class TestStoredFiles : public QObject, private LiveFixture
{
    Q_OBJECT

    const QString m_topic = u"general"_s;
    QTemporaryDir m_folder;

    Result<qint64> send(const QString &name, const QByteArray &bytes)
    {
        QFile written(m_folder.filePath(name));
        if (!written.open(QIODevice::WriteOnly) || written.write(bytes) != bytes.size())
            qFatal("the test has no disk");
        written.close();
        FileToSend file{.path = written.fileName()};
        file.described.fileName = name;
        return await(m_live->uploads().add(m_topic, file));
    }

    QList<TopicRow> rows()
    {
        return await(m_live->topic(m_topic)->filesBelow(RowPlace::behindAll(), 50))
            .value_or(QList<TopicRow>());
    }
    QStringList names()
    {
        QStringList list;
        for (const auto &row : rows())
            list << std::get<FilePayload>(row.payload).fileName;
        return list;
    }
    bool isComplete() { return m_live->topic(m_topic)->progress().isComplete; }

    UnusedBlobs unused()
    {
        auto found = await((new FindUnusedBlobs(*m_live, m_live.get()))->start());
        return found ? *found : UnusedBlobs{{}, true};
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(startServer()); }
    void init() { QVERIFY(begin()); }
    void cleanup() { end(); }

    void filesOfATopicComeWithoutTheRest()
    {
        VERIFY_OK(await(m_live->outbox().add(m_topic, "chat.text", "words")));
        VERIFY_OK(send(u"a"_s, "one"));
        QTRY_COMPARE(names(), QStringList{u"a"_s});
        VERIFY_OK(await(m_live->outbox().add(m_topic, "chat.text", "more words")));
        VERIFY_OK(send(u"b"_s, "two"));
        QTRY_COMPARE(names(), (QStringList{u"a"_s, u"b"_s}));
        QTRY_COMPARE(rows().back().verdict, Verdict::Verified);
        const auto files = rows();
        const auto below = *await(m_live->topic(m_topic)->filesBelow(files.back().place(), 50));
        QCOMPARE(below.size(), 1);
        QCOMPARE(below.front().hash, files.front().hash);
    }

    void aPreviewIsOpenedWithTheFilesOwnKey()
    {
        FilePayload file;
        file.blob = BlobId::of(sha256("x"));
        file.key = QByteArray(32, 'k');
        QCOMPARE(*await(m_live->files().preview(file)), QByteArray());
        VERIFY_OK(await(m_live->files().keepPreview(file, "a small picture")));
        QCOMPARE(*await(m_live->files().preview(file)), QByteArray("a small picture"));
        m_live.reset();
        m_machine.close();
        for (const auto &suffix : {u""_s, u"-wal"_s}) {
            QFile onDisk(m_machine.file(u"cache.db"_s + suffix));
            QVERIFY(!onDisk.open(QIODevice::ReadOnly) || !onDisk.readAll().contains("small picture"));
        }
        QVERIFY(m_machine.open());
        open();
        QCOMPARE(*await(m_live->files().preview(file)), QByteArray("a small picture"));
        file.key = QByteArray(32, 'o');
        QCOMPARE(*await(m_live->files().preview(file)), QByteArray());
        file.key.reset();
        VERIFY_OK(await(m_live->files().keepPreview(file, "nobody could open it")));
        QCOMPARE(*await(m_live->files().preview(file)), QByteArray());
    }

    void whatWasCancelledTooLateIsFoundAndRemoved()
    {
        m_wire->holds = isPut; // it is stored, and this program does not know yet
        VERIFY_OK(send(u"first"_s, "one"));
        QTRY_COMPARE(m_wire->heldCount(), 1);
        const auto second = send(u"second"_s, "two");
        QTRY_COMPARE(m_wire->heldCount(), 2);
        m_wire->holds = [](const HttpRequest &) { return false; };
        m_wire->releaseLast(); // stored, behind one that is not
        QTRY_COMPARE(await(m_live->files().own())->size(), 1);
        QTRY_VERIFY(isComplete());
        QVERIFY(unused().blobs.isEmpty()); // it will be posted
        QSignalSpy cancelled(&m_live->uploads(), &Uploads::cancelled);
        m_live->uploads().cancel(*second);
        QTRY_COMPARE(cancelled.size(), 1);
        m_wire->release();
        QTRY_COMPARE(names(), QStringList{u"first"_s});

        const auto found = unused();
        QVERIFY(!found.isUncertain);
        QCOMPARE(found.blobs.size(), 1);
        QCOMPARE(found.blobs.front().fileName, u"second"_s);
        QCOMPARE(found.blobs.front().size, 3);
        const auto id = found.blobs.front().blob;
        QVERIFY(*await(m_live->space().blobs().isThere(id)));
        QSignalSpy removed(&m_live->files(), &StoredFiles::removed);
        QCOMPARE(*await(m_live->files().remove(id)), BlobRemoval::Gone);
        QCOMPARE(*await(m_live->files().remove(id)), BlobRemoval::Gone); // an answer was lost
        QCOMPARE(removed.size(), 2);
        QVERIFY(!*await(m_live->space().blobs().isThere(id)));
        QVERIFY(unused().blobs.isEmpty());
        QCOMPARE(await(m_live->files().own())->size(), 1); // the one that was posted
    }

    void nothingIsCalledUnusedInDoubt_data()
    {
        QTest::addColumn<int>("doubt");
        QTest::newRow("messages are missing") << 0;
        QTest::newRow("there is no connection") << 1;
        QTest::newRow("its topic is not known") << 2;
        QTest::newRow("something unsent cannot be read") << 3;
        QTest::newRow("a message cannot be read") << 4;
    }
    void nothingIsCalledUnusedInDoubt()
    {
        QFETCH(int, doubt);
        VERIFY_OK(send(u"a"_s, "one"));
        QTRY_COMPARE(names(), QStringList{u"a"_s});
        QTRY_VERIFY(!unused().isUncertain); // no doubt yet
        const auto user = m_machine.file(u"user.db"_s);
        switch (doubt) {
        case 0:
            m_live.reset();
            VERIFY_OK(await(m_machine.messages().clear()));
            m_wire->loses = [](const HttpRequest &request) {
                return request.url.path().endsWith(u"/messages"_s);
            };
            open();
            QTRY_COMPARE(m_live->connection(), Stream::Status::Connected);
            break;
        case 1:
            m_live.reset();
            m_wire->failure = Error{ErrorKind::Network, ErrorCode::ConnectionRefused, {}};
            open();
            break;
        case 2:
            QVERIFY(runSql(user, {u"UPDATE stored_blob SET topic = 'elsewhere'"_s}));
            break;
        case 3:
            m_live.reset();
            QVERIFY(runSql(user, {u"INSERT INTO outbox(space, topic, type, sealed_text, created_at) "
                                  u"SELECT space, 'general', 'file.upload', x'00', 1 FROM stored_blob"_s}));
            open();
            break;
        default:
            VERIFY_OK(
                await(m_live->space().messages().post(m_topic, "file.upload", "not sealed as it should be")));
        }
        QTRY_VERIFY(unused().isUncertain);
        QVERIFY(unused().blobs.isEmpty());
    }

    void anothersFileIsNotSaidToBeGoneWhenItIsThere()
    {
        // PROTOCOL 12.14: yes, and nothing is removed.
        const auto blob = await(m_live->space().blobs().upload("theirs"));
        VERIFY_OK(blob);
        m_wire->swallows = [](const HttpRequest &request) {
            return request.method == HttpRequest::Method::Delete;
        };
        QSignalSpy removed(&m_live->files(), &StoredFiles::removed);
        QCOMPARE(*await(m_live->files().remove(blob->id)), BlobRemoval::Kept);
        QCOMPARE(removed.size(), 0);
        QVERIFY(*await(m_live->space().blobs().isThere(blob->id)));
    }
};

QTEST_GUILESS_MAIN(TestStoredFiles)
#include "tst_storedfiles.moc"
