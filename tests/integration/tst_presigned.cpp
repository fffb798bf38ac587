// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Files that a space's server keeps in a storage of its own, which clients reach with URLs it signs: over
// sockets, with a storage that takes nothing else than S3 would.

#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/machine.h"
#include "support/presigningserver.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

using Way = PresignedStorage::Way;
using Change = std::function<void(HttpRequest &)>;

constexpr qsizetype piece = 64 * 1024;
constexpr qsizetype large = 5 * 1000 * 1000;
constexpr int always = 1000;
const auto general = u"general"_s;
const QByteArray checksumField = "x-amz-checksum-sha256";

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes((size + 3) / 4 * 4, Qt::Uninitialized);
    QRandomGenerator::global()->fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    bytes.truncate(size);
    return bytes;
}

//! The bytes that the storage checks are made with.
const QByteArray sample = "some bytes";

} // namespace

class TestPresigned : public QObject
{
    Q_OBJECT

    Backend m_server;
    HttpClient m_http;
    std::unique_ptr<PresignedStorage> m_storage;
    std::unique_ptr<PresigningServer> m_front;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Space> m_space;

    Credentials ownerThere() const
    {
        return Credentials::owner(m_front->url(), SigningKey::generate(), SymmetricKey::generate());
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

    Result<QString> download(const EncryptedBlob &blob)
    {
        return await(blobs().downloadTo(place(u"got"_s), PartFile::WhenTaken::Replace, blob.id, blob.key));
    }
    Result<QString> downloadPlaintext(const BlobId &id)
    {
        return await(blobs().downloadPlaintextTo(place(u"got"_s), PartFile::WhenTaken::Replace, id));
    }

    //! What becomes of these bytes on that way, the other way being clear.
    std::optional<Error> failureOf(Way way, const QByteArray &bytes)
    {
        const auto id = BlobId::of(sha256(bytes));
        if (way == Way::Up) {
            const auto up = await(blobs().uploadPlaintext(bytes));
            return up ? std::nullopt : std::optional(up.error());
        }
        m_storage->put(id, bytes);
        const auto down = downloadPlaintext(id);
        return down ? std::nullopt : std::optional(down.error());
    }

    QList<int> statuses() const
    {
        QList<int> list;
        for (const auto &seen : m_storage->seen())
            list << seen.status;
        return list;
    }

    //! The files that a topic brings, opened.
    QByteArrayList posted(const Credentials &owner)
    {
        QByteArrayList contents;
        const auto space = m_server.spaceFor(owner.clone());
        const auto page = await(space->messages().list(general, {0, endOfTime, 1000}));
        for (const auto &sealed : page ? page->messages : QList<SealedMessage>()) {
            const auto text = space->messages().decrypt(general, sealed.message);
            const auto payload = readPayload(sealed.message.type, text.value_or(QByteArray()));
            if (const auto *const file = std::get_if<FilePayload>(&payload))
                contents << await(space->blobs().download(file->blob, *SymmetricKey::fromBytes(*file->key)))
                                .value_or("not there");
        }
        return contents;
    }

    static void addWays()
    {
        QTest::addColumn<PresignedStorage::Way>("way");
        QTest::newRow("up") << Way::Up;
        QTest::newRow("down") << Way::Down;
    }

    HttpRequest samplePut()
    {
        const auto id = BlobId::of(sha256(sample));
        HttpRequest request{.method = HttpRequest::Method::Put,
                            .url = QUrl::fromEncoded(m_storage->uploadUrl(id), QUrl::StrictMode)};
        request.body = sample;
        request.contentType = "application/octet-stream";
        request.headers = {{checksumField, toBase64(id.payload())}};
        return request;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        m_storage = std::make_unique<PresignedStorage>();
        m_front = std::make_unique<PresigningServer>(m_server.url(), *m_storage);
        m_folder = std::make_unique<QTemporaryDir>();
        m_space = m_server.spaceFor(ownerThere());
        VERIFY_OK(await(m_space->session().authenticate()));
    }
    void cleanup() { m_space.reset(); }

    //! The example in Amazon's description of signatures in queries.
    void theStandInSignsAsAmazonDoes()
    {
        const S3Account account{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"};
        const QDateTime at({2013, 5, 24}, {0, 0}, Qt::UTC);
        const auto part = S3Signed::of("GET", "/test.txt", {{"host", "examplebucket.s3.amazonaws.com"}},
                                       account, at, 86400);
        QCOMPARE(part.signature(account),
                 QByteArray("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"));
        QCOMPARE(part.expiresAt(), at.addDays(1));
    }

    void theStandInTakesNothingElse_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char *what, int status, const char *code, Change change) {
            QTest::newRow(what) << std::move(change) << status << QByteArray(code);
        };
        const auto edit = [](const char *from, const char *to) -> Change {
            return [from, to](HttpRequest &request) {
                request.url = QUrl::fromEncoded(request.url.toEncoded().replace(from, to));
            };
        };
        row("what it signed", 200, "", [](HttpRequest &) {});
        row("signed in a second way", 400, "InvalidArgument", [](HttpRequest &request) {
            request.bearer = std::make_shared<SecretBytes>(SecretBytes::copyOf("token"));
        });
        row("another place", 403, "SignatureDoesNotMatch", edit("bucket", "other"));
        row("a longer life", 403, "SignatureDoesNotMatch", edit("Expires=3600", "Expires=9999"));
        row("another session", 403, "SignatureDoesNotMatch", edit("session", "other"));
        row("no time", 403, "AccessDenied", edit("X-Amz-Date", "X-Amz-Other"));
        row("another method", 403, "SignatureDoesNotMatch",
            [](HttpRequest &request) { request.method = HttpRequest::Method::Get; });
        row("another type", 403, "SignatureDoesNotMatch",
            [](HttpRequest &request) { request.contentType = "text/plain"; });
        row("no checksum", 403, "SignatureDoesNotMatch",
            [](HttpRequest &request) { request.headers.clear(); });
        row("another checksum", 403, "SignatureDoesNotMatch", [](HttpRequest &request) {
            request.headers = {{checksumField, toBase64(sha256("other").view())}};
        });
        row("a field that is not signed", 403, "AccessDenied",
            [](HttpRequest &request) { request.headers << std::pair("x-amz-acl", "public-read"); });
        row("other bytes", 400, "BadDigest", [](HttpRequest &request) { request.body.front() = 'S'; });
    }
    void theStandInTakesNothingElse()
    {
        QFETCH(Change, change);
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        auto request = samplePut();
        change(request);
        const auto response = await(m_http.send(request));
        VERIFY_OK(response);
        QCOMPARE(response->status, status);
        QCOMPARE(response->body.contains("<Code>" + code + "</Code>"), !code.isEmpty());
        QCOMPARE(m_storage->objectCount(), status == 200 ? 1 : 0);
    }

