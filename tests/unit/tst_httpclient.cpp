// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Answers as no honest server gives them, byte by byte.

#include "base/secretbytes.h"
#include "net/httpclient.h"
#include "support/await.h"

#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

//! Says the same to everybody, then leaves; or goes on saying it.
class Speaker : public QTcpServer
{
public:
    QByteArray says;
    bool goesOn = false;
    bool stays = false;   //!< does not leave
    bool isHasty = false; //!< hears nobody out
    QByteArray heard;     //!< of the last
    qint64 sent = 0;
    int connections = 0;

    Speaker()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            auto *socket = nextPendingConnection();
            ++connections;
            connect(socket, &QTcpSocket::disconnected, this, [this] { --connections; });
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                heard = socket->readAll();
                if (!isHasty && !heard.contains("\r\n\r\n"))
                    return;
                sent += socket->write(says);
                if (stays)
                    return;
                if (!goesOn)
                    return socket->disconnectFromHost();
                connect(socket, &QTcpSocket::bytesWritten, socket, [this, socket] {
                    if (socket->bytesToWrite() == 0)
                        sent += socket->write(QByteArray(256 * 1024, 'x'));
                });
            });
        });
    }

    QUrl url() const { return QUrl(u"http://127.0.0.1:%1/"_s.arg(serverPort())); }
};

//! Hears a request out, then says yes; never says "go on".
class Listener : public QTcpServer
{
public:
    QByteArray heard;
    bool isDeaf = false; //!< reads nothing
    bool stays = false;  //!< keeps the connection when it has answered

    Listener()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            auto *socket = nextPendingConnection();
            if (isDeaf)
                return socket->setReadBufferSize(1);
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                heard += socket->readAll();
                const auto end = heard.indexOf("\r\n\r\n");
                const auto field = heard.indexOf("Content-Length: ") + 16;
                const auto length = heard.sliced(field, heard.indexOf('\r', field) - field).toLongLong();
                if (end >= 0 && heard.size() == end + 4 + length)
                    socket->write(stays ? "HTTP/1.1 204 x\r\n\r\n"
                                        : "HTTP/1.1 204 x\r\nConnection: close\r\n\r\n");
            });
        });
    }

    QUrl url() const { return QUrl(u"http://127.0.0.1:%1/"_s.arg(serverPort())); }
};

class Pieces final : public HttpBody
{
public:
    explicit Pieces(qint64 size) : m_size(size) {}

    qint64 errsAt = -1;
    int rewinds = 0;
    std::atomic<QThread *> readIn = nullptr;

    QByteArray all() const
    {
        QByteArray bytes(m_size, Qt::Uninitialized);
        for (qint64 i = 0; i < m_size; ++i)
            bytes[i] = static_cast<char>(i % 251);
        return bytes;
    }

    qint64 size() const override { return m_size; }
    Result<void> rewind() override
    {
        ++rewinds;
        m_at = 0;
        return errsAt == 0 ? err() : Result<void>();
    }
    Result<qint64> read(char *into, qint64 most) override
    {
        readIn = QThread::currentThread();
        if (m_at == errsAt)
            return err().map([] { return qint64(0); });
        auto size = std::min({most, m_size - m_at, qint64(7777)});
        if (errsAt > m_at)
            size = std::min(size, errsAt - m_at);
        for (qint64 i = 0; i < size; ++i)
            into[i] = static_cast<char>((m_at + i) % 251);
        m_at += size;
        return size;
    }

private:
    Result<void> err() const
    {
        return fail(ErrorKind::Storage, ErrorCode::CannotRead, u"at %1"_s.arg(errsAt));
    }

    qint64 m_size;
    qint64 m_at = 0;
};

class Collector final : public HttpSink
{
public:
    QByteArray bytes;
    qint64 size = 0;
    qint64 most = std::numeric_limits<qint64>::max();
    int begins = 0;

    Result<void> begin(qint64 declared) override
    {
        ++begins;
        size = declared;
        return {};
    }
    Result<void> write(QByteArrayView more) override
    {
        bytes += more;
        if (bytes.size() > most)
            return fail(ErrorKind::Storage, ErrorCode::DiskFull);
        return {};
    }
};

