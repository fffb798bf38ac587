// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The server as its owner sees it: starting, stopping, failing to, and seeding it.

#include "crypto/encoding.h"
#include "localserver/seeder.h"
#include "support/testspace.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

//! What a start comes to.
Result<LocalServerAddress> started(LocalServer &server)
{
    QObject context;
    std::optional<Result<LocalServerAddress>> outcome;
    server.start().done(&context,
                        [&outcome](Result<LocalServerAddress> result) { outcome = std::move(result); });
    if (!QTest::qWaitFor([&outcome] { return outcome.has_value(); }, 30'000))
        return fail(ErrorKind::Internal, ErrorCode::TimedOut);
    return *outcome;
}

LocalServerOptions optionsIn(const QTemporaryDir &directory)
{
    return {.dataDirectory = directory.filePath(u"data"_s)};
}

} // namespace

class TestLocalServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itTellsWhereItListens()
    {
        const QTemporaryDir directory;
        LocalServer server(optionsIn(directory));
        const auto address = started(server);
        QVERIFY(address);
        QVERIFY(address->port > 0);
        QCOMPARE(address->url(), QUrl(u"http://127.0.0.1:%1"_s.arg(address->port)));
        QCOMPARE(exchange(address->port, {.target = "/health"}).text("status"_L1), u"healthy"_s);
    }

    void afterStoppingNobodyListensAndItStartsAgain()
    {
        const QTemporaryDir directory;
        LocalServer server(optionsIn(directory));
        const auto first = started(server);
        server.stop();
        server.stop();
        QVERIFY(!RawConnection(first->port).isConnected());
        const auto second = started(server);
        QCOMPARE(exchange(second->port, {.target = "/health"}).status, 200);
    }

    void aProgramStartedMeanwhileKeepsNothingOfIt()
    {
        const QTemporaryDir directory;
        LocalServerOptions options = optionsIn(directory);
        LocalServer first(options);
        const auto address = started(first);
        QVERIFY(address);
        RawConnection guest(address->port);
        guest.send(toBytes({.target = "/health"}));
        QCOMPARE(guest.read().status, 200); // accepted
        QProcess child;
        child.start(u"cat"_s, QStringList()); // lives until its input ends
        QVERIFY(child.waitForStarted());
        first.stop();
        QVERIFY(guest.isClosedByServer());
        options.port = address->port;
        LocalServer second(options);
        QVERIFY(started(second));
        child.closeWriteChannel();
        QVERIFY(child.waitForFinished());
    }

    void theDestructorStops()
    {
        const QTemporaryDir directory;
        auto server = std::make_unique<LocalServer>(optionsIn(directory));
        const auto address = started(*server);
        const RawConnection busy(address->port);
        server.reset();
        QVERIFY(!RawConnection(address->port).isConnected());
    }

    void droppingTheHandleStopsIt()
    {
        const QTemporaryDir directory;
        LocalServer dropped(optionsIn(directory));
        {
            auto pending = dropped.start();
        }
        LocalServer other(optionsIn(directory)); // gets in once the first let go of the directory
        const auto isFree = [&other] {
            other.stop();
            return started(other).has_value();
        };
        QTRY_VERIFY(isFree());
    }

    void stoppingAtOnceCancelsTheStart()
    {
        const QTemporaryDir directory;
        LocalServer server(optionsIn(directory));
        QObject context;
        std::optional<Result<LocalServerAddress>> outcome;
        server.start().done(&context,
                            [&outcome](Result<LocalServerAddress> result) { outcome = std::move(result); });
        server.stop();
        QTRY_VERIFY(outcome.has_value());
        QVERIFY(*outcome || outcome->error().isCancelled()); // it may have been faster
        QVERIFY(started(server));
    }

    void aPortInUseIsAnError()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
        const QTemporaryDir directory;
        auto options = optionsIn(directory);
        options.port = other.serverPort();
        LocalServer server(options);
        const auto address = started(server);
        QVERIFY(!address);
        QCOMPARE(address.error().kind, ErrorKind::Network);
        QCOMPARE(address.error().code, ErrorCode::CannotOpen);
    }

    void aDirectoryThatCannotBeHadIsAnError()
    {
        const QTemporaryDir directory;
        QFile file(directory.filePath(u"data"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        LocalServer server({.dataDirectory = directory.filePath(u"data/below"_s)});
        const auto address = started(server);
        QVERIFY(!address);
        QCOMPARE(address.error().kind, ErrorKind::Storage);
        QCOMPARE(address.error().code, ErrorCode::CannotWrite);
    }

    void aDirectoryInUseIsAnError()
    {
        const QTemporaryDir directory;
        LocalServer first(optionsIn(directory));
        QVERIFY(started(first));
        LocalServer second(optionsIn(directory));
        const auto address = started(second);
        QVERIFY(!address);
        QCOMPARE(address.error().code, ErrorCode::Locked);
    }

    void onlyLoopbackUnlessAllowed_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("allowRemote");
        QTest::addColumn<bool>("isFine");
        QTest::newRow("IPv4 loopback") << u"127.0.0.1"_s << false << true;
        QTest::newRow("another loopback") << u"127.0.0.2"_s << false << true;
        QTest::newRow("any") << u"0.0.0.0"_s << false << false;
        QTest::newRow("any, allowed") << u"0.0.0.0"_s << true << true;
        QTest::newRow("null") << QString() << false << false;
    }
    void onlyLoopbackUnlessAllowed()
    {
        QFETCH(QString, address);
        QFETCH(bool, allowRemote);
        QFETCH(bool, isFine);
        const QTemporaryDir directory;
        auto options = optionsIn(directory);
        options.listenAddress = QHostAddress(address);
        options.allowRemote = allowRemote;
        LocalServer server(options);
        const auto result = started(server);
        QCOMPARE(result.has_value(), isFine);
        if (!isFine)
            QCOMPARE(result.error().code, ErrorCode::BadUrl);
    }

    void aServerForThisMachineIsReachedUnderItsNameOnly()
    {
        const TestServer server;
        RawConnection client(server.port());
        client.send("GET /health HTTP/1.1\r\nHost: rebound.example\r\n\r\n");
        QCOMPARE(client.read().status, 421);
        client.send("GET /health HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n");
        QCOMPARE(client.read().status, 200);
    }

    void whatWasSeededIsServed()
    {
        TestServer server;
        const TestSpace space(server);
        const auto &owner = space.owner();
        QList<Message> messages;
        std::optional<QByteArray> prev;
        for (int i = 0; i < 2500; ++i) {
            messages << sealMessage(space.id(), owner.id, owner.key,
                                    {"general", "chat.text", prev, toBase64(QByteArray::number(i))});
            prev = messages.last().hash;
        }
        server.stop();
        QVERIFY(seedTopic(server.dataDirectory(), space.id(), messages.first(2000), 1000));
        QVERIFY(seedTopic(server.dataDirectory(), space.id(), messages.sliced(2000), 0));
        QCOMPARE(seedTopic(server.dataDirectory(), space.id(), messages.first(1), 0).error().code,
                 ErrorCode::HeadMoved);
        server.restart();
        const auto page =
            messagePageFromJson(space.get(owner, "topics/general/messages?from=2500&limit=1000").body);
        QCOMPARE(page->messages.size(), 1000);
        QCOMPARE(page->messages.last().hash, messages.last().hash);
        QCOMPARE(page->messages.last().serverTimestamp, 3499);
        QVERIFY(!page->hasMore);
        QCOMPARE(space.post(owner, "general", "continued").status, 201);
    }
};

QTEST_GUILESS_MAIN(TestLocalServer)
#include "tst_localserver.moc"
