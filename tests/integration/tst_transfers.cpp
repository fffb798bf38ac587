// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Files to a server and back, over sockets: whole, cut, changed, cancelled.

#include "crypto/hash.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/faultywire.h"
#include "support/fulldisk.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr qsizetype piece = 64 * 1024;
constexpr qsizetype large = 4 * 1024 * 1024;
constexpr auto replace = PartFile::WhenTaken::Replace;

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes((size + 3) / 4 * 4, Qt::Uninitialized);
    QRandomGenerator::global()->fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    bytes.truncate(size);
    return bytes;
}

//! Gives a little, then errs, as a disk does.
class BrokenDevice final : public QBuffer
{
protected:
    qint64 readData(char *data, qint64 most) override
    {
        return pos() < 1000 ? QBuffer::readData(data, std::min<qint64>(most, 1000)) : -1;
    }
};

//! A source whose contents are one thing the first time and another after that.
BlobSource changing(const QByteArray &first, const std::optional<QByteArray> &later)
{
    auto opened = std::make_shared<std::atomic<int>>(0);
    return BlobSource([first, later, opened]() -> Result<std::unique_ptr<QIODevice>> {
        const bool isFirst = (*opened)++ == 0;
        if (!isFirst && !later)
            return fail(ErrorKind::Storage, ErrorCode::CannotOpen, u"gone"_s);
        return BlobSource::ofBytes(isFirst ? first : *later).open();
    });
}

} // namespace

class TestTransfers : public QObject
{
    Q_OBJECT

    Backend m_server;
    std::unique_ptr<FaultyWire> m_wire;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Space> m_space;

    std::unique_ptr<Space> spaceAt(const QUrl &server)
    {
        return m_server.spaceFor(
            Credentials::owner(server, SigningKey::generate(), SymmetricKey::generate()));
    }