QByteArray head(int status, const QByteArray &fields)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " x\r\n" + fields + "\r\n";
}

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT

    static void bothWays()
    {
        QTest::addColumn<bool>("isForFiles");
        QTest::newRow("in memory") << false;
        QTest::newRow("of files") << true;
    }

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<bool>("isForFiles");
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<int>("status"); // 0: no answer
        QTest::addColumn<QByteArray>("body");
        for (const bool isForFiles : {false, true}) {
            const auto row = [isForFiles](const QByteArray &name) -> QTestData & {
                return QTest::newRow((isForFiles ? "of files: " + name : name).constData()) << isForFiles;
            };
            for (const int status :
                 {200, 201, 400, 401, 403, 404, 409, 413, 418, 422, 429, 500, 501, 503, 599})
                row(QByteArray::number(status))
                    << head(status, "Content-Length: 2\r\n") + "ok" << status << QByteArray("ok");
            row("redirected") << head(302, "Location: http://x.example/\r\nContent-Length: 0\r\n") << 0
                              << QByteArray();
            for (const int status : {200, 500})
                row(QByteArray::number(status) + ", cut off")
                    << head(status, "Content-Length: 20\r\n") + "ok" << 0 << QByteArray();
            row("garbled") << QByteArray("HTTP/1.1 \r\n\r\n") << 0 << QByteArray();
            row("nothing") << QByteArray() << 0 << QByteArray();
        }
        // A file comes as it is: what it should be, its hash says.
        QTest::newRow("packed badly")
            << false << head(200, "Content-Encoding: gzip\r\nContent-Length: 20\r\n") + QByteArray(20, 'x')
            << 0 << QByteArray();
    }
    void answers()
    {
        QFETCH(bool, isForFiles);
        QFETCH(QByteArray, says);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        Speaker server;
        server.says = says;
        HttpClient client;
        FileTransport files;
        const auto answer =
            await(isForFiles ? files.send({.url = server.url()}) : client.send({.url = server.url()}));
        QCOMPARE(answer ? answer->status : 0, status);
        if (status == 0)
            QCOMPARE(answer.error().kind, ErrorKind::Network);
        else
            QCOMPARE(answer->body, body);
    }

    void whatAnAnswerSaysOfItself_data() { bothWays(); }
    void whatAnAnswerSaysOfItself()
    {
        QFETCH(bool, isForFiles);
        Speaker server;
        server.says = head(503, "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: 7\r\n"
                                "Content-Type: text/plain\r\nContent-Length: 2\r\n") +
                      "no";
        HttpClient client;
        FileTransport files;
        HttpTransport &transport = isForFiles ? static_cast<HttpTransport &>(files) : client;
        const auto answer = await(transport.send({.url = server.url()}));
        VERIFY_OK(answer);
        QCOMPARE(answer->serverDateMs, 784'111'777'000);
        QCOMPARE(answer->retryAfterSeconds, 7);
        QCOMPARE(answer->contentType, QByteArray("text/plain"));
        QVERIFY(server.heard.startsWith("GET / HTTP/1.1\r\n"));
        QVERIFY(server.heard.contains("User-Agent: reeeductio-desktop/"));
        QVERIFY(!server.heard.contains("Authorization"));

        server.says = head(302, "Location: http://elsewhere.example/\r\nContent-Length: 0\r\n");
        const auto sentOn = await(transport.send({.url = server.url()}));
        QCOMPARE(sentOn.error(),
                 (Error{ErrorKind::Network, ErrorCode::RedirectRefused, u"elsewhere.example"_s, 302}));
    }

    void whyThereIsNoAnswer_data() { bothWays(); }
    void whyThereIsNoAnswer()
    {
        QFETCH(bool, isForFiles);
        Speaker server;
        server.says = head(200, "Content-Length: 20\r\n") + "half";
        server.stays = true;
        HttpClient client;
        FileTransport files;
        HttpTransport &transport = isForFiles ? static_cast<HttpTransport &>(files) : client;
        const auto codeOf = [&transport](const QUrl &url, int timeoutMs = 20'000) {
            const auto answer = await(transport.send({.url = url, .timeoutMs = timeoutMs}));
            return answer ? ErrorCode::None : answer.error().code;
        };
        QCOMPARE(codeOf(server.url(), 500), ErrorCode::TimedOut);
        auto secure = server.url();
        secure.setScheme(u"https"_s);
        server.says = "this is no handshake\r\n\r\n";
        server.isHasty = true;
        QCOMPARE(codeOf(secure), ErrorCode::TlsFailed);
        const auto gone = server.url();
        server.close();
        QCOMPARE(codeOf(gone), ErrorCode::ConnectionRefused);
        QCOMPARE(codeOf(QUrl(u"http://nobody.invalid/"_s)), ErrorCode::HostNotFound);
    }

    void aLargeBodyIsRefusedBeforeItIsSent()
    {
        Speaker server;
        server.says = head(413, "Content-Length: 3\r\nConnection: close\r\n") + "no!";
        FileTransport client;
        HttpRequest request{.method = HttpRequest::Method::Put, .url = server.url()};
        request.bearer = std::make_shared<SecretBytes>(SecretBytes::copyOf("token"));
        request.contentType = "application/octet-stream";
        request.headers = {{"X-More", "yes"}};
        const auto body = std::make_shared<Pieces>(50'000'000);
        request.source = body;
        const auto answer = await(client.send(request));
        VERIFY_OK(answer);
        QCOMPARE(answer->status, 413);
        QCOMPARE(answer->body, QByteArray("no!"));
        QCOMPARE(body->rewinds, 0);
        QVERIFY(server.heard.contains("Authorization: Bearer token\r\n"));
        QVERIFY(server.heard.contains("Content-Type: application/octet-stream\r\n"));
        QVERIFY(server.heard.contains("X-More: yes\r\n"));
    }

    void aBodyThatNobodyTakesTimesOut()
    {
        Listener server;
        server.isDeaf = true;
        FileTransport client;
        HttpRequest request{.method = HttpRequest::Method::Put, .url = server.url(), .timeoutMs = 1000};
        request.source = std::make_shared<Pieces>(50'000'000);
        const auto answer = await(client.send(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::TimedOut);
    }

    void aConnectionThatEndedMeanwhileIsMadeAnew()
    {
        Listener server;
        server.stays = true;
        FileTransport client;
        HttpRequest request{.method = HttpRequest::Method::Put, .url = server.url()};
        request.source = std::make_shared<Pieces>(1000);
        VERIFY_OK(await(client.send(request)));
        for (auto *const socket : server.findChildren<QTcpSocket *>())
            socket->abort();
        server.heard.clear();
        VERIFY_OK(await(client.send(request)));
        QVERIFY(server.heard.endsWith(std::static_pointer_cast<Pieces>(request.source)->all()));
    }

    void filesGoThroughTheSameProxy()
    {
        Speaker proxy;
        proxy.says = head(200, "Content-Length: 2\r\n") + "ok";
        QNetworkProxy::setApplicationProxy(
            {QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.serverPort(), u"me"_s, u"word"_s});
        FileTransport client;
        const auto answer = await(client.send({.url = QUrl(u"http://far.example/a"_s)}));
        QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
        VERIFY_OK(answer);
        QVERIFY(proxy.heard.startsWith("GET http://far.example/a HTTP/1.1\r\n"));
        QVERIFY(proxy.heard.contains("Proxy-Authorization: Basic " + QByteArray("me:word").toBase64()));
    }

    void aBodyInPiecesArrivesWhole_data()
    {
        QTest::addColumn<qint64>("size");
        for (const qint64 size : {1, 1000, 32 * 1024, 32 * 1024 + 1, 5'000'000})
            QTest::addRow("%lld", static_cast<long long>(size)) << size;
    }
    void aBodyInPiecesArrivesWhole()
    {
        QFETCH(qint64, size);
        Listener server;
        HttpClient client;
        HttpRequest request{.method = HttpRequest::Method::Put, .url = server.url()};
        auto body = std::make_shared<Pieces>(size);
        request.source = body;
        for (const int times : {1, 2}) { // the same body, once more
            server.heard.clear();
            VERIFY_OK(await(client.send(request)));
            QVERIFY(server.heard.contains("Content-Length: " + QByteArray::number(size) + "\r\n"));
            QCOMPARE(server.heard.sliced(server.heard.indexOf("\r\n\r\n") + 4), body->all());
            QCOMPARE(body->rewinds, times);
        }
    }

    void aBodyThatErrsEndsTheRequestWithItsError()
    {
        Listener server;
        HttpClient client;
        HttpRequest request{.method = HttpRequest::Method::Put, .url = server.url()};
        auto body = std::make_shared<Pieces>(5'000'000);
        body->errsAt = 1'000'000;
        request.source = body;
        const auto answer = await(client.send(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error(), (Error{ErrorKind::Storage, ErrorCode::CannotRead, u"at 1000000"_s}));
        QVERIFY(server.heard.size() < 5'000'000);
        body->errsAt = 0; // when it is to begin
        QCOMPARE(await(client.send(request)).error().detail, u"at 0"_s);
    }

    void onlyASuccessThatIsNoJsonGoesToTheSink_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<bool>("isForSink");
        QTest::newRow("bytes") << head(200, "Content-Length: 5\r\n") + "bytes" << true;
        QTest::newRow("bytes without a length") << head(200, "") + "bytes" << true;
        QTest::newRow("JSON") << head(200, "Content-Type: application/json\r\nContent-Length: 5\r\n") +
                                     "bytes"
                              << false;
        QTest::newRow("a refusal") << head(404, "Content-Length: 5\r\n") + "bytes" << false;
    }
    void onlyASuccessThatIsNoJsonGoesToTheSink()
    {
        QFETCH(QByteArray, says);
        QFETCH(bool, isForSink);
        Speaker server;
        server.says = says;
        HttpClient client;
        auto sink = std::make_shared<Collector>();
        const auto answer = await(client.send({.url = server.url(), .sink = sink}));
        VERIFY_OK(answer);
        QCOMPARE(answer->body, isForSink ? QByteArray() : QByteArray("bytes"));
        QCOMPARE(sink->bytes, isForSink ? QByteArray("bytes") : QByteArray());
        QCOMPARE(sink->begins, isForSink ? 1 : 0);
        QCOMPARE(sink->size, says.contains("Content-Length: 5") ? (isForSink ? 5 : 0) : -1);
    }

    void aSinkThatIsFullEndsTheRequest()
    {
        constexpr qint64 inBuffers = 16 * 1024 * 1024;
        Speaker server;
        server.says = head(200, "Content-Length: 100000000000\r\n");
        server.goesOn = true;
        HttpClient client;
        auto sink = std::make_shared<Collector>();
        sink->most = 1'000'000;
        const auto answer = await(client.send({.url = server.url(), .sink = sink}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::DiskFull);
        QVERIFY2(server.sent < sink->most + inBuffers, qPrintable(QString::number(server.sent)));
    }

    void aThreadOfItsOwnDoesTheSame()
    {
        Listener server;
        FileTransport client;
        HttpRequest request{.method = HttpRequest::Method::Put, .url = server.url()};
        auto body = std::make_shared<Pieces>(5'000'000);
        request.source = body;
        VERIFY_OK(await(client.send(request)));
        QVERIFY(server.heard.endsWith(body->all()));
        QVERIFY(body->readIn && body->readIn != QThread::currentThread());

        Speaker silent; // says nothing before it is asked
        silent.says = head(200, "Content-Length: 10\r\n") + "half";
        silent.stays = true;
        {
            const auto dropped = client.send({.url = silent.url()});
            QTRY_COMPARE(silent.connections, 1);
        }
        QTRY_COMPARE(silent.connections, 0); // dropping it aborts
    }

    void aFloodIsCutOffAtOnce()
    {
        constexpr qint64 limit = 1024 * 1024;
        constexpr qint64 inBuffers = 16 * 1024 * 1024; // the system's, of both ends
        Speaker server;
        server.says = head(200, "Content-Length: 100000000000\r\n");
        server.goesOn = true;
        HttpClient client;
        const auto answer = await(client.send({.url = server.url(), .maxAnswerBytes = limit}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::TooLarge);
        QVERIFY2(server.sent < limit + inBuffers, qPrintable(QString::number(server.sent)));
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
