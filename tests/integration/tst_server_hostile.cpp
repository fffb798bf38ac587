// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Requests that no honest client sends, to the whole server: it answers, keeps nothing, and goes on.

#include "crypto/random.h"
#include "support/testspace.h"

#include <QDir>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestServerHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_server = std::make_unique<TestServer>(LocalServerOptions{.maxBlobBytes = 100'000}); }

    void cleanup()
    {
        QCOMPARE(m_server->call({.target = "/health"}).status, 200);
        QTRY_VERIFY(m_server->blobFiles().isEmpty());
        const auto besides =
            QDir(m_server->dataDirectory()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        for (const auto &name : besides)
            QVERIFY2(name == u"blobs" || name == u"token-secret" || name.startsWith(u"server.db"),
                     qPrintable(name));
        m_server.reset();
    }

    void targets_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        QTest::newRow("dots") << QByteArray("/../../etc/passwd") << 404;
        QTest::newRow("dots for a blob") << QByteArray("{space}/blobs/../../token-secret") << 404;
        QTest::newRow("encoded dots for a blob") << QByteArray("{space}/blobs/..%2F..%2Ftoken-secret") << 404;
        QTest::newRow("a blob by file name") << QByteArray("{space}/blobs/server.db") << 404;
        QTest::newRow("an id with a NUL") << QByteArray("{space}/blobs/B%00") << 404;
        QTest::newRow("an encoded slash separates") << QByteArray("{space}/topics/a%2Fb/messages") << 404;
        QTest::newRow("dots as a topic") << QByteArray("{space}/topics/../messages") << 400;
        QTest::newRow("a NUL in a state path") << QByteArray("{space}/state/a%00b") << 401;
        QTest::newRow("a NUL in a data path") << QByteArray("{space}/data/a%00b") << 404;
        QTest::newRow("not UTF-8") << QByteArray("{space}/data/%ff%fe") << 400;
        QTest::newRow("an endless data path") << "{space}/data/" + QByteArray(20'000, 'x') << 404;
        QTest::newRow("many segments") << "{space}/data" + QByteArray("/x").repeated(10'000) << 404;
        QTest::newRow("SQL") << QByteArray("{space}/data/';DROP%20TABLE%20messages;--") << 404;
        QTest::newRow("a limit beyond 64 bits")
            << QByteArray("{space}/state?limit=99999999999999999999999999") << 422;
        QTest::newRow("a time beyond 64 bits")
            << QByteArray("{space}/state?from=99999999999999999999999999") << 200;
        QTest::newRow("a time before 64 bits")
            << QByteArray("{space}/state?from=-99999999999999999999999999") << 200;
        QTest::newRow("a fraction") << QByteArray("{space}/state?limit=1.5") << 422;
        QTest::newRow("an empty number") << QByteArray("{space}/state?limit=") << 422;
        QTest::newRow("not encoded well") << QByteArray("{space}/state?limit=%zz") << 422;
        QTest::newRow("another host") << QByteArray("http://rebound.example/health") << 200;
        QTest::newRow("a star") << QByteArray("*") << 404;
    }
    void targets()
    {
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        const TestSpace space(*m_server);
        const auto full = target.replace("{space}", space.target("").chopped(1));
        QCOMPARE(m_server->call({.target = full, .token = space.owner().token}).status, status);
    }

    void bodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("deep") << QByteArray("[").repeated(100'000);
        QTest::newRow("deep object") << QByteArray(R"({"a":)").repeated(50'000);
        QTest::newRow("NULs") << QByteArray(1000, '\0');
        QTest::newRow("not UTF-8") << QByteArray("{\"type\":\"\xff\"}");
        QTest::newRow("a mark first") << QByteArray("\xEF\xBB\xBF{}");
        QTest::newRow("two objects") << QByteArray("{}{}");
        QTest::newRow("the same field twice")
            << QByteArray(R"({"data":"","data":"","message_hash":"","signature":""})");
        QTest::newRow("huge number") << QByteArray(R"({"data":1e999999,"message_hash":"","signature":""})");
        QTest::newRow("no object") << QByteArray("null");
    }
    void bodies()
    {
        QFETCH(QByteArray, body);
        const TestSpace space(*m_server);
        for (const char *path : {"topics/general/messages", "auth/challenge", "opaque/login/init"})
            QCOMPARE(m_server
                         ->call({.method = "POST",
                                 .target = space.target(path),
                                 .token = space.owner().token,
                                 .body = body})
                         .status,
                     422);
    }

    void aBlobTooLargeIsRefusedBeforeItIsSent()
    {
        const TestSpace space(*m_server);
        RawConnection client(m_server->port());
        client.send("PUT " + space.target("blobs/" + TestSpace::blobId("x")) +
                    " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100001\r\nExpect: 100-continue\r\n"
                    "Authorization: Bearer " +
                    space.owner().token + "\r\n\r\n");
        QCOMPARE(client.read().status, 413);
        QVERIFY(client.isClosedByServer());
    }

    void aBlobThatGrowsTooLargeIsRefusedOnTheWay()
    {
        const TestSpace space(*m_server);
        RawConnection client(m_server->port());
        client.send("PUT " + space.target("blobs/" + TestSpace::blobId("x")) +
                    " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                    "Authorization: Bearer " +
                    space.owner().token + "\r\n\r\n");
        for (int i = 0; i < 30; ++i)
            client.send("2710\r\n" + QByteArray(10'000, 'x') + "\r\n");
        QCOMPARE(client.read().status, 413);
        QVERIFY(client.isClosedByServer());
    }

    void aBlobOfExactlyTheLimitIsTaken()
    {
        const TestSpace space(*m_server);
        const auto bytes = randomBytes(100'000);
        QCOMPARE(space.putBlob(space.owner(), bytes).status, 201);
        QCOMPARE(space.remove(space.owner(), "blobs/" + TestSpace::blobId(bytes)).status, 204);
    }

    void aBlobCutOffLeavesNothing()
    {
        const TestSpace space(*m_server);
        {
            RawConnection client(m_server->port());
            client.send(toBytes({.method = "PUT",
                                 .target = space.target("blobs/" + TestSpace::blobId("x")),
                                 .token = space.owner().token,
                                 .body = QByteArray(50'000, 'x')})
                            .chopped(1));
            QTRY_COMPARE(m_server->blobFiles().size(), 1);
        }
        QTRY_VERIFY(m_server->blobFiles().isEmpty());
    }

    void whoIsRemovedWhileItsBlobComesIsRefused()
    {
        TestSpace space(*m_server);
        const auto member = space.join(Actor::user());
        const auto request = toBytes({.method = "PUT",
                                      .target = space.target("blobs/" + TestSpace::blobId("12")),
                                      .token = member.token,
                                      .body = "12"});
        RawConnection client(m_server->port());
        client.send(request.chopped(1));
        QTRY_COMPARE(m_server->blobFiles().size(), 1);
        QCOMPARE(space.putState(space.owner(), entryPath(member), QByteArray()).status, 200);
        client.send(request.last(1));
        QCOMPARE(client.read().status, 400);
    }

    void aJsonBodyIsRefusedBeforeItIsSent_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("size");
        QTest::addColumn<int>("status");
        const QByteArray post = "POST {space}/topics/general/messages";
        QTest::newRow("a value beyond reason") << QByteArray("PUT {space}/data/large")
                                               << QByteArray("{token}") << QByteArray("999999999999") << 413;
        QTest::newRow("a stranger's large value")
            << QByteArray("PUT {space}/data/large") << QByteArray("stranger") << QByteArray("300000") << 401;
        QTest::newRow("a large message") << post << QByteArray("{token}") << QByteArray("300000") << 413;
        QTest::newRow("a large challenge")
            << QByteArray("POST {space}/auth/challenge") << QByteArray() << QByteArray("300000") << 413;
        QTest::newRow("a body for nothing")
            << QByteArray("GET {space}/state") << QByteArray("{token}") << QByteArray("300000") << 413;
        QTest::newRow("a large value without a token")
            << QByteArray("PUT {space}/data/large") << QByteArray() << QByteArray("300000") << 401;
    }
    void aJsonBodyIsRefusedBeforeItIsSent()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, size);
        QFETCH(int, status);
        const TestSpace space(*m_server);
        RawConnection client(m_server->port());
        client.send(request.replace("{space}/", space.target({})) + " HTTP/1.1\r\nHost: localhost\r\n" +
                    "Content-Length: " + size + "\r\n" +
                    (token.isEmpty() ? QByteArray()
                                     : "Authorization: Bearer " +
                                           token.replace("{token}", space.owner().token) + "\r\n") +
                    "\r\n");
        QCOMPARE(client.read().status, status);
        QVERIFY(client.isClosedByServer());
    }

    void aJsonBodyThatGrowsTooLargeIsRefusedOnTheWay_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<int>("pieces");
        QTest::addColumn<int>("status");
        QTest::newRow("a stranger's") << QByteArray("stranger") << 5 << 401;
        QTest::newRow("a member's") << QByteArray("{token}") << 170 << 413;
    }
    void aJsonBodyThatGrowsTooLargeIsRefusedOnTheWay()
    {
        QFETCH(QByteArray, token);
        QFETCH(int, pieces);
        QFETCH(int, status);
        const TestSpace space(*m_server);
        RawConnection client(m_server->port());
        client.send("PUT " + space.target("data/large") +
                    " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                    "Authorization: Bearer " +
                    token.replace("{token}", space.owner().token) + "\r\n\r\n");
        for (int i = 0; i < pieces; ++i)
            client.send("186a0\r\n" + QByteArray(100'000, 'x') + "\r\n");
        QCOMPARE(client.read().status, status);
        QVERIFY(client.isClosedByServer());
    }

    void aMembersLargeValueIsTaken()
    {
        const TestSpace space(*m_server);
        QCOMPARE(space.putData(space.owner(), "large", QByteArray(4'000'000, 'A')).status, 200);
    }

    void pagesOfOtherOrigins_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QStringList>("allowed");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("answered");
        const QStringList app{u"https://app.example"_s};
        QTest::newRow("none by default")
            << QByteArray("https://app.example") << QStringList() << 403 << QByteArray();
        QTest::newRow("nor a file") << QByteArray("null") << QStringList() << 403 << QByteArray();
        QTest::newRow("the one allowed")
            << QByteArray("https://app.example") << app << 200 << QByteArray("https://app.example");
        QTest::newRow("another") << QByteArray("https://app.example.evil.example") << app << 403
                                 << QByteArray();
        QTest::newRow("any") << QByteArray("https://app.example") << QStringList{u"*"_s} << 200
                             << QByteArray("*");
    }
    void pagesOfOtherOrigins()
    {
        QFETCH(QByteArray, origin);
        QFETCH(QStringList, allowed);
        QFETCH(int, status);
        QFETCH(QByteArray, answered);
        TestServer server({.allowedOrigins = allowed});
        const TestSpace space(server);
        const auto fields = "Origin: " + origin + "\r\n";
        const auto challenge = server.call({.method = "POST",
                                            .target = space.target("auth/challenge"),
                                            .body = R"({"public_key":"U"})",
                                            .fields = fields});
        QCOMPARE(challenge.status, status);
        QCOMPARE(challenge.fields.value("access-control-allow-origin"), answered);
        const auto preflight = server.call({.method = "OPTIONS",
                                            .target = space.target("state"),
                                            .fields = fields + "Access-Control-Request-Method: GET\r\n"});
        QCOMPARE(preflight.status, status);
        QCOMPARE(preflight.fields.value("access-control-allow-origin"), answered);
        const auto stream = server.call(
            {.target = space.target("stream?token=" + space.owner().token),
             .fields = fields + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"});
        QCOMPARE(stream.status, status == 200 ? 101 : status);
    }

    void askingForSpacesThatNeverWereCostsNothing()
    {
        RawConnection client(m_server->port());
        for (int i = 0; i < 2'000; ++i) {
            const auto space = SpaceId::of(SigningKey::generate().publicKey()).text();
            client.send(toBytes({.method = "POST",
                                 .target = "/spaces/" + space + "/auth/challenge",
                                 .body = R"({"public_key":"U"})"}));
            QCOMPARE(client.read().status, 200);
        }
    }

    void manyConnectionsAtOnce()
    {
        const TestSpace space(*m_server);
        std::vector<std::unique_ptr<RawConnection>> clients;
        for (int i = 0; i < 200; ++i) {
            clients.push_back(std::make_unique<RawConnection>(m_server->port()));
            clients.back()->send(toBytes({.target = space.target("state"), .token = space.owner().token}));
        }
        for (const auto &client : clients)
            QCOMPARE(client->read().status, 200);
    }

private:
    std::unique_ptr<TestServer> m_server;
};

QTEST_GUILESS_MAIN(TestServerHostile)
#include "tst_server_hostile.moc"
