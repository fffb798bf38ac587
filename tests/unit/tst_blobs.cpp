// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Files and values on their way, with a server that does as it likes.

#include "client/space.h"
#include "crypto/hash.h"
#include "protocol/dataentry.h"
#include "protocol/json.h"
#include "support/await.h"
#include "support/fakeclock.h"
#include "support/fakestreamsocket.h"
#include "support/faketransport.h"

#include <QSemaphore>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

//! Keeps every thread of a pool from anything else until it goes.
class BusyPool
{
public:
    BusyPool(WorkerPool &pool, QObject *context) : m_gate(std::make_shared<QSemaphore>())
    {
        for (int i = 0; i < pool.threadCount(); ++i) {
            pool.run([gate = m_gate] { gate->acquire(); }).done(context, [](const Result<void> &) {});
            ++m_threads;
        }
    }
    ~BusyPool() { m_gate->release(m_threads); }
    Q_DISABLE_COPY_MOVE(BusyPool)

private:
    std::shared_ptr<QSemaphore> m_gate;
    int m_threads = 0;
};

class TestBlobs : public QObject
{
    Q_OBJECT

    FakeClock m_clock;
    WorkerPool m_pool{1};
    FakeTransport m_transport;
    FakeStreamSocketFactory m_sockets;
    std::unique_ptr<Space> m_space;
    std::function<HttpResponse(const HttpRequest &)> m_answer;

    HttpResponse serve(const HttpRequest &request)
    {
        const auto path = request.url.path();
        if (path.endsWith("/auth/challenge"_L1))
            return FakeTransport::json(R"({"challenge":"Y2hhbGxlbmdl","expires_at":1})");
        if (path.endsWith("/auth/verify"_L1))
            return FakeTransport::json(R"({"token":"t","expires_at":)" +
                                       QByteArray::number(m_clock.now + 3600'000) + '}');
        return m_answer(request);
    }

    void openSpace(const QString &server)
    {
        m_space = std::make_unique<Space>(
            Credentials::owner(QUrl(server), SigningKey::generate(), SymmetricKey::generate()),
            ClientServices{m_transport, m_sockets, m_pool, m_clock});
    }

    //! Every event there is.
    static void settle()
    {
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
    }

private Q_SLOTS:
    void init()
    {
        m_clock = {};
        m_transport = {};
        m_transport.answer = [this](const HttpRequest &request) { return serve(request); };
        openSpace(u"https://server"_s);
    }

    void placesElsewhere_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("place");
        QTest::addColumn<bool>("isFollowed");
        QTest::newRow("another host") << u"https://server"_s << u"https://store.example/x?sig=1"_s << true;
        QTest::newRow("without TLS") << u"https://server"_s << u"http://store.example/x"_s << false;
        QTest::newRow("without TLS, the same host") << u"https://server"_s << u"http://server/x"_s << false;
        QTest::newRow("no web address") << u"https://server"_s << u"file:///etc/passwd"_s << false;
        QTest::newRow("from a server without TLS")
            << u"http://127.0.0.1:8000"_s << u"http://127.0.0.1:9000/x"_s << true;
        QTest::newRow("to one with it") << u"http://127.0.0.1:8000"_s << u"https://store.example/x"_s << true;
    }
    void placesElsewhere()
    {
        QFETCH(QString, server);
        QFETCH(QString, place);
        QFETCH(bool, isFollowed);
        openSpace(server);
        const QByteArray bytes = "stored bytes";
        const auto id = BlobId::of(sha256(bytes));
        m_answer = [&](const HttpRequest &request) -> HttpResponse {
            if (request.url == QUrl(place))
                return {.status = 200, .body = bytes};
            return FakeTransport::json(compactJson(
                {{u"blob_id"_s, id.toString()}, {u"upload_url"_s, place}, {u"download_url"_s, place}}));
        };
        const auto up = await(m_space->blobs().uploadPlaintext(bytes));
        const auto down = await(m_space->blobs().downloadPlaintext(id));
        QCOMPARE(up.has_value(), isFollowed);
        QCOMPARE(down.has_value(), isFollowed);
        const auto went =
            std::count_if(m_transport.requests.cbegin(), m_transport.requests.cend(),
                          [&](const HttpRequest &request) { return request.url == QUrl(place); });
        QCOMPARE(went, isFollowed ? 2 : 0);
        if (isFollowed)
            return;
        for (const auto &error : {up.error(), down.error()})
            QCOMPARE(error.code, ErrorCode::RedirectRefused);
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<int>("tries");
        const auto row = [](int status, ErrorKind kind, ErrorCode code, int tries) {
            QTest::addRow("%d", status) << status << kind << code << tries;
        };
        row(400, ErrorKind::Blob, ErrorCode::ServerRefused, 1);
        row(403, ErrorKind::Authorization, ErrorCode::PermissionDenied, 1);
        row(413, ErrorKind::Blob, ErrorCode::BlobTooLarge, 1);
        row(500, ErrorKind::Network, ErrorCode::ServerFailed, 2); // it may be the token
        row(503, ErrorKind::Network, ErrorCode::ServerFailed, 3);
    }
    void refusals()
    {
        QFETCH(int, status);
        QFETCH(ErrorKind, kind);
        QFETCH(ErrorCode, code);
        QFETCH(int, tries);
        m_answer = [status](const HttpRequest &) { return FakeTransport::detail(status, "no"); };
        const auto up = await(m_space->blobs().upload("bytes"));
        QVERIFY(!up);
        QCOMPARE(up.error().kind, kind);
        QCOMPARE(up.error().code, code);
        QCOMPARE(up.error().httpStatus, status);
        const auto puts = std::count_if(
            m_transport.requests.cbegin(), m_transport.requests.cend(),
            [](const HttpRequest &request) { return request.method == HttpRequest::Method::Put; });
        QCOMPARE(puts, tries);
        const auto down = await(m_space->blobs().downloadPlaintext(BlobId::of(sha256("x"))));
        QVERIFY(!down);
        QCOMPARE(down.error().code, code);
    }

