// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Files that a person sends: kept until they are on the server and posted, once and in order, whatever
// happens in between.

#include "crypto/encoding.h"
#include "support/faultywire.h"
#include "support/livefixture.h"
#include "support/sqlfile.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr qsizetype large = 4 * 1024 * 1024;
const auto general = u"general"_s;

bool isPut(const HttpRequest &request)
{
    return request.method == HttpRequest::Method::Put;
}

//! As of a picture: nothing can be made smaller of them.
QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(7);
    std::generate(bytes.begin(), bytes.end(), [&random] { return static_cast<char>(random.generate()); });
    return bytes;
}

} // namespace

class TestUploads : public QObject, private LiveFixture
{
    Q_OBJECT

    QTemporaryDir m_folder;

    FileToSend file(const QString &name, const QByteArray &bytes) const
    {
        QFile written(m_folder.filePath(name));
        if (!written.open(QIODevice::WriteOnly) || written.write(bytes) != bytes.size())
            qFatal("the test has no disk");
        FileToSend file{.path = written.fileName()};
        file.described.fileName = name;
        file.described.contentType = u"application/octet-stream"_s;
        return file;
    }

    static FileToSend pasted(const QString &name, const QByteArray &bytes)
    {
        FileToSend file{.bytes = bytes};
        file.described.fileName = name;
        file.described.contentType = u"image/png"_s;
        file.described.isImage = true;
        return file;
    }

    void restart()
    {
        m_live.reset();
        m_machine.close();
        QVERIFY(m_machine.open());
        open();
    }

    //! How many bytes are kept of the last upload; 0 when there is none.
    qsizetype keptOfLast()
    {
        const auto kept = await(m_machine.user().uploads(m_owner.space));
        return kept && !kept->isEmpty() ? kept->back().content.size() : 0;
    }

    bool isOnDisk(const QByteArray &bytes) const
    {
        const QDir folder(m_machine.folder());
        for (const auto &name : folder.entryList(QDir::Files | QDir::Hidden)) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::ReadOnly) || file.readAll().contains(bytes))
                return true;
        }
        return false;
    }

    //! The files that the topic brings, as everybody sees them.
    QList<FilePayload> posted()
    {
        QList<FilePayload> files;
        auto space = m_server.spaceFor(m_owner.clone());
        const auto page = await(space->messages().list(general, {0, endOfTime, 1000}));
        for (const auto &sealed : page ? page->messages : QList<SealedMessage>()) {
            const auto text = space->messages().decrypt(general, sealed.message);
            const auto payload = readPayload(sealed.message.type, text.value_or(QByteArray()));
            if (const auto *const brought = std::get_if<FilePayload>(&payload))
                files << *brought;
        }
        return files;
    }
    QStringList postedNames()
    {
        QStringList names;
        for (const auto &brought : posted())
            names << brought.fileName;
        return names;
    }
    QByteArray contentsOf(const FilePayload &brought)
    {
        auto space = m_server.spaceFor(m_owner.clone());
        return await(space->blobs().download(brought.blob, *SymmetricKey::fromBytes(*brought.key)))
            .value_or("not there");
    }

    Uploads &uploads() { return m_live->uploads(); }

