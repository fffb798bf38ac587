// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/blobstore.h"
#include "localserver/datastore.h"
#include "localserver/messagestore.h"
#include "localserver/tooluses.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::localserver;

namespace {

struct Storage
{
    QTemporaryDir parent;
    QString directory = parent.filePath(u"data"_s);
    std::unique_ptr<Database> database = *Database::open(directory);
    MessageStore messages{*database};
    DataStore data{*database};
    ToolUses uses{*database};
    BlobStore blobs{*database, directory + u"/blobs"_s};
    SigningKey key = SigningKey::generate();
    SpaceId space = SpaceId::of(key.publicKey());
    MemberId owner = UserId::of(key.publicKey());

    Message sealed(std::optional<QByteArray> prev, const QByteArray &text,
                   const QByteArray &topic = "general")
    {
        return sealMessage(space, owner, key, {topic, "chat.text", std::move(prev), text});
    }

    //! The hash of what was appended.
    QByteArray append(std::optional<QByteArray> prev, const QByteArray &text, qint64 nowMs)
    {
        auto message = sealed(std::move(prev), text);
        const auto json = messages.append(space, message, nowMs);
        return json ? message.hash : QByteArray();
    }

    QByteArrayList datas(const PageQuery &query, bool *hasMore = nullptr)
    {
        const auto page = messagePageFromJson(*messages.page(space, u"general"_s, query));
        QByteArrayList datas;
        for (const auto &message : page->messages)
            datas << message.data;
        if (hasMore)
            *hasMore = page->hasMore;
        return datas;
    }

    Result<BlobId> upload(const QByteArray &bytes)
    {
        auto upload = *blobs.beginUpload();
        if (auto written = upload->append(bytes); !written)
            return fail(written.error());
        const auto id = upload->finishId();
        return blobs.keep(*upload, id).map([&id] { return id; });
    }

    QStringList blobFiles() const { return QDir(directory + u"/blobs"_s).entryList(QDir::Files); }
};

} // namespace

