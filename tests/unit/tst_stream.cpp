// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/space.h"
#include "protocol/json.h"
#include "support/await.h"
#include "support/fakeclock.h"
#include "support/fakestreamsocket.h"
#include "support/faketransport.h"
#include "support/messagechain.h"

#include <QSignalSpy>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestStream : public QObject
{
    Q_OBJECT

    FakeClock m_clock;
    FakeTransport m_transport;
    FakeStreamSocketFactory m_sockets;
    WorkerPool m_pool;
    std::unique_ptr<Space> m_space;
    int m_signIns = 0;

    Stream &stream() { return m_space->stream(); }

private Q_SLOTS:
    void init()
    {
        m_transport = {};
        m_sockets = {};
        m_signIns = 0;
        m_transport.answer = [this](const HttpRequest &request) {
            if (request.url.path().endsWith("/challenge"_L1))
                return FakeTransport::json(R"({"challenge":"x","expires_at":1})");
            return FakeTransport::json(R"({"token":"to+ken)" + QByteArray::number(++m_signIns) +
                                       R"(","expires_at":9999999999999})");
        };
        m_space =
            std::make_unique<Space>(Credentials::owner(QUrl(u"https://h/x"_s), SigningKey::generate(), {}),
                                    ClientServices{m_transport, m_sockets, m_pool, m_clock});
    }

    void connectsWithItsTokenAndTells()
    {
        QSignalSpy connected(&stream(), &Stream::connected);
        stream().start();
        QTRY_COMPARE(m_sockets.made.size(), 1);
        const auto url = m_sockets.made[0]->url;
        QCOMPARE(url.scheme(), u"wss"_s);
        QCOMPARE(url.path(), u"/x/spaces/"_s + m_space->id().toString() + u"/stream"_s);
        QCOMPARE(QUrlQuery(url).queryItemValue(u"token"_s), u"to+ken1"_s);
        QCOMPARE(stream().status(), Stream::Status::Connecting);
        Q_EMIT m_sockets.made[0]->opened();
        QCOMPARE(connected.size(), 1);
        QCOMPARE(stream().status(), Stream::Status::Connected);
    }

    void passesMessagesOnAndNothingElse()
    {
        qRegisterMetaType<Message>();
        QSignalSpy received(&stream(), &Stream::messageReceived);
        stream().start();
        QTRY_COMPARE(m_sockets.made.size(), 1);
        auto *socket = m_sockets.made[0].data();
        Q_EMIT socket->opened();
        MessageChain chain;
        const auto message = chain.append();
        for (const auto &noise :
             {u"pong"_s, uR"({"type":"ping"})"_s, u"<html>"_s, u"[]"_s, uR"({"message_hash":5})"_s})
            Q_EMIT socket->textReceived(noise);
        Q_EMIT socket->textReceived(QString::fromUtf8(compactJson(toJson(message))));
        auto pingLike = message; // a member may call a type what it likes
        pingLike.type = "ping";
        Q_EMIT socket->textReceived(QString::fromUtf8(compactJson(toJson(pingLike))));
        QCOMPARE(received.size(), 2);
        QCOMPARE(received[0][0].value<Message>(), message);
    }

    void comesBackAndTellsAgain()
    {
        QSignalSpy connected(&stream(), &Stream::connected);
        QSignalSpy status(&stream(), &Stream::statusChanged);
        stream().start();
        QTRY_COMPARE(m_sockets.made.size(), 1);
        Q_EMIT m_sockets.made[0]->opened();
        Q_EMIT m_sockets.made[0]->closed({ErrorKind::Stream, ErrorCode::ConnectionLost, {}});
        QCOMPARE(stream().status(), Stream::Status::Waiting);
        QCOMPARE(status.back()[1].value<Error>().code, ErrorCode::ConnectionLost);
        stream().retryNow();
        QTRY_COMPARE(m_sockets.made.size(), 2);
        QVERIFY(!m_sockets.made[0]);
        Q_EMIT m_sockets.made[1]->opened();
        QCOMPARE(connected.size(), 2);
        QCOMPARE(m_signIns, 1);
    }

    void aRefusedUpgradeSignsInAnew()
    {
        stream().start();
        QTRY_COMPARE(m_sockets.made.size(), 1);
        Q_EMIT m_sockets.made[0]->closed({ErrorKind::Authentication, ErrorCode::TokenRefused, {}, 403});
        QCOMPARE(stream().timeToNextTry(), 0ms); // an old token is no reason to wait
        QTRY_COMPARE(m_sockets.made.size(), 2);
        QCOMPARE(m_signIns, 2);
        QCOMPARE(stream().status(), Stream::Status::Connecting);

        // A new one is.
        Q_EMIT m_sockets.made[1]->closed({ErrorKind::Authentication, ErrorCode::TokenRefused, {}, 403});
        QCOMPARE(stream().status(), Stream::Status::Waiting);
        QVERIFY(stream().timeToNextTry() > 0ms);
        stream().retryNow();
        QTRY_COMPARE(m_sockets.made.size(), 3);
        QCOMPARE(m_signIns, 3);

        // Connected in between, its token may have grown old again.
        Q_EMIT m_sockets.made[2]->opened();
        Q_EMIT m_sockets.made[2]->closed({ErrorKind::Stream, ErrorCode::ConnectionLost, {}});
        stream().retryNow();
        QTRY_COMPARE(m_sockets.made.size(), 4);
        Q_EMIT m_sockets.made[3]->closed({ErrorKind::Authentication, ErrorCode::TokenRefused, {}, 403});
        QTRY_COMPARE(m_sockets.made.size(), 5);
    }

    void aRefusedSignInEndsIt_data()
    {
        QTest::addColumn<int>("httpStatus");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("ends");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, int status, const QByteArray &body, bool ends, ErrorCode code) {
            QTest::newRow(name) << status << body << ends << code;
        };
        row("not a member", 403, R"({"detail":"Not a member"})", true, ErrorCode::NotAMember);
        row("no such space", 404, R"({"detail":"Space not found"})", true, ErrorCode::NoSuchSpace);
        row("a wrong key", 401, R"({"detail":"Invalid signature"})", true, ErrorCode::ChallengeRefused);
        row("a failing server", 500, {}, false, ErrorCode::ServerFailed);
        row("a proxy's page", 404, "<html>", false, ErrorCode::NoSuchSpace);
        row("another proxy's page", 403, "<!DOCTYPE html>", false, ErrorCode::NotAMember);
    }
    void aRefusedSignInEndsIt()
    {
        QFETCH(int, httpStatus);
        QFETCH(QByteArray, body);
        QFETCH(bool, ends);
        QFETCH(ErrorCode, code);
        const auto willing = m_transport.answer;
        m_transport.answer = [&](const HttpRequest &request) {
            return request.url.path().endsWith("/verify"_L1) ? FakeTransport::json(body, httpStatus)
                                                             : willing(request);
        };
        QSignalSpy status(&stream(), &Stream::statusChanged);
        stream().start();
        QTRY_COMPARE(stream().status(), ends ? Stream::Status::Refused : Stream::Status::Waiting);
        QCOMPARE(status.back()[1].value<Error>().code, code);
        QCOMPARE(stream().timeToNextTry() > 0ms, !ends);
        QVERIFY(m_sockets.made.isEmpty());

        // Added meanwhile.
        m_transport.answer = willing;
        stream().retryNow();
        QTRY_COMPARE(m_sockets.made.size(), 1);
        Q_EMIT m_sockets.made[0]->opened();
        QCOMPARE(stream().status(), Stream::Status::Connected);
    }

    void stoppingIsQuietAndFinal()
    {
        stream().start();
        QTRY_COMPARE(m_sockets.made.size(), 1);
        stream().stop();
        QTRY_VERIFY(!m_sockets.made[0]);
        QCOMPARE(stream().status(), Stream::Status::Stopped);
        stream().retryNow();
        QCoreApplication::processEvents();
        QCOMPARE(m_sockets.made.size(), 1);
        stream().start();
        QTRY_COMPARE(m_sockets.made.size(), 2);
    }

    // By whoever listens, in the midst of one of the socket's own signals.
    void stoppingFromItsOwnSignals_data()
    {
        QTest::addColumn<bool>("byMessage");
        QTest::newRow("connected") << false;
        QTest::newRow("a message") << true;
    }
    void stoppingFromItsOwnSignals()
    {
        QFETCH(bool, byMessage);
        const auto stop = [this] { stream().stop(); };
        if (byMessage)
            connect(&stream(), &Stream::messageReceived, this, stop);
        else
            connect(&stream(), &Stream::connected, this, stop);
        stream().start();
        QTRY_COMPARE(m_sockets.made.size(), 1);
        const auto socket = m_sockets.made[0];
        Q_EMIT socket->opened();
        QVERIFY(socket); // it is still in its signal
        if (byMessage)
            Q_EMIT socket->textReceived(QString::fromUtf8(compactJson(toJson(MessageChain().append()))));
        QVERIFY(socket);
        QCOMPARE(stream().status(), Stream::Status::Stopped);
        QTRY_VERIFY(!socket);
    }

    // A proxy does so, for one.
    void connectionsThatEndAtOnceComeEverMoreSeldom_data()
    {
        QTest::addColumn<bool>("hasText");
        QTest::addColumn<bool>("waitsLong");
        QTest::newRow("accepted and ended") << false << true;
        QTest::newRow("something came") << true << false;
    }
    void connectionsThatEndAtOnceComeEverMoreSeldom()
    {
        QFETCH(bool, hasText);
        QFETCH(bool, waitsLong);
        stream().start();
        for (int i = 0; i < 8; ++i) {
            QTRY_COMPARE(m_sockets.made.size(), i + 1);
            Q_EMIT m_sockets.made[i]->opened();
            if (hasText)
                Q_EMIT m_sockets.made[i]->textReceived(u"pong"_s);
            Q_EMIT m_sockets.made[i]->closed({ErrorKind::Stream, ErrorCode::ConnectionLost, {}});
            QVERIFY(stream().timeToNextTry() > 0ms);
            if (i < 7)
                stream().retryNow();
        }
        QCOMPARE(stream().timeToNextTry() > 10s, waitsLong);
    }

    void noTokenMeansWaiting()
    {
        m_transport.failure = Error{ErrorKind::Network, ErrorCode::ConnectionRefused, u"h"_s};
        stream().start();
        QTRY_COMPARE(stream().status(), Stream::Status::Waiting);
        QVERIFY(m_sockets.made.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestStream)
#include "tst_stream.moc"
