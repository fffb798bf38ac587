// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Answers as no honest server gives them, byte by byte.

#include "net/httpclient.h"
#include "support/await.h"

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
    qint64 sent = 0;

    Speaker()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            auto *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                if (!socket->readAll().contains("\r\n\r\n"))
                    return;
                sent += socket->write(says);
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

QByteArray head(int status, const QByteArray &fields)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " x\r\n" + fields + "\r\n";
}

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<int>("status"); // 0: no answer
        QTest::addColumn<QByteArray>("body");
        const auto plain = [](int status) { return head(status, "Content-Length: 2\r\n") + "ok"; };
        for (const int status : {200, 201, 400, 401, 403, 404, 409, 413, 418, 422, 429, 500, 501, 503, 599})
            QTest::addRow("%d", status) << plain(status) << status << QByteArray("ok");
        QTest::newRow("redirected") << head(302, "Location: http://x.example/\r\nContent-Length: 0\r\n") << 0
                                    << QByteArray();
        for (const int status : {200, 500}) {
            QTest::addRow("%d, cut off", status)
                << head(status, "Content-Length: 20\r\n") + "ok" << 0 << QByteArray();
        }
        QTest::newRow("packed badly")
            << head(200, "Content-Encoding: gzip\r\nContent-Length: 20\r\n") + QByteArray(20, 'x') << 0
            << QByteArray();
        QTest::newRow("garbled") << QByteArray("HTTP/1.1 \r\n\r\n") << 0 << QByteArray();
        QTest::newRow("nothing") << QByteArray() << 0 << QByteArray();
    }
    void answers()
    {
        QFETCH(QByteArray, says);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        Speaker server;
        server.says = says;
        HttpClient client;
        const auto answer = await(client.send({.url = server.url()}));
        QCOMPARE(answer ? answer->status : 0, status);
        if (status == 0)
            QCOMPARE(answer.error().kind, ErrorKind::Network);
        else
            QCOMPARE(answer->body, body);
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