private Q_SLOTS:
    void initTestCase() { QVERIFY(startServer()); }
    void init() { QVERIFY(begin()); }
    void cleanup() { end(); }

    void aFileArrivesWithWhatOpensIt()
    {
        auto sent = file(u"a.bin"_s, QByteArray(100'000, 'a'));
        sent.described.isImage = true;
        sent.described.width = 3;
        sent.described.height = 4;
        sent.described.thumbnail = "small";
        QSignalSpy finished(&uploads(), &Uploads::finished);
        const auto id = await(uploads().add(general, sent));
        VERIFY_OK(id);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished.front().front().toLongLong(), *id);
        QVERIFY(uploads().items().isEmpty());
        QTRY_COMPARE(posted().size(), 1);
        const auto brought = posted().front();
        auto expected = sent.described;
        expected.blob = brought.blob;
        expected.key = brought.key;
        expected.size = 100'000;
        QCOMPARE(brought, expected);
        QCOMPARE(contentsOf(brought), QByteArray(100'000, 'a'));
        QVERIFY(await(m_machine.user().uploads(m_owner.space))->isEmpty());
    }

    void whatIsInNoFileSurvivesARestart()
    {
        const auto bytes = randomBytes(500'000);
        m_wire->holds = isPut;
        VERIFY_OK(await(uploads().add(general, pasted(u"a.png"_s, bytes))));
        QTRY_COMPARE(m_wire->heldCount(), 1);
        QVERIFY(keptOfLast() > bytes.size());
        for (const auto &shown : {bytes.mid(250'000, 60), bytes.mid(249'999, 60).toBase64()})
            QVERIFY(!isOnDisk(shown));
        m_wire->holds = [](const HttpRequest &) { return false; };
        restart();
        QTRY_COMPARE(postedNames(), QStringList{u"a.png"_s});
        QVERIFY(posted().front().isImage);
        QCOMPARE(posted().front().size, bytes.size());
        QVERIFY(contentsOf(posted().front()) == bytes);
        QTRY_COMPARE(keptOfLast(), 0);
    }

    void onceStoredItsBytesAreNotKept()
    {
        const auto bytes = randomBytes(500'000);
        m_wire->holds = isPut;
        VERIFY_OK(await(uploads().add(general, file(u"first"_s, "x"))));
        QTRY_COMPARE(m_wire->heldCount(), 1);
        const auto id = await(uploads().add(general, pasted(u"second.png"_s, bytes)));
        VERIFY_OK(id);
        QTRY_COMPARE(m_wire->heldCount(), 2);
        QVERIFY(keptOfLast() > bytes.size());
        m_wire->releaseLast();
        QTRY_VERIFY(keptOfLast() < 1000); // it waits for the first
        QVERIFY(uploads().item(*id)->file.bytes.isEmpty());
        m_wire->holds = [](const HttpRequest &) { return false; };
        restart();
        QTRY_COMPARE(postedNames(), (QStringList{u"first"_s, u"second.png"_s}));
        QVERIFY(contentsOf(posted().back()) == bytes);
        QCOMPARE(std::count_if(m_wire->requests.begin(), m_wire->requests.end(), isPut),
                 3); // the first twice
    }

    void theyArePostedInOrderTwoAtATime()
    {
        m_wire->holds = isPut;
        QStringList names;
        for (int i = 0; i < 5; ++i) {
            names << QString::number(i);
            VERIFY_OK(await(uploads().add(general, file(names.back(), QByteArray(1000, 'x')))));
        }
        QTRY_COMPARE(m_wire->heldCount(), 2);
        const auto running = uploads().items();
        QCOMPARE(std::count_if(running.begin(), running.end(),
                               [](const Upload &upload) { return upload.state == Upload::State::Running; }),
                 2);
        // The second is there first, and waits for the one before it.
        m_wire->holds = [](const HttpRequest &) { return false; };
        m_wire->releaseLast();
        QTRY_COMPARE(uploads().items().size(), 5);
        QTRY_COMPARE(m_wire->heldCount(), 1);
        QCOMPARE(postedNames(), QStringList());
        m_wire->release();
        QTRY_COMPARE(postedNames(), names);
    }

    void whatCannotBeSentDoesNotKeepTheOthers()
    {
        auto gone = file(u"gone"_s, "x");
        QVERIFY(QFile::remove(gone.path));
        QSignalSpy finished(&uploads(), &Uploads::finished);
        const auto id = await(uploads().add(general, gone));
        VERIFY_OK(id);
        VERIFY_OK(await(uploads().add(general, file(u"there"_s, "y"))));
        QTRY_COMPARE(finished.size(), 1);
        QTRY_COMPARE(postedNames(), QStringList{u"there"_s});
        const auto failed = uploads().item(*id);
        QVERIFY(failed);
        QCOMPARE(failed->state, Upload::State::Failed);
        QCOMPARE(failed->failure->code, ErrorCode::CannotOpen);

        // It is still known, with its reason, after a restart; and once the file is there it can be sent.
        m_live.reset();
        open();
        QTRY_COMPARE(uploads().items().size(), 1);
        QCOMPARE(uploads().items().front().failure->code, ErrorCode::CannotOpen);
        file(u"gone"_s, "x");
        uploads().retry(*id);
        QTRY_COMPARE(postedNames(), (QStringList{u"there"_s, u"gone"_s}));
    }

    void aServerThatIsAwayIsWaitedFor()
    {
        m_wire->failure = Error{ErrorKind::Network, ErrorCode::ConnectionRefused, {}};
        VERIFY_OK(await(uploads().add(general, file(u"a"_s, "x"))));
        // Between two tries: it waits, and says why.
        QTRY_VERIFY(uploads().items().front().failure &&
                    uploads().items().front().state == Upload::State::Waiting);
        m_wire->failure.reset();
        QTRY_COMPARE(postedNames(), QStringList{u"a"_s});
    }

    void whatIsStoredIsNotSentAgainWhenOnlyThePostFailed()
    {
        m_wire->loses = RelayTransport::isPost;
        m_wire->failure.reset();
        QSignalSpy finished(&uploads(), &Uploads::finished);
        VERIFY_OK(await(uploads().add(general, file(u"a"_s, "x"))));
        QTRY_COMPARE(finished.size(), 1);
        QTRY_COMPARE(m_live->outbox().count(), 1);
        m_live.reset();
        m_wire->loses = [](const HttpRequest &) { return false; };
        open();
        QTRY_COMPARE(m_live->outbox().count(), 0);
        QTRY_COMPARE(postedNames(), QStringList{u"a"_s});
        QCOMPARE(std::count_if(m_wire->requests.begin(), m_wire->requests.end(), isPut), 1);
    }

    void whatCannotBecomeAMessageIsTriedAgain()
    {
        const auto userFile = m_machine.file(u"user.db"_s);
        QVERIFY(runSql(
            userFile,
            {u"CREATE TRIGGER refusing BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END"_s}));
        const auto id = await(uploads().add(general, file(u"a"_s, "x")));
        VERIFY_OK(id);
        QTRY_VERIFY(uploads().item(*id) && uploads().item(*id)->state == Upload::State::Failed);
        QCOMPARE(postedNames(), QStringList());
        QVERIFY(runSql(userFile, {u"DROP TRIGGER refusing"_s}));
        uploads().retry(*id);
        QTRY_COMPARE(postedNames(), QStringList{u"a"_s});
        QCOMPARE(std::count_if(m_wire->requests.begin(), m_wire->requests.end(), isPut), 1);
    }

    void cancelledItIsNotPosted_data()
    {
        QTest::addColumn<bool>("isStored");
        QTest::newRow("under way") << false;
        QTest::newRow("stored already, behind one that is not") << true;
    }
    void cancelledItIsNotPosted()
    {
        QFETCH(bool, isStored);
        m_wire->holds = isPut;
        VERIFY_OK(await(uploads().add(general, file(u"first"_s, "x"))));
        QTRY_COMPARE(m_wire->heldCount(), 1);
        const auto second = await(uploads().add(general, file(u"second"_s, "y")));
        QTRY_COMPARE(m_wire->heldCount(), 2);
        if (isStored) {
            m_wire->releaseLast();
            QTRY_VERIFY(uploads().item(*second)->state != Upload::State::Running);
        }
        QSignalSpy cancelled(&uploads(), &Uploads::cancelled);
        uploads().cancel(*second);
        QTRY_COMPARE(cancelled.size(), 1);
        QVERIFY(!uploads().item(*second));
        m_wire->release();
        QTRY_COMPARE(postedNames(), QStringList{u"first"_s});
        m_live.reset();
        open();
        QTRY_COMPARE(m_live->connection(), Stream::Status::Connected);
        QVERIFY(uploads().items().isEmpty());
        QCOMPARE(postedNames(), QStringList{u"first"_s});
    }

    void theSameFileTwiceIsTwoMessages()
    {
        const auto sent = file(u"a"_s, "x");
        VERIFY_OK(await(uploads().add(general, sent)));
        VERIFY_OK(await(uploads().add(general, sent)));
        QTRY_COMPARE(postedNames(), (QStringList{u"a"_s, u"a"_s}));
        QVERIFY(posted().front().blob != posted().back().blob); // each has its own key
        QCOMPARE(contentsOf(posted().front()), QByteArray("x"));
    }

    void killedItIsSentOnceAllTheSame_data()
    {
        QTest::addColumn<int>("percent");
        for (const int percent : {1, 50, 99, 100})
            QTest::addRow("at %d %%", percent) << percent;
    }
    void killedItIsSentOnceAllTheSame()
    {
        QFETCH(int, percent);
        const QTemporaryDir folder;
        const auto dataKey = SymmetricKey::generate();
        const auto sent = file(u"large"_s, QByteArray(large, 'k'));
        FaultyWire wire(m_server.url());
        const auto hex = [](const SecretBytes &bytes) { return QString::fromLatin1(toHex(bytes.view())); };
        const QStringList arguments{folder.path(), wire.url().toString(), hex(m_owner.key.seed()),
                                    hex(m_owner.root->bytes()), hex(dataKey.bytes())};
        {
            QProcess first;
            wire.cut(FaultyWire::Way::Up, large * percent / 100, 1);
            connect(&wire, &FaultyWire::wasCut, &first, &QProcess::kill);
            first.start(QStringLiteral(UPLOADSENDER_PROGRAM), arguments + QStringList{sent.path});
            QTRY_COMPARE_WITH_TIMEOUT(first.state(), QProcess::NotRunning, 20'000);
            QCOMPARE(first.exitStatus(), QProcess::CrashExit);
            QCOMPARE(first.readAllStandardOutput(), QByteArray("durable\n"));
        }
        QCOMPARE(postedNames(), QStringList());
        QProcess second;
        second.start(QStringLiteral(UPLOADSENDER_PROGRAM), arguments);
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(second.exitCode(), 0);
        QCOMPARE(postedNames(), QStringList{u"large"_s});
        QCOMPARE(contentsOf(posted().front()), QByteArray(large, 'k'));
    }
};

QTEST_GUILESS_MAIN(TestUploads)
#include "tst_uploads.moc"
