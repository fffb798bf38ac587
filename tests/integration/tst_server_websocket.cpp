// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The WebSockets of the HTTP layer, frame by frame.

#include "support/httpharness.h"
#include "support/rawhttp.h"

#include <QTest>

#include <chrono>

using namespace reeeductio::test;
using namespace reeeductio::localserver;
using namespace std::chrono_literals;

namespace {

enum Opcode { Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

//! A client's frame; the mask is zeros, which is a mask.
QByteArray frame(Opcode opcode, const QByteArray &payload)
{
    QByteArray bytes;
    bytes += static_cast<char>(0x80 | opcode);
    if (payload.size() < 126) {
        bytes += static_cast<char>(0x80 | payload.size());
    } else {
        bytes += static_cast<char>(0xff);
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes += static_cast<char>(payload.size() >> shift);
    }
    return bytes + QByteArray(4, '\0') + payload;
}

QByteArray upgrade(const QByteArray &target, const QByteArray &fields = {})
{
    return "GET " + target +
           " HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n" +
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + fields + "\r\n";
}

//! A client of the server's /stream.
class Listener : public RawConnection
{
public:
    explicit Listener(const HttpHarness &server) : RawConnection(server.port())
    {
        send(upgrade("/stream"));
        m_upgrade = read();
    }

    const HttpAnswer &answer() const { return m_upgrade; }

    //! Opcode and payload of the server's next frame of up to 125 bytes; -1 at the end.
    std::pair<int, QByteArray> readFrame()
    {
        const auto head = readBytes(2);
        if (head.size() < 2)
            return {-1, {}};
        return {head[0] & 0x0f, readBytes(head[1] & 0x7f)};
    }

private:
    HttpAnswer m_upgrade;
};

using Frame = std::pair<int, QByteArray>;

} // namespace

class TestServerWebSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUpgradeIsAccepted()
    {
        const HttpHarness server;
        const Listener listener(server);
        QCOMPARE(listener.answer().status, 101);
        QCOMPARE(listener.answer().fields.value("sec-websocket-accept"),
                 QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        QCOMPARE(server.guests(), 1);
    }

    void aRefusalIs403WithoutABody()
    {
        const HttpHarness server;
        RawConnection client(server.port());
        client.send(upgrade("/stream?refuse"));
        const auto answer = client.read();
        QCOMPARE(answer.status, 403);
        QVERIFY(answer.body.isEmpty());
        QVERIFY(client.isClosedByServer());
        QCOMPARE(server.guests(), 0);
    }

    void aHandshakeWithoutAKeyIsNone()
    {
        const HttpHarness server;
        RawConnection client(server.port());
        client.send("GET /stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    "Sec-WebSocket-Version: 13\r\n\r\n");
        QCOMPARE(client.read().status, 400);
        QTRY_COMPARE(server.guests(), 0);
    }

    void framesBeforeTheAnswerEndIt()
    {
        const HttpHarness server;
        RawConnection client(server.port());
        client.send(upgrade("/stream") + frame(Text, "ping"));
        QVERIFY(client.isClosedByServer());
        QCOMPARE(server.guests(), 0);
    }

    void everyTextReachesEveryListenerInOrder()
    {
        HttpHarness server;
        Listener first(server);
        Listener second(server);
        server.broadcast("one");
        server.broadcast("two");
        for (auto *listener : {&first, &second}) {
            QCOMPARE(listener->readFrame(), Frame(Text, "one"));
            QCOMPARE(listener->readFrame(), Frame(Text, "two"));
        }
    }

    void pingIsAnsweredWithPong()
    {
        const HttpHarness server;
        Listener listener(server);
        listener.send(frame(Text, "hello") + frame(Text, "ping"));
        QCOMPARE(listener.readFrame(), Frame(Text, "pong"));
        listener.send(frame(Ping, "control"));
        QCOMPARE(listener.readFrame(), Frame(Pong, "control"));
    }

    void silenceIsPingedAgainAndAgain()
    {
        HttpServerOptions options;
        options.webSocketSilence = 50ms;
        const HttpHarness server(options);
        Listener listener(server);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(listener.readFrame(), Frame(Text, R"({"type":"ping"})"));
    }

    void aBinaryFrameEndsIt()
    {
        const HttpHarness server;
        Listener listener(server);
        listener.send(frame(Binary, "x"));
        QCOMPARE(listener.readFrame().first, int(Close));
        listener.send(frame(Close, {}));
        QVERIFY(listener.isClosedByServer());
        QTRY_COMPARE(server.guests(), 0);
    }

    void closedAgainAndAgainItIsClosedOnce()
    {
        auto server = std::make_unique<HttpHarness>();
        Listener listener(*server);
        for (int i = 0; i < 3; ++i) {
            server->closeAll();
            server->broadcast("too late");
        }
        QCOMPARE(listener.readFrame().first, int(Close)); // and nothing answers it
        server.reset();                                   // nor keeps the server from ending
        QVERIFY(listener.isClosedByServer());
    }

    void aFrameTooLargeOrMalformedEndsIt_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("100 KB of text") << frame(Text, QByteArray(100'000, 'x'));
        QTest::newRow("a length beyond reason")
            << QByteArray("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0", 14);
        QTest::newRow("not masked") << QByteArray("\x81\x04ping");
        QTest::newRow("not UTF-8") << frame(Text, "\xff\xfe");
        QTest::newRow("no such opcode") << frame(Opcode(3), "x");
    }
    void aFrameTooLargeOrMalformedEndsIt()
    {
        QFETCH(QByteArray, bytes);
        const HttpHarness server;
        Listener listener(server);
        listener.send(bytes);
        QVERIFY(listener.isClosedByServer());
        QTRY_COMPARE(server.guests(), 0);
    }

    void whoDoesNotReadIsDropped()
    {
        HttpServerOptions options;
        options.webSocketQueueLimit = 256 * 1024;
        HttpHarness server(options);
        const Listener deaf(server);
        const auto tellMore = [&server] {
            server.broadcast(QByteArray(60'000, 'x'), 20);
            return server.guests() == 0;
        };
        QTRY_VERIFY(tellMore());
    }

    void aFloodOfPingsIsAnsweredToWhoReads()
    {
        const HttpHarness server;
        Listener listener(server);
        listener.send(frame(Text, "ping").repeated(2'000));
        for (int i = 0; i < 2'000; ++i)
            QCOMPARE(listener.readFrame(), Frame(Text, "pong"));
    }

    void aClientThatVanishesIsForgotten()
    {
        HttpHarness server;
        {
            const Listener listener(server);
            QCOMPARE(server.guests(), 1);
        }
        QTRY_COMPARE(server.guests(), 0);
        server.broadcast("nobody hears");
    }
};

QTEST_GUILESS_MAIN(TestServerWebSocket)
#include "tst_server_websocket.moc"