    void aPlaceElsewhereIsAskedAsStorageWantsIt()
    {
        const QByteArray bytes = "stored bytes";
        const auto id = BlobId::of(sha256(bytes));
        m_answer = [&](const HttpRequest &request) -> HttpResponse {
            if (request.url.host() == "store.example"_L1)
                return {.status = 200};
            return FakeTransport::json(compactJson({{u"upload_url"_s, u"https://store.example/x?sig=1"_s}}),
                                       201);
        };
        VERIFY_OK(await(m_space->blobs().uploadPlaintext(bytes)));
        const auto &put = m_transport.requests.back();
        QCOMPARE(put.url.host(), u"store.example"_s);
        QVERIFY(!put.bearer);
        QCOMPARE(put.contentType, QByteArray("application/octet-stream"));
        QCOMPARE(put.headers, (QList<std::pair<QByteArray, QByteArray>>{
                                  {"x-amz-checksum-sha256", id.payload().toBase64()}}));
        QCOMPARE(put.body, bytes);
    }

    void aPlaceThatHasExpiredIsAskedForAnew_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("times");
        QTest::addColumn<ErrorCode>("code"); // None: it works
        QTest::newRow("once") << 403 << 1 << ErrorCode::None;
        QTest::newRow("always") << 403 << 100 << ErrorCode::StorageRefused;
        QTest::newRow("it is no place at all") << 404 << 100 << ErrorCode::StorageRefused;
        QTest::newRow("the bytes are not those") << 400 << 100 << ErrorCode::StorageRefused;
        QTest::newRow("storage is out of order") << 503 << 100 << ErrorCode::ServerFailed;
        QTest::newRow("too large for it") << 413 << 100 << ErrorCode::BlobTooLarge;
    }
    void aPlaceThatHasExpiredIsAskedForAnew()
    {
        QFETCH(int, status);
        QFETCH(int, times);
        QFETCH(ErrorCode, code);
        const QByteArray bytes = "stored bytes";
        int left = 0;
        m_answer = [&](const HttpRequest &request) -> HttpResponse {
            if (request.url.host() != "store.example"_L1)
                return FakeTransport::json(compactJson({{u"upload_url"_s, u"https://store.example/x"_s},
                                                        {u"download_url"_s, u"https://store.example/x"_s}}),
                                           201);
            if (left-- > 0)
                return {
                    .status = status, .body = "<Error>sig=secret</Error>", .contentType = "application/xml"};
            return {.status = 200, .body = bytes};
        };
        left = times;
        const auto up = await(m_space->blobs().uploadPlaintext(bytes));
        left = times;
        const auto down = await(m_space->blobs().downloadPlaintext(BlobId::of(sha256(bytes))));
        QCOMPARE(up ? ErrorCode::None : up.error().code, code);
        QCOMPARE(down ? ErrorCode::None : down.error().code, code);
        if (code == ErrorCode::None)
            return;
        QVERIFY(!up.error().detail.contains("secret"_L1));
        QVERIFY(!down.error().detail.contains("secret"_L1));
    }

    void moreThanAServerMayGiveIsNotTaken()
    {
        m_answer = [this](const HttpRequest &) -> HttpResponse {
            return {.status = 200, .body = QByteArray(m_space->blobs().largest() + 1, 'x')};
        };
        const auto down = await(m_space->blobs().downloadPlaintext(BlobId::of(sha256("x"))));
        QVERIFY(!down);
        QCOMPARE(down.error().code, ErrorCode::BlobTooLarge);
    }

    void whatIsThereAlreadyIsAsGood()
    {
        m_answer = [](const HttpRequest &) { return FakeTransport::detail(409, "exists"); };
        QCOMPARE(*await(m_space->blobs().uploadPlaintext("x")), BlobId::of(sha256("x")));
    }

    void anUploadNobodyWaitsForEnds()
    {
        m_answer = [](const HttpRequest &) { return HttpResponse{.status = 201}; };
        VERIFY_OK(await(m_space->session().authenticate()));
        m_transport.hangs = true;
        {
            const auto upload = m_space->blobs().uploadPlaintext("x");
            QTRY_COMPARE(m_transport.count(BlobId::of(sha256("x")).toString()), 1);
            QCOMPARE(m_transport.cancelledCount(), 0);
        }
        QTRY_COMPARE(m_transport.cancelledCount(), 1);
    }

    void largeWorkIsDoneOnThePool_data()
    {
        QTest::addColumn<QString>("work");
        for (const auto &work : {"seal a file", "hash a file", "check a file", "read a value"})
            QTest::newRow(work) << QString::fromLatin1(work);
    }
    void largeWorkIsDoneOnThePool()
    {
        QFETCH(QString, work);
        const QByteArray bytes = "the bytes";
        const auto id = BlobId::of(sha256(bytes));
        const auto &who = m_space->credentials();
        const auto entry = signData(who.space, who.member, who.key, u"a"_s, "YQ==", m_clock.now);
        m_answer = [&](const HttpRequest &request) -> HttpResponse {
            if (request.method == HttpRequest::Method::Put)
                return {.status = 201};
            if (request.url.path().contains("/data/"_L1))
                return FakeTransport::json(compactJson(toJson(entry)));
            return {.status = 200, .body = bytes, .contentType = "application/octet-stream"};
        };
        VERIFY_OK(await(m_space->session().authenticate()));
        int finished = 0;
        const auto count = [&finished](const auto &result) { finished += result ? 1 : -1; };
        const auto asked = m_transport.requests.size();
        {
            const BusyPool busy(m_pool, this);
            if (work == "seal a file"_L1)
                m_space->blobs().upload(bytes).done(this, count);
            else if (work == "hash a file"_L1)
                m_space->blobs().uploadPlaintext(bytes).done(this, count);
            else if (work == "check a file"_L1)
                m_space->blobs().downloadPlaintext(id).done(this, count);
            else
                m_space->data().plaintext(u"a"_s).done(this, count);
            settle();
            QCOMPARE(finished, 0);
            const bool isUpload = work.endsWith("a file"_L1) && !work.startsWith("check"_L1);
            QCOMPARE(m_transport.requests.size() - asked, isUpload ? 0 : 1);
        }
        QTRY_COMPARE(finished, 1);
    }

    void whatComesIsWhatWasSealed()
    {
        QByteArray stored;
        m_answer = [&stored](const HttpRequest &request) -> HttpResponse {
            if (request.method == HttpRequest::Method::Put)
                stored = request.body;
            return {.status = 200, .body = stored, .contentType = "application/octet-stream"};
        };
        const auto blob = await(m_space->blobs().upload("plain"));
        VERIFY_OK(blob);
        QVERIFY(!stored.contains("plain"));
        QCOMPARE(blob->size, stored.size());
        QCOMPARE(*await(m_space->blobs().download(blob->id, blob->key)), QByteArray("plain"));
        stored.back() = static_cast<char>(stored.back() ^ 1);
        QCOMPARE(await(m_space->blobs().download(blob->id, blob->key)).error().code, ErrorCode::HashMismatch);
    }
};

QTEST_GUILESS_MAIN(TestBlobs)
#include "tst_blobs.moc"
