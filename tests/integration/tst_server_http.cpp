// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The HTTP layer alone, against clients honest, careless and hostile.

#include "support/httpharness.h"
#include "support/rawhttp.h"

#include <QTest>

#include <chrono>
#include <memory>
#include <vector>

using namespace reeeductio::test;
using namespace reeeductio::localserver;
using namespace std::chrono_literals;

namespace {

QByteArray post(const QByteArray &target, const QByteArray &body, const QByteArray &fields = {})
{
    return toBytes({.method = "POST", .target = target, .body = body, .fields = fields});
}

const QByteArray chunkedHead = "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

} // namespace

class TestServerHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pipelinedRequestsAreAnsweredInOrder()
    {
        const HttpHarness server;
        RawConnection client(server.port());
        QByteArray requests;
        for (int i = 0; i < 100; ++i)
            requests += post("/echo", QByteArray::number(i));
        client.send(requests);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(client.read().body, QByteArray::number(i));
    }

    void aConnectionIsKeptUnlessTheClientSaysElse_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<bool>("isKept");
        QTest::newRow("1.1") << QByteArray("GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n") << true;
        QTest::newRow("1.1, close")
            << QByteArray("GET /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n") << false;
        QTest::newRow("1.0") << QByteArray("GET /page HTTP/1.0\r\n\r\n") << false;
        QTest::newRow("1.0, keep-alive")
            << QByteArray("GET /page HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") << true;
    }
    void aConnectionIsKeptUnlessTheClientSaysElse()
    {
        QFETCH(QByteArray, request);
        QFETCH(bool, isKept);
        const HttpHarness server({}, {{"/page", "text"}});
        RawConnection client(server.port());
        client.send(request);
        const auto answer = client.read();
        QCOMPARE(answer.body, QByteArray("text"));
        QCOMPARE(answer.fields.value("connection"), QByteArray(isKept ? "keep-alive" : "close"));
        if (isKept) {
            client.send(request);
            QCOMPARE(client.read().status, 200);
        } else {
            QVERIFY(client.isClosedByServer());
        }
    }

    void whoExpectsToContinueIsTold()
    {
        const HttpHarness server;
        RawConnection client(server.port());
        client.send(
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(client.read().status, 100);
        client.send("hi");
        QCOMPARE(client.read().body, QByteArray("hi"));
    }

    void whoExpectsToContinueIsRefusedAtOnce()
    {
        const HttpHarness server;
        RawConnection client(server.port());
        client.send("POST /refused HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n"
                    "Expect: 100-continue\r\n\r\n");
        QCOMPARE(client.read().status, 401);
        QVERIFY(client.isClosedByServer());
    }

    void chunkedBodiesAreRead()
    {
        const HttpHarness server;
        RawConnection client(server.port());
        client.send(chunkedHead + "3;ext=1\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n");
        QCOMPARE(client.read().body, QByteArray("abc0123456789"));
    }

    void aLargeBodyArrivesWhole()
    {
        const HttpHarness server;
        QByteArray body;
        for (int i = 0; body.size() < 3'000'000; ++i)
            body += QByteArray::number(i);
        RawConnection client(server.port());
        client.send(post("/echo", body));
        QCOMPARE(client.read().body, body);
    }

    void malformedRequestsAreRefusedAndTheConnectionEnds_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        const auto head = [](const char *fields) {
            return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + QByteArray(fields) + "\r\n";
        };
        QTest::newRow("no HTTP") << QByteArray("hello there\r\n\r\n") << 400;
        QTest::newRow("binary") << QByteArray("\x16\x03\x01\x00\xff\x01\x00", 7) + "\r\n\r\n" << 400;
        QTest::newRow("HTTP/2 preface") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << 400;
        QTest::newRow("NUL in the target") << QByteArray("GET /a\0b HTTP/1.1\r\n\r\n", 21) << 400;
        QTest::newRow("space in the target") << QByteArray("GET /a b HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("NUL in a field") << head("").chopped(2) + QByteArray("X: a\0b\r\n\r\n", 10) << 400;
        QTest::newRow("no colon") << head("nonsense\r\n") << 400;
        QTest::newRow("length no number") << head("Content-Length: abc\r\n") << 400;
        QTest::newRow("length negative") << head("Content-Length: -1\r\n") << 400;
        QTest::newRow("length beyond 64 bits") << head("Content-Length: 99999999999999999999999\r\n") << 400;
        QTest::newRow("two lengths") << head("Content-Length: 1\r\nContent-Length: 2\r\n") + "a" << 400;
        QTest::newRow("length and chunks")
            << head("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n"
            << 400;
        QTest::newRow("chunk size no number") << chunkedHead + "zz\r\nabc\r\n0\r\n\r\n" << 400;
        QTest::newRow("chunk longer than said") << chunkedHead + "2\r\nabcdef\r\n0\r\n\r\n" << 400;
        QTest::newRow("chunk size beyond 64 bits") << chunkedHead + "fffffffffffffffff\r\nabc\r\n" << 400;
        QTest::newRow("a field without end") << head("X: ").chopped(2) + QByteArray(100'000, 'x') << 431;
        QTest::newRow("a target without end") << QByteArray("GET /") + QByteArray(100'000, 'x') << 431;
        QTest::newRow("fields without end")
            << head("").chopped(2) + QByteArray("A: b\r\n").repeated(20'000) << 431;
    }
    void malformedRequestsAreRefusedAndTheConnectionEnds()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        const HttpHarness server({}, {{"/page", "text"}});
        RawConnection client(server.port());
        client.send(request);
        QCOMPARE(client.read().status, status);
        QVERIFY(client.isClosedByServer());
        QCOMPARE(exchange(server.port(), {.target = "/page"}).status, 200);
        QCOMPARE(server.answered(), 0);
    }

    void moreThanWasDeclaredIsTakenForTheNextRequest()
    {
        const HttpHarness server;
        RawConnection client(server.port());
        client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi and more\r\n\r\n");
        QCOMPARE(client.read().body, QByteArray("hi"));
        QCOMPARE(client.read().status, 400);
        QVERIFY(client.isClosedByServer());
    }

    void aBodyCutOffIsNeverAnswered()
    {
        const HttpHarness server;
        {
            RawConnection client(server.port());
            client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf");
            QTRY_COMPARE(server.underWay(), 1);
        }
        QTRY_COMPARE(server.underWay(), 0);
        QCOMPARE(server.begun(), 1);
        QCOMPARE(server.answered(), 0);
    }

    void aRefusalReachesWhoIsStillSending()
    {
        const HttpHarness server;
        RawConnection client(server.port());
        client.send(post("/limited", QByteArray(5'000'000, 'x')));
        QCOMPARE(client.read().status, 413);
        QVERIFY(client.isClosedByServer());
    }

    void aBodyWithinTheLimitIsTaken()
    {
        const HttpHarness server;
        RawConnection client(server.port());
        client.send(post("/limited", QByteArray(10, 'x')));
        QCOMPARE(client.read().status, 200);
    }

    void slowClientsAreLeft_data()
    {
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("nothing at all") << QByteArray();
        QTest::newRow("half a head") << QByteArray("GET /page HT");
        QTest::newRow("half a body") << QByteArray(
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf");
        QTest::newRow("half a chunk") << chunkedHead + "5\r\nab";
        QTest::newRow("nothing after an answer")
            << QByteArray("GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    void slowClientsAreLeft()
    {
        QFETCH(QByteArray, beginning);
        HttpServerOptions options;
        options.idleTimeout = options.headerTimeout = options.bodyGrace = 150ms;
        const HttpHarness server(options, {{"/page", "text"}});
        RawConnection client(server.port());
        client.send(beginning);
        QVERIFY(client.isClosedByServer());
        QTRY_COMPARE(server.underWay(), 0);
        QCOMPARE(server.answered(), 0);
    }

    void aHeadThatDripsIsLeftToo()
    {
        HttpServerOptions options;
        options.headerTimeout = 150ms;
        const HttpHarness server(options);
        RawConnection client(server.port());
        client.send("GET /page HTTP/1.1\r\n");
        // Each byte is in time; the head as a whole never is.
        const auto drip = [&client] {
            client.send("X");
            return !client.isConnected();
        };
        QTRY_VERIFY(drip());
    }

    void whoDoesNotReadIsLeft()
    {
        HttpServerOptions options;
        options.writeTimeout = 150ms;
        options.connectionLimit = 1;
        const std::string page(64 * 1024 * 1024, 'x');
        const HttpHarness server(options, {{"/page", page}, {"/small", "text"}});
        RawConnection deaf(server.port());
        deaf.send(toBytes({.target = "/page"}));
        // There is room for one: whoever comes next is served when the first was given up.
        QCOMPARE(exchange(server.port(), {.target = "/small"}).status, 200);
        QVERIFY(deaf.readBytes(static_cast<qsizetype>(page.size())).size() <
                static_cast<qsizetype>(page.size()));
    }

    void idleClientsKeepNobodyWaiting()
    {
        const HttpHarness server({}, {{"/page", "text"}});
        std::vector<std::unique_ptr<RawConnection>> idle;
        for (int i = 0; i < 200; ++i)
            idle.push_back(std::make_unique<RawConnection>(server.port()));
        QCOMPARE(exchange(server.port(), {.target = "/page"}).body, QByteArray("text"));
        QVERIFY(idle.front()->isConnected() && idle.back()->isConnected());
    }

    void moreClientsThanThereIsRoomForWaitTheirTurn()
    {
        HttpServerOptions options;
        options.connectionLimit = 2;
        const HttpHarness server(options, {{"/page", "text"}});
        auto first = std::make_unique<RawConnection>(server.port());
        RawConnection second(server.port());
        for (auto *client : {first.get(), &second}) { // both are in
            client->send(toBytes({.target = "/page"}));
            QCOMPARE(client->read().status, 200);
        }
        RawConnection third(server.port());
        third.send(toBytes({.target = "/page"}));
        first.reset();
        QCOMPARE(third.read().status, 200);
    }

    void aHeadHasNoBody()
    {
        const HttpHarness server({}, {{"/page", "text"}});
        RawConnection client(server.port());
        client.send(toBytes({.method = "HEAD", .target = "/page"}));
        const auto answer = client.read(true);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.fields.value("content-length"), QByteArray("4"));
        client.send(toBytes({.target = "/page"}));
        QCOMPARE(client.read().body, QByteArray("text"));
    }
};

QTEST_GUILESS_MAIN(TestServerHttp)
#include "tst_server_http.moc"