class TestServerStorage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesAreTheOwnersOnly()
    {
        Storage s;
        QVERIFY(s.blobs.tidy());
        constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                                QFile::WriteOther | QFile::ExeOther;
        (void)s.append({}, "MA==", 1);
        const auto id = s.upload("bytes");
        for (const auto &name :
             {u""_s, u"server.db"_s, u"server.db-wal"_s, u"blobs"_s, u"blobs/"_s + id->toString()}) {
            const auto path = s.directory + u'/' + name;
            QVERIFY2(QFile::exists(path), qPrintable(path));
            QVERIFY2(!(QFile::permissions(path) & others), qPrintable(path));
        }
    }

    void aSecondServerOnTheSameDirectoryIsRefused()
    {
        const Storage s;
        const auto second = Database::open(s.directory);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Storage);
        QCOMPARE(second.error().code, ErrorCode::Locked);
    }

    void aDatabaseOfALaterVersionIsRefusedAndLeftAlone()
    {
        const QTemporaryDir directory;
        const auto path = directory.filePath(u"server.db"_s);
        {
            auto later = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"later"_s);
            later.setDatabaseName(path);
            QVERIFY(later.open());
            QSqlQuery(later).exec(u"PRAGMA user_version = 2"_s);
        }
        QSqlDatabase::removeDatabase(u"later"_s);
        const auto opened = Database::open(directory.path());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::TooNew);
        QCOMPARE(opened.error().detail, u"schema 2, this program knows 1"_s);
    }

    void whatIsNoDatabaseIsDamaged()
    {
        const QTemporaryDir directory;
        QFile file(directory.filePath(u"server.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(QByteArray(4096, 'x')), 4096);
        file.close();
        QCOMPARE(Database::open(directory.path()).error().code, ErrorCode::Damaged);
    }

    void aDirectoryThatCannotBeMadeIsAnError()
    {
        const QTemporaryDir directory;
        QFile file(directory.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(Database::open(directory.filePath(u"file/data"_s)).error().code, ErrorCode::CannotWrite);
    }

    void anUncommittedTransactionNeverWas()
    {
        Storage s;
        {
            const auto transaction = Transaction::begin(*s.database);
            QVERIFY(transaction);
            QVERIFY(!s.append({}, "MA==", 1).isEmpty());
            QCOMPARE(s.datas({}).size(), 1);
        }
        QVERIFY(s.datas({}).isEmpty());
    }

    void whatCannotBeginIsAnError()
    {
        Storage s;
        auto outer = Transaction::begin(*s.database);
        QVERIFY(outer);
        const auto inner = Transaction::begin(*s.database);
        QVERIFY(!inner);
        QCOMPARE(inner.error().kind, ErrorKind::Storage);
        QVERIFY(!s.append({}, "MA==", 1).isEmpty());
        QVERIFY(outer->commit()); // and the outer one is as it was
        QCOMPARE(s.datas({}).size(), 1);
    }

    void whatWasCommittedIsThereAgain()
    {
        Storage s;
        const auto hash = s.append({}, "MA==", 1);
        s.database.reset();
        s.database = *Database::open(s.directory);
        MessageStore again(*s.database);
        const auto found = again.find(s.space, u"general"_s, *MessageId::parse(QByteArrayView(hash)));
        QVERIFY(found && *found);
    }

    void onlyTheHeadIsFollowed()
    {
        Storage s;
        auto orphan = s.sealed(QByteArray("zzz"), "MQ==");
        QCOMPARE(s.messages.append(s.space, orphan, 1).error().code, ErrorCode::HeadMoved);
        const auto first = s.append({}, "MA==", 1);
        QVERIFY(!first.isEmpty());
        auto second = s.sealed({}, "MQ==");
        QCOMPARE(s.messages.append(s.space, second, 1).error().code, ErrorCode::HeadMoved);
        auto empty = s.sealed(QByteArray(""), "MQ=="); // hashes like none, and is not none
        QCOMPARE(s.messages.append(s.space, empty, 1).error().code, ErrorCode::HeadMoved);
        QVERIFY(!s.append(first, "MQ==", 1).isEmpty());
        QVERIFY(s.append(first, "Mg==", 1).isEmpty());
    }

    void timestampsOnlyGrow()
    {
        Storage s;
        const auto first = s.append({}, "MA==", 5000);
        const auto second = s.append(first, "MQ==", 5000);
        (void)s.append(second, "Mg==", 4000); // the clock was put back
        const auto page = messagePageFromJson(*s.messages.page(s.space, u"general"_s, {}));
        QCOMPARE(page->messages.size(), 3);
        QCOMPARE(page->messages[0].serverTimestamp, 5000);
        QCOMPARE(page->messages[1].serverTimestamp, 5001);
        QCOMPARE(page->messages[2].serverTimestamp, 5002);
    }

    void topicsAndSpacesAreApart()
    {
        Storage s;
        (void)s.append({}, "MA==", 1);
        auto elsewhere = s.sealed({}, "MQ==", "alerts");
        QVERIFY(s.messages.append(s.space, elsewhere, 1));
        QCOMPARE(s.datas({}), QByteArrayList{"MA=="});
        const auto otherSpace = SpaceId::of(SigningKey::generate().publicKey());
        QCOMPARE(*s.messages.page(otherSpace, u"general"_s, {}),
                 std::string(R"({"messages":[],"has_more":false})"));
        const auto hash = *MessageId::parse(QByteArrayView(elsewhere.hash));
        QVERIFY(*s.messages.find(s.space, u"alerts"_s, hash));
        QVERIFY(!*s.messages.find(s.space, u"general"_s, hash));
        QVERIFY(!*s.messages.find(otherSpace, u"alerts"_s, hash));
    }

    void pages_data()
    {
        QTest::addColumn<QList<qint64>>("fromTo"); // -1: not given
        QTest::addColumn<int>("limit");
        QTest::addColumn<QByteArrayList>("expected");
        QTest::addColumn<bool>("hasMore");
        using Ms = QList<qint64>;
        QTest::newRow("all") << Ms{-1, -1} << 100 << QByteArrayList{"A", "B", "C", "D"} << false;
        QTest::newRow("exactly all") << Ms{-1, -1} << 4 << QByteArrayList{"A", "B", "C", "D"} << false;
        QTest::newRow("first") << Ms{-1, -1} << 1 << QByteArrayList{"A"} << true;
        QTest::newRow("both ends count") << Ms{20, 30} << 100 << QByteArrayList{"B", "C"} << false;
        QTest::newRow("from") << Ms{21, -1} << 100 << QByteArrayList{"C", "D"} << false;
        QTest::newRow("to") << Ms{-1, 29} << 100 << QByteArrayList{"A", "B"} << false;
        QTest::newRow("newest first") << Ms{9999, 0} << 3 << QByteArrayList{"D", "C", "B"} << true;
        QTest::newRow("newest first, both ends") << Ms{30, 20} << 100 << QByteArrayList{"C", "B"} << false;
        QTest::newRow("the head") << Ms{9'999'999'999'999, 0} << 1 << QByteArrayList{"D"} << true;
        QTest::newRow("nothing there") << Ms{41, 50} << 100 << QByteArrayList{} << false;
        QTest::newRow("one moment") << Ms{20, 20} << 100 << QByteArrayList{"B"} << false;
        QTest::newRow("one empty moment") << Ms{21, 21} << 100 << QByteArrayList{} << false;
    }
    void pages()
    {
        QFETCH(QList<qint64>, fromTo);
        QFETCH(int, limit);
        QFETCH(QByteArrayList, expected);
        QFETCH(bool, hasMore);
        Storage s;
        std::optional<QByteArray> head;
        for (const char *data : {"A", "B", "C", "D"})
            head = s.append(head, data, 10 * (*data - 'A' + 1));
        const auto given = [](qint64 value) { return value < 0 ? std::nullopt : std::optional(value); };
        bool more = !hasMore;
        QCOMPARE(s.datas({given(fromTo[0]), given(fromTo[1]), limit}, &more), expected);
        QCOMPARE(more, hasMore);
    }

    void dataIsReplacedAndRemoved_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("plain") << u"notes/a"_s;
        QTest::newRow("empty") << u""_s;
        QTest::newRow("with a NUL") << u"a\0b"_s;
        QTest::newRow("not ASCII") << u"é/ü"_s;
    }
    void dataIsReplacedAndRemoved()
    {
        QFETCH(QString, path);
        Storage s;
        QVERIFY(!*s.data.find(s.space, path));
        const auto first = signData(s.space, s.owner, s.key, path, "YQ==", 1000);
        const auto second = signData(s.space, s.owner, s.key, path, "", 2000);
        QVERIFY(s.data.put(s.space, path, first));
        QVERIFY(s.data.put(s.space, path, second));
        const auto stored = **s.data.find(s.space, path);
        QCOMPARE(stored.signedAt, 2000);
        QCOMPARE(stored.signedBy, s.owner.text());
        QVERIFY(!*s.data.find(s.space, path + u'x'));
        QVERIFY(s.data.remove(s.space, path));
        QVERIFY(s.data.remove(s.space, path));
        QVERIFY(!*s.data.find(s.space, path));
    }

    void usesAreCountedForEachTool()
    {
        Storage s;
        const MemberId tool = ToolId::of(SigningKey::generate().publicKey());
        QCOMPARE(*s.uses.count(s.space, tool), 0);
        QVERIFY(s.uses.add(s.space, tool));
        QVERIFY(s.uses.add(s.space, tool));
        QCOMPARE(*s.uses.count(s.space, tool), 2);
        QCOMPARE(*s.uses.count(s.space, s.owner), 0);
    }

    void aBlobStaysWhileAnybodyRefersToIt()
    {
        Storage s;
        QVERIFY(s.blobs.tidy());
        const MemberId other = UserId::of(SigningKey::generate().publicKey());
        const auto blob = *s.upload("bytes");
        QCOMPARE(blob, BlobId::of(sha256("bytes")));
        QVERIFY(s.blobs.addReference(blob, s.space, s.owner));
        QVERIFY(s.blobs.addReference(blob, s.space, s.owner)); // again: still one
        QVERIFY(s.blobs.addReference(blob, s.space, other));
        QVERIFY(s.blobs.removeReference(blob, s.space, s.owner));
        QVERIFY(s.blobs.removeUnreferenced(blob));
        QCOMPARE(s.blobFiles(), QStringList{blob.toString()});
        QVERIFY(!*s.blobs.isReferenced(blob, s.space, s.owner));
        QVERIFY(*s.blobs.isReferenced(blob, s.space));
        QVERIFY(s.blobs.removeReference(blob, s.space, other));
        QVERIFY(s.blobs.removeUnreferenced(blob));
        QVERIFY(s.blobFiles().isEmpty());
        QVERIFY(!*s.blobs.isReferenced(blob));
    }

    void aDroppedUploadLeavesNothing()
    {
        Storage s;
        QVERIFY(s.blobs.tidy());
        {
            const auto upload = *s.blobs.beginUpload();
            QVERIFY(upload->append("half"));
            QCOMPARE(s.blobFiles().size(), 1);
        }
        QVERIFY(s.blobFiles().isEmpty());
    }

    void whatACrashLeftBehindIsTidiedUp()
    {
        Storage s;
        QVERIFY(s.blobs.tidy());
        const auto wanted = *s.upload("wanted");
        QVERIFY(s.blobs.addReference(wanted, s.space, s.owner));
        QVERIFY(s.upload("without a reference"));
        QFile interrupted(s.directory + u"/blobs/upload-abc123"_s);
        QVERIFY(interrupted.open(QIODevice::WriteOnly));
        QVERIFY(s.blobs.tidy());
        QCOMPARE(s.blobFiles(), QStringList{wanted.toString()});
    }
};

QTEST_GUILESS_MAIN(TestServerStorage)
#include "tst_server_storage.moc"