    void theStandInTakesNoBodyOfUnknownSize()
    {
        const auto url = m_storage->uploadUrl(BlobId::of(sha256(sample)));
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, m_storage->serverPort());
        const auto host = "127.0.0.1:" + QByteArray::number(m_storage->serverPort());
        socket.write("PUT " + url.mid(url.indexOf(host) + host.size()) + " HTTP/1.1\r\nHost: " + host +
                     "\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n" +
                     checksumField + ": " + toBase64(sha256(sample).view()) + "\r\n\r\n");
        QByteArray answer;
        QTRY_VERIFY((answer += socket.readAll()).contains("</Error>"));
        QVERIFY(answer.startsWith("HTTP/1.1 411 "));
        QVERIFY(answer.contains("<Code>MissingContentLength</Code>"));
    }

    void comesBackAsItWas_data()
    {
        QTest::addColumn<qsizetype>("size");
        for (const qsizetype size :
             {qsizetype(0), qsizetype(1), qsizetype(28), piece - 1, piece, piece + 1, large})
            QTest::addRow("%lld bytes", static_cast<long long>(size)) << size;
    }
    void comesBackAsItWas()
    {
        QFETCH(qsizetype, size);
        const auto bytes = randomBytes(size);
        const auto file = put(bytes);
        const auto sealed = await(blobs().upload(BlobSource::ofFile(file)));
        VERIFY_OK(sealed);
        QVERIFY(m_storage->contains(sealed->id));
        VERIFY_OK(download(*sealed));
        QCOMPARE(got(), bytes);
        QCOMPARE(*await(blobs().download(sealed->id, sealed->key)), bytes);
        const auto plain = await(blobs().uploadPlaintext(BlobSource::ofFile(file)));
        if (size == 0) {
            QVERIFY(!plain);
            QCOMPARE(plain.error().code, ErrorCode::BadLength);
            QCOMPARE(statuses(), (QList<int>{200, 200, 200}));
            return;
        }
        QCOMPARE(*plain, BlobId::of(sha256(bytes)));
        VERIFY_OK(downloadPlaintext(*plain));
        QCOMPARE(got(), bytes);
        QCOMPARE(statuses(), (QList<int>{200, 200, 200, 200, 200}));
        QCOMPARE(m_storage->objectCount(), 2);
    }

    void anUploadSaysWhatStorageNeedsAndNoMore_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<bool>("isAskedFirst");
        QTest::newRow("small") << qsizetype(1000) << false;
        QTest::newRow("large") << large << true;
    }
    void anUploadSaysWhatStorageNeedsAndNoMore()
    {
        QFETCH(qsizetype, size);
        QFETCH(bool, isAskedFirst);
        const auto id = await(blobs().uploadPlaintext(randomBytes(size)));
        VERIFY_OK(id);
        QCOMPARE(m_storage->seen().size(), 1);
        const auto &[head, bodySize, status] = m_storage->seen().front();
        QCOMPARE(head.method, QByteArray("PUT"));
        QCOMPARE(bodySize, size);
        QVERIFY(!head.fields.contains("authorization"));
        QVERIFY(!head.fields.contains("cookie"));
        QVERIFY(!head.fields.contains("transfer-encoding"));
        QCOMPARE(head.fields.value("content-length"), QByteArray::number(size));
        QCOMPARE(head.fields.value("content-type"), QByteArray("application/octet-stream"));
        QCOMPARE(head.fields.value(checksumField), id->payload().toBase64());
        QCOMPARE(head.waitsForContinue(), isAskedFirst);
    }

    void aDownloadSaysNothingOfUs()
    {
        const auto id = BlobId::of(sha256(sample));
        m_storage->put(id, sample);
        VERIFY_OK(downloadPlaintext(id));
        QCOMPARE(m_storage->seen().size(), 1);
        const auto &fields = m_storage->seen().front().head.fields;
        for (const auto *const name : {"authorization", "cookie", "referer", "content-type", "range"})
            QVERIFY2(!fields.contains(name), name);
    }

    void theServerItselfHasNoneOfIt()
    {
        const auto id = await(blobs().uploadPlaintext(sample));
        VERIFY_OK(id);
        const auto &who = m_space->credentials();
        const auto directly =
            m_server.spaceFor(Credentials::owner(m_server.url(), who.key.clone(), who.root->clone()));
        QCOMPARE(await(directly->blobs().downloadPlaintext(*id)).error().kind, ErrorKind::NotFound);
    }

    void twiceIsAsGoodAsOnce()
    {
        const auto seal = BlobSeal::generate();
        const auto source = BlobSource::ofBytes(randomBytes(large));
        const auto first = await(blobs().upload(source, seal));
        const auto second = await(blobs().upload(source, seal));
        VERIFY_OK(first);
        VERIFY_OK(second);
        QCOMPARE(second->id, first->id);
        QCOMPARE(statuses(), (QList<int>{200, 200}));
        QCOMPARE(m_storage->objectCount(), 1);
    }

    void aPlaceThatHasExpiredIsAskedForOnceMore_data()
    {
        QTest::addColumn<PresignedStorage::Way>("way");
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<int>("times");
        for (const auto way : {Way::Up, Way::Down}) {
            for (const auto size : {qsizetype(1000), large}) {
                for (const int times : {1, 2})
                    QTest::addRow("%s, %lld bytes, %d times", way == Way::Up ? "up" : "down",
                                  static_cast<long long>(size), times)
                        << way << size << times;
            }
        }
    }
    void aPlaceThatHasExpiredIsAskedForOnceMore()
    {
        QFETCH(PresignedStorage::Way, way);
        QFETCH(qsizetype, size);
        QFETCH(int, times);
        m_storage->giveExpired(times);
        const auto bytes = randomBytes(size);
        const auto failure = failureOf(way, bytes);
        QCOMPARE(m_front->urlsGiven(), 2);
        QCOMPARE(statuses(), (QList<int>{403, times == 1 ? 200 : 403}));
        if (times == 1) {
            QVERIFY(!failure);
            QVERIFY(m_storage->contains(BlobId::of(sha256(bytes))));
            return;
        }
        QCOMPARE(failure, std::optional(Error{ErrorKind::Blob, ErrorCode::StorageRefused, {}, 403}));
        QTRY_COMPARE(names(), QStringList());
        // The next one that asks is given one that is good.
        QVERIFY(!failureOf(way, bytes));
    }

    void aStorageThatIsBusyIsNoRefusal_data() { addWays(); }
    void aStorageThatIsBusyIsNoRefusal()
    {
        QFETCH(PresignedStorage::Way, way);
        m_storage->answerInstead(S3Answer::slowDown(), 1);
        QCOMPARE(failureOf(way, sample),
                 std::optional(Error{ErrorKind::Network, ErrorCode::ServerFailed, {}, 503}));
        QTRY_COMPARE(names(), QStringList());
        QVERIFY(!failureOf(way, sample));
    }

    void aRedirectIsNotFollowed_data() { addWays(); }
    void aRedirectIsNotFollowed()
    {
        QFETCH(PresignedStorage::Way, way);
        QTcpServer elsewhere;
        QVERIFY(elsewhere.listen(QHostAddress::LocalHost));
        QSignalSpy visits(&elsewhere, &QTcpServer::newConnection);
        const QUrl target(u"http://localhost:%1/x"_s.arg(elsewhere.serverPort()));
        m_storage->answerInstead(S3Answer::movedTo(target), 1);
        QCOMPARE(failureOf(way, sample),
                 std::optional(Error{ErrorKind::Network, ErrorCode::RedirectRefused, u"localhost"_s, 307}));
        QTRY_COMPARE(names(), QStringList());
        QVERIFY(!failureOf(way, sample));
        QCOMPARE(visits.size(), 0);
    }

    void whatIsNoWebAddressIsRefused_data()
    {
        QTest::addColumn<QByteArray>("place");
        QTest::newRow("a file") << QByteArray("file:///etc/passwd");
        QTest::newRow("another protocol") << QByteArray("ftp://127.0.0.1/x");
        QTest::newRow("a socket") << QByteArray("ws://127.0.0.1/x");
        QTest::newRow("only a path") << QByteArray("/bucket/x");
        QTest::newRow("no host") << QByteArray("http:///x");
        QTest::newRow("words") << QByteArray("no place at all");
    }
    void whatIsNoWebAddressIsRefused()
    {
        QFETCH(QByteArray, place);
        m_front->giveInstead(place);
        for (const auto way : {Way::Up, Way::Down}) {
            const auto failure = failureOf(way, sample);
            QVERIFY(failure);
            QCOMPARE(failure->kind, ErrorKind::Network);
            QCOMPARE(failure->code, ErrorCode::RedirectRefused);
        }
        QVERIFY(m_storage->seen().isEmpty());
        QTRY_COMPARE(names(), QStringList());
    }

    void otherBytesAreNoFile_data()
    {
        QTest::addColumn<QByteArray>("stored");
        auto other = QByteArray(large, 'a');
        other[large / 2] = 'b';
        QTest::newRow("one that differs") << other;
        QTest::newRow("fewer") << QByteArray(large - 1, 'a');
        QTest::newRow("more") << QByteArray(large + 1, 'a');
        QTest::newRow("none") << QByteArray("");
    }
    void otherBytesAreNoFile()
    {
        QFETCH(QByteArray, stored);
        const auto id = BlobId::of(sha256(QByteArray(large, 'a')));
        m_storage->put(id, stored);
        const auto path = downloadPlaintext(id);
        QVERIFY(!path);
        QCOMPARE(path.error(), (Error{ErrorKind::Blob, ErrorCode::HashMismatch, id.toString()}));
        QTRY_COMPARE(names(), QStringList());
        const auto opened = await(blobs().download(id, SymmetricKey::generate()));
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::HashMismatch);
    }

    void aWireThatBreaks_data()
    {
        QTest::addColumn<PresignedStorage::Way>("way");
        QTest::addColumn<int>("percent");
        for (const auto way : {Way::Up, Way::Down}) {
            for (const int percent : {0, 50, 99})
                QTest::addRow("%s, at %d %%", way == Way::Up ? "up" : "down", percent) << way << percent;
        }
    }
    void aWireThatBreaks()
    {
        QFETCH(PresignedStorage::Way, way);
        QFETCH(int, percent);
        const auto bytes = randomBytes(large);
        const auto id = BlobId::of(sha256(bytes));
        m_storage->cut(way, large * percent / 100, 1);
        const auto failure = failureOf(way, bytes);
        QVERIFY(failure);
        QCOMPARE(failure->kind, ErrorKind::Network);
        QCOMPARE(failure->code, ErrorCode::ConnectionLost);
        QCOMPARE(statuses(), QList<int>{0});
        QCOMPARE(m_storage->contains(id), way == Way::Down);
        QTRY_COMPARE(names(), QStringList());
        QVERIFY(!failureOf(way, bytes));
        VERIFY_OK(downloadPlaintext(id));
        QCOMPARE(got(), bytes);
    }

    void bytesThatChangeOnTheirWayUpAreNotTakenForStored()
    {
        m_storage->garble(1);
        QCOMPARE(failureOf(Way::Up, sample),
                 std::optional(Error{ErrorKind::Blob, ErrorCode::StorageRefused, {}, 400}));
        QCOMPARE(m_storage->objectCount(), 0);
        QVERIFY(!failureOf(Way::Up, sample));
        QCOMPARE(m_storage->objectCount(), 1);
    }

    void aConflictThereIsNotTakenForStored_data()
    {
        QTest::addColumn<int>("times");
        QTest::addColumn<bool>("isStored");
        QTest::newRow("once") << 1 << true;
        QTest::newRow("always") << always << false;
    }
    void aConflictThereIsNotTakenForStored()
    {
        QFETCH(int, times);
        QFETCH(bool, isStored);
        m_storage->answerInstead(S3Answer::conflict(), times);
        const auto failure = failureOf(Way::Up, sample);
        QCOMPARE(!failure, isStored);
        QCOMPARE(m_storage->contains(BlobId::of(sha256(sample))), isStored);
        QCOMPARE(m_storage->seen().size(), 2);
        if (failure)
            QCOMPARE(*failure, (Error{ErrorKind::Blob, ErrorCode::StorageRefused, {}, 409}));
    }

    void whatAPersonSendsOutlivesTrouble_data()
    {
        QTest::addColumn<QString>("trouble");
        QTest::addColumn<bool>("isWaitedOut");
        QTest::newRow("storage is busy") << u"busy"_s << true;
        QTest::newRow("the wire is cut") << u"cut"_s << true;
        QTest::newRow("the checksum is wrong") << u"garbled"_s << false;
        QTest::newRow("the place has always expired") << u"expired"_s << false;
    }
    void whatAPersonSendsOutlivesTrouble()
    {
        QFETCH(QString, trouble);
        QFETCH(bool, isWaitedOut);
        Machine machine;
        QVERIFY(machine.open());
        const auto owner = ownerThere();
        LiveSpace live(owner.clone(), m_server.services(), machine.services(),
                       m_server.isForeign() ? RuleSet::Real : RuleSet::Local);
        live.start();
        live.addTopicByHand(general);
        QTRY_COMPARE(live.connection(), Stream::Status::Connected);
        if (trouble == "busy"_L1)
            m_storage->answerInstead(S3Answer::slowDown(), 2);
        else if (trouble == "cut"_L1)
            m_storage->cut(Way::Up, large / 2, 2);
        else if (trouble == "garbled"_L1)
            m_storage->garble(1);
        else
            m_storage->giveExpired(2);

        const auto bytes = randomBytes(large);
        QList<Upload::State> failed;
        connect(&live.uploads(), &Uploads::changed, this, [&](qint64 id) {
            if (const auto upload = live.uploads().item(id); upload && upload->failure)
                failed << upload->state;
        });
        QSignalSpy finished(&live.uploads(), &Uploads::finished);
        FileToSend file{.path = put(bytes)};
        file.described.fileName = u"sent"_s;
        const auto id = await(live.uploads().add(general, file));
        VERIFY_OK(id);
        if (!isWaitedOut) {
            QTRY_COMPARE(failed, QList{Upload::State::Failed});
            QCOMPARE(live.uploads().item(*id)->failure->code, ErrorCode::StorageRefused);
            QCOMPARE(m_storage->objectCount(), 0);
            live.uploads().retry(*id);
        }
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
        if (isWaitedOut)
            QVERIFY(failed.contains(Upload::State::Waiting) && !failed.contains(Upload::State::Failed));
        QTRY_COMPARE(live.outbox().count(), 0);
        QCOMPARE(posted(owner), QByteArrayList{bytes});
    }
};

QTEST_GUILESS_MAIN(TestPresigned)
#include "tst_presigned.moc"