    Blobs &blobs() { return m_space->blobs(); }
    QString place(const QString &name) const { return m_folder->filePath(name); }
    QStringList names() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }

    QString put(const QByteArray &bytes) const
    {
        QFile file(place(u"sent"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("the test has no disk");
        return file.fileName();
    }
    QByteArray got() const
    {
        QFile file(place(u"got"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
    }

    //! What became of a download into the folder.
    Result<QString> download(const EncryptedBlob &blob)
    {
        return await(blobs().downloadTo(place(u"got"_s), replace, blob.id, blob.key));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_wire = std::make_unique<FaultyWire>(m_server.url());
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_wire->cut(FaultyWire::Way::Up, 0, 0);
        m_space = spaceAt(m_wire->url());
        VERIFY_OK(await(m_space->session().authenticate()));
    }
    void cleanup() { m_space.reset(); }

    void comesBackAsItWas_data()
    {
        QTest::addColumn<qsizetype>("size");
        for (const qsizetype size : {qsizetype(0), qsizetype(1), qsizetype(27), qsizetype(28), piece - 1,
                                     piece, piece + 1, 2 * piece, large + 3})
            QTest::addRow("%lld bytes", static_cast<long long>(size)) << size;
    }
    void comesBackAsItWas()
    {
        QFETCH(qsizetype, size);
        const auto bytes = randomBytes(size);
        const auto file = put(bytes);
        auto up = std::make_shared<TransferProgress>();
        const auto sealed = await(blobs().upload(BlobSource::ofFile(file), up));
        VERIFY_OK(sealed);
        QCOMPARE(sealed->size, size + 28);
        QCOMPARE(up->done(), sealed->size);
        QCOMPARE(up->total(), sealed->size);
        auto down = std::make_shared<TransferProgress>();
        const auto path = await(blobs().downloadTo(place(u"got"_s), replace, sealed->id, sealed->key, down));
        VERIFY_OK(path);
        QCOMPARE(*path, place(u"got"_s));
        QCOMPARE(got(), bytes);
        QCOMPARE(down->done(), sealed->size);
        QCOMPARE(*await(blobs().download(sealed->id, sealed->key)), bytes);

        const auto plain = await(blobs().uploadPlaintext(BlobSource::ofFile(file)));
        if (size == 0) {
            QVERIFY(!plain);
            QCOMPARE(plain.error().code, ErrorCode::BadLength);
            return;
        }
        QCOMPARE(*plain, BlobId::of(sha256(bytes)));
        VERIFY_OK(await(blobs().downloadPlaintextTo(place(u"got"_s), replace, *plain)));
        QCOMPARE(got(), bytes);
        // The same file once more: it is there already.
        QCOMPARE(*await(blobs().uploadPlaintext(BlobSource::ofFile(file))), *plain);
    }

    void aDeviceGetsItToo()
    {
        const auto blob = await(blobs().upload("some bytes"));
        auto file = std::make_unique<QFile>(place(u"got"_s));
        QVERIFY(file->open(QIODevice::WriteOnly));
        VERIFY_OK(
            await(blobs().downloadTo(std::make_unique<DeviceTarget>(std::move(file)), blob->id, blob->key)));
        QTRY_COMPARE(got(), QByteArray("some bytes")); // when the device is let go of
    }

    void aWireThatBreaks_data()
    {
        QTest::addColumn<bool>("isUp");
        QTest::addColumn<int>("percent");
        QTest::addColumn<bool>("forGood");
        for (const bool isUp : {true, false}) {
            for (const int percent : {10, 50, 99}) {
                for (const bool forGood : {true, false})
                    QTest::addRow("%s, at %d %%, %s", isUp ? "up" : "down", percent,
                                  forGood ? "for good" : "once")
                        << isUp << percent << forGood;
            }
        }
    }
    void aWireThatBreaks()
    {
        QFETCH(bool, isUp);
        QFETCH(int, percent);
        QFETCH(bool, forGood);
        const auto bytes = randomBytes(large);
        const auto times = forGood ? 1000 : 1;
        const auto at = large * percent / 100;
        const auto way = isUp ? FaultyWire::Way::Up : FaultyWire::Way::Down;
        if (isUp)
            m_wire->cut(way, at, times);
        const auto blob = await(blobs().upload(BlobSource::ofFile(put(bytes))));
        QCOMPARE(blob.has_value(), !isUp || !forGood);
        if (!isUp) {
            m_wire->cut(way, at, times);
            const auto path = download(*blob);
            QCOMPARE(path.has_value(), !forGood);
            if (!path)
                QCOMPARE(path.error(),
                         (Error{ErrorKind::Network, ErrorCode::ConnectionLost, path.error().detail}));
            QTRY_COMPARE(names(), forGood ? QStringList{u"sent"_s} : (QStringList{u"got"_s, u"sent"_s}));
        } else if (!blob) {
            QCOMPARE(blob.error().kind, ErrorKind::Network);
            QCOMPARE(blob.error().code, ErrorCode::ConnectionLost);
        }
        QVERIFY(m_wire->cuts() > 0);
        m_wire->cut(way, 0, 0);
        if (blob) {
            VERIFY_OK(download(*blob));
            QCOMPARE(got(), bytes);
        }
    }

    void aFileThatChanges_data()
    {
        QTest::addColumn<std::optional<QByteArray>>("later");
        QTest::addColumn<ErrorCode>("code");
        const auto bytes = QByteArray(large, 'a');
        auto other = bytes;
        other.back() = 'b';
        const auto row = [](const char *what, std::optional<QByteArray> later, ErrorCode code) {
            QTest::newRow(what) << std::move(later) << code;
        };
        row("its last byte", other, ErrorCode::FileChanged);
        row("shorter", bytes.first(large - 1), ErrorCode::FileChanged);
        row("longer", bytes + 'a', ErrorCode::FileChanged);
        row("empty", QByteArray(), ErrorCode::FileChanged);
        row("removed", std::nullopt, ErrorCode::CannotOpen);
    }
    void aFileThatChanges()
    {
        QFETCH(std::optional<QByteArray>, later);
        QFETCH(ErrorCode, code);
        const auto source = changing(QByteArray(large, 'a'), later);
        const auto plain = await(blobs().uploadPlaintext(source));
        QVERIFY(!plain);
        QCOMPARE(plain.error().kind, ErrorKind::Storage);
        QCOMPARE(plain.error().code, code);
        const auto sealed = await(blobs().upload(changing(QByteArray(large, 'a'), later)));
        QVERIFY(!sealed);
        QCOMPARE(sealed.error().code, code);
        const auto id = BlobId::of(sha256(QByteArray(large, 'a')));
        QCOMPARE(await(blobs().downloadPlaintext(id)).error().kind, ErrorKind::NotFound);
    }

    void aFileThatCannotBeRead_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("not there") << u"nothing"_s;
        QTest::newRow("a folder") << u"."_s;
        QTest::newRow("a pipe, which may never end") << u"pipe"_s;
    }
    void aFileThatCannotBeRead()
    {
        QFETCH(QString, what);
        QCOMPARE(::mkfifo(QFile::encodeName(place(u"pipe"_s)).constData(), 0600), 0);
        const auto blob = await(blobs().upload(BlobSource::ofFile(place(what))));
        QVERIFY(!blob);
        QCOMPARE(blob.error().kind, ErrorKind::Storage);
        QCOMPARE(blob.error().code, ErrorCode::CannotOpen);
    }

    void aDiskThatErrs()
    {
        const auto blob = await(blobs().upload(BlobSource([]() -> Result<std::unique_ptr<QIODevice>> {
            auto device = std::make_unique<BrokenDevice>();
            device->setData(QByteArray(100'000, 'x'));
            device->open(QIODevice::ReadOnly | QIODevice::Unbuffered);
            return device;
        })));
        QVERIFY(!blob);
        QCOMPARE(blob.error().code, ErrorCode::CannotRead);
    }

    void tooLargeIsSaidBeforeItIsRead()
    {
        QFile file(place(u"sent"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(blobs().largest() - 27)); // sealed, one byte too many
        auto progress = std::make_shared<TransferProgress>();
        const auto blob = await(blobs().upload(BlobSource::ofFile(file.fileName()), progress));
        QVERIFY(!blob);
        QCOMPARE(blob.error(),
                 (Error{ErrorKind::Blob, ErrorCode::BlobTooLarge, QString::number(blobs().largest() + 1)}));
        QCOMPARE(progress->total(), -1);
    }

    void aFullDiskKeepsNothing()
    {
        const auto blob = await(blobs().upload(randomBytes(large)));
        const auto path = [&] {
            const FullDisk disk(m_folder->path());
            return download(*blob);
        }();
        QVERIFY(!path);
        QCOMPARE(path.error().kind, ErrorKind::Storage);
        QCOMPARE(path.error().code, ErrorCode::DiskFull);
        QTRY_COMPARE(names(), QStringList());
        VERIFY_OK(download(*blob));
    }

    void aWrongKeyIsToldFromAWrongFile()
    {
        const auto blob = await(blobs().upload("contents"));
        const auto path =
            await(blobs().downloadTo(place(u"got"_s), replace, blob->id, SymmetricKey::generate()));
        QVERIFY(!path);
        QCOMPARE(path.error().code, ErrorCode::CannotDecrypt);
        QTRY_COMPARE(names(), QStringList());
        // One that was never sealed, and is too short to be.
        const auto plain = await(blobs().uploadPlaintext("x"));
        QCOMPARE(await(blobs().download(*plain, blob->key)).error().kind, ErrorKind::Validation);
    }

    void cancelledAtAnyMoment_data()
    {
        QTest::addColumn<bool>("isUp");
        QTest::newRow("up") << true;
        QTest::newRow("down") << false;
    }
    void cancelledAtAnyMoment()
    {
        QFETCH(bool, isUp);
        constexpr int moments = 12;
        const auto bytes = randomBytes(large);
        const auto source = BlobSource::ofFile(put(bytes));
        const auto blob = await(blobs().upload(source));
        VERIFY_OK(blob);
        for (int moment = 0; moment < moments; ++moment) {
            m_wire->stall(isUp ? FaultyWire::Way::Up : FaultyWire::Way::Down, blob->size * moment / moments);
            bool isDone = false;
            {
                QObject context; // whose death cancels
                if (isUp)
                    blobs().uploadPlaintext(source).done(&context, [&](const auto &) { isDone = true; });
                else
                    blobs()
                        .downloadTo(place(u"got"_s), replace, blob->id, blob->key)
                        .done(&context, [&](const auto &) { isDone = true; });
                QTRY_VERIFY(m_wire->isStalled());
            }
            QVERIFY(!isDone);
        }
        m_wire->cut(FaultyWire::Way::Up, 0, 0);
        QTRY_VERIFY(!names().contains(u"got.part"_s));
        // And all goes on as before.
        VERIFY_OK(download(*blob));
        QCOMPARE(got(), bytes);
        QTRY_COMPARE(names(), (QStringList{u"got"_s, u"sent"_s}));
    }

    void aSpaceThatGoesTakesItsTransfersAlong()
    {
        const auto bytes = randomBytes(large);
        const auto source = BlobSource::ofFile(put(bytes));
        auto upload = blobs().upload(source);
        m_space.reset();
        QCOMPARE(await(std::move(upload)).error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestTransfers)
#include "tst_transfers.moc"
