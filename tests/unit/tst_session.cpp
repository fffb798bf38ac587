// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/session.h"
#include "support/await.h"
#include "support/fakeclock.h"
#include "support/faketransport.h"

#include "protocol/json.h"

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestSession : public QObject
{
    Q_OBJECT

    FakeClock m_clock;
    FakeTransport m_transport;
    Credentials m_credentials =
        Credentials::owner(QUrl(u"http://server:8000/base"_s), SigningKey::generate(), {});
    std::unique_ptr<Session> m_session;
    int m_tokens = 0;
    QByteArray m_verifyAnswer;
    int m_verifyStatus = 200;
    std::function<HttpResponse(const HttpRequest &)> m_answer;

    HttpResponse serve(const HttpRequest &request)
    {
        const auto path = request.url.path();
        if (path.endsWith("/auth/challenge"_L1))
            return FakeTransport::json(R"({"challenge":"Y2hhbGxlbmdl","expires_at":1})");
        if (path.endsWith("/auth/verify"_L1)) {
            if (m_verifyStatus != 200)
                return FakeTransport::detail(m_verifyStatus, m_verifyAnswer);
            const auto ends = QByteArray::number(m_clock.now + 3600'000);
            return FakeTransport::json(R"({"token":"token)" + QByteArray::number(++m_tokens) +
                                       R"(","expires_at":)" + ends + '}');
        }
        return m_answer(request);
    }

    Result<QByteArray> get(const QString &path) { return await(m_session->send({.path = path})); }

private Q_SLOTS:
    void init()
    {
        m_clock = {};
        m_transport = {};
        m_transport.answer = [this](const HttpRequest &request) { return serve(request); };
        m_tokens = 0;
        m_verifyStatus = 200;
        m_answer = [](const HttpRequest &request) {
            return FakeTransport::json(request.bearer->exposeUnwiped());
        };
        m_session = std::make_unique<Session>(m_credentials, Session::spaceEndpoint(m_credentials.space),
                                              m_transport, m_clock);
    }

    void signsInOnceAtTheFirstRequest()
    {
        QCOMPARE(*get(u"state"_s), QByteArray("token1"));
        QCOMPARE(*get(u"state"_s), QByteArray("token1"));
        QCOMPARE(m_transport.requests.size(), 4);
        const auto body = *parseJsonObject(m_transport.requests[1].body);
        QCOMPARE(body["public_key"_L1].toString(), m_credentials.member.toString());
        const auto signature = QByteArray::fromBase64(body["signature"_L1].toString().toLatin1());
        QVERIFY(
            verifySignature(m_credentials.key.publicKey(), "Y2hhbGxlbmdl", *Signature::fromBytes(signature)));
        QVERIFY(!m_transport.requests[0].bearer && !m_transport.requests[1].bearer);
    }

    void addressesAreEncodedSegmentBySegment()
    {
        VERIFY_OK(await(m_session->send({.path = u"data/a b/@+é?#/x"_s, .query = {{u"limit"_s, u"1"_s}}})));
        QCOMPARE(m_transport.requests.back().url.toEncoded(), "http://server:8000/base/spaces/" +
                                                                  m_credentials.space.text() +
                                                                  "/data/a%20b/%40%2B%C3%A9%3F%23/x?limit=1");
    }

    void requestsWaitWhileSigningIn()
    {
        m_transport.hangs = true;
        auto first = m_session->send({.path = u"a"_s});
        auto second = m_session->send({.path = u"b"_s});
        QTRY_COMPARE(m_transport.requests.size(), 1);
        m_transport.release();
        QCOMPARE(*await(std::move(first)), QByteArray("token1"));
        QCOMPARE(*await(std::move(second)), QByteArray("token1"));
        QCOMPARE(m_transport.count(u"/challenge"_s), 1);
    }

    void aTokenAboutToEndIsRenewedFirst()
    {
        VERIFY_OK(get(u"a"_s));
        m_clock.now += 3600'000 - 59'000;
        QCOMPARE(*get(u"a"_s), QByteArray("token2"));
    }

    void onlyAnswersThatBlameTheTokenRenewIt_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("detail");
        QTest::addColumn<bool>("isBlob");
        QTest::addColumn<bool>("renews");
        QTest::newRow("invalid") << 401 << QByteArray("Invalid token") << false << true;
        QTest::newRow("expired as 400") << 400 << QByteArray("Token expired") << false << true;
        QTest::newRow("other space") << 401 << QByteArray("Token space mismatch") << false << true;
        QTest::newRow("missing") << 401 << QByteArray("Not authenticated") << false << true;
        QTest::newRow("blob 500") << 500 << QByteArray("Internal Server Error") << true << true;
        QTest::newRow("500 elsewhere") << 500 << QByteArray("Internal Server Error") << false << false;
        QTest::newRow("grant refused")
            << 401 << QByteArray("Invalid capability grant or privilege escalation") << false << false;
        QTest::newRow("use limit") << 401 << QByteArray("Tool T has exceeded use limit (1)") << false
                                   << false;
        QTest::newRow("no right") << 403 << QByteArray("No read permission") << false << false;
    }
    void onlyAnswersThatBlameTheTokenRenewIt()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, detail);
        QFETCH(bool, isBlob);
        QFETCH(bool, renews);
        m_answer = [&](const HttpRequest &request) {
            return request.bearer->equals("token1") ? FakeTransport::detail(status, detail)
                                                    : FakeTransport::json("fine");
        };
        const auto answer = await(m_session->send({.path = u"a"_s, .isBlobRoute = isBlob}));
        QCOMPARE(answer.has_value(), renews);
        QCOMPARE(m_tokens, renews ? 2 : 1);
    }

    void aTokenRefusedTwiceIsAnError()
    {
        m_answer = [](const HttpRequest &) { return FakeTransport::detail(401, "Invalid token"); };
        const auto answer = get(u"a"_s);
        QCOMPARE(answer.error().kind, ErrorKind::Authentication);
        QCOMPARE(answer.error().code, ErrorCode::TokenRefused);
        QCOMPARE(m_tokens, 2);
    }

    void manyRefusedAtOnceRenewOnce()
    {
        VERIFY_OK(get(u"a"_s));
        m_answer = [](const HttpRequest &request) {
            return request.bearer->equals("token1") ? FakeTransport::detail(401, "Token expired")
                                                    : FakeTransport::json("fine");
        };
        std::vector<Pending<QByteArray>> answers;
        for (int i = 0; i < 10; ++i)
            answers.push_back(m_session->send({.path = u"a"_s}));
        for (auto &answer : answers)
            QCOMPARE(*await(std::move(answer)), QByteArray("fine"));
        QCOMPARE(m_tokens, 2);
    }

    void signingInFailsWithItsCause_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("wrong key") << 401 << ErrorKind::Authentication << ErrorCode::ChallengeRefused;
        QTest::newRow("not a member") << 403 << ErrorKind::Authentication << ErrorCode::NotAMember;
        QTest::newRow("no such space") << 404 << ErrorKind::NotFound << ErrorCode::NoSuchSpace;
        QTest::newRow("broken server") << 500 << ErrorKind::Network << ErrorCode::ServerFailed;
    }
    void signingInFailsWithItsCause()
    {
        QFETCH(int, status);
        m_verifyStatus = status;
        m_verifyAnswer = "no";
        const auto failed = get(u"a"_s);
        QTEST(failed.error().kind, "kind");
        QTEST(failed.error().code, "code");
        m_verifyStatus = 200; // and the next request tries anew
        VERIFY_OK(get(u"a"_s));
    }

    void whoIsOvertakenSigningInTriesAgain_data()
    {
        QTest::addColumn<QByteArray>("detail");
        QTest::addColumn<bool>("triesAgain");
        QTest::newRow("another challenge since") << QByteArray("Challenge mismatch") << true;
        QTest::newRow("used up since") << QByteArray("Challenge not found") << true;
        QTest::newRow("too slow") << QByteArray("Challenge expired") << true;
        QTest::newRow("wrong key") << QByteArray("Invalid signature") << false;
    }
    void whoIsOvertakenSigningInTriesAgain()
    {
        QFETCH(QByteArray, detail);
        QFETCH(bool, triesAgain);
        int refusals = 2;
        m_transport.answer = [&](const HttpRequest &request) {
            const bool isProof = request.url.path().endsWith("/auth/verify"_L1);
            return isProof && refusals-- > 0 ? FakeTransport::detail(401, detail) : serve(request);
        };
        const auto answer = get(u"a"_s);
        QCOMPARE(answer.has_value(), triesAgain);
        QCOMPARE(m_transport.count(u"/auth/challenge"_s), triesAgain ? 3 : 1);
        if (!triesAgain)
            QCOMPARE(answer.error().code, ErrorCode::ChallengeRefused);
    }
    void whoIsAlwaysOvertakenGivesUp()
    {
        m_verifyStatus = 401;
        m_verifyAnswer = "Challenge mismatch";
        QCOMPARE(get(u"a"_s).error().code, ErrorCode::ChallengeRefused);
        QCOMPARE(m_transport.count(u"/auth/verify"_s), 6);
    }

    void overloadAndBrokenConnectionsAreTriedAgainWhenHarmless()
    {
        VERIFY_OK(get(u"a"_s));
        int tries = 0;
        m_answer = [&](const HttpRequest &) {
            return ++tries < 3 ? FakeTransport::detail(503, "busy") : FakeTransport::json("fine");
        };
        QCOMPARE(*get(u"a"_s), QByteArray("fine"));
        tries = 0;
        const auto posted = await(
            m_session->send({.method = HttpRequest::Method::Post, .path = u"a"_s, .json = QJsonObject()}));
        QCOMPARE(posted.error().httpStatus, 503);
        QCOMPARE(tries, 1);
        tries = -100;
        QCOMPARE(get(u"a"_s).error().code, ErrorCode::ServerFailed);
        QCOMPARE(tries, -97);
        m_transport.failure = Error{ErrorKind::Network, ErrorCode::ConnectionRefused, u"server"_s};
        const auto before = m_transport.requests.size();
        QCOMPARE(get(u"a"_s).error().code, ErrorCode::ConnectionRefused);
        QCOMPARE(m_transport.requests.size(), before + 1);
    }

    void aClockTenMinutesOffIsNoticedAndAllowedFor_data()
    {
        QTest::addColumn<qint64>("skew");
        QTest::addColumn<qint64>("noticed");
        QTest::newRow("behind") << qint64(600'000) << qint64(600'000);
        QTest::newRow("ahead") << qint64(-600'000) << qint64(-600'000);
        QTest::newRow("a second") << qint64(1'000) << qint64(0);
    }
    void aClockTenMinutesOffIsNoticedAndAllowedFor()
    {
        QFETCH(qint64, skew);
        QFETCH(qint64, noticed);
        const auto serverNow = m_clock.now + skew;
        m_transport.answer = [&](const HttpRequest &request) {
            auto response = serve(request);
            if (request.url.path().endsWith("/verify"_L1)) // the token lives an hour by the server's clock
                response.body =
                    R"({"token":"t","expires_at":)" + QByteArray::number(serverNow + 3600'000) + '}';
            response.serverDateMs = serverNow;
            return response;
        };
        VERIFY_OK(get(u"a"_s));
        QCOMPARE(m_session->clockSkewMs(), noticed);
        QCOMPARE(m_session->serverNowMs(), m_clock.now + noticed);
        m_clock.now += 3600'000 - 70'000;
        QVERIFY(m_session->isAuthenticated());
        m_clock.now += 20'000;
        QVERIFY(!m_session->isAuthenticated());
    }

    void aSlowAnswerIsNoWrongClock_data()
    {
        QTest::addColumn<qint64>("skew");
        QTest::addColumn<qint64>("dateAfterMs"); // of two minutes
        for (const qint64 skew : {0, 600'000, -600'000}) {
            QTest::addRow("%lld, a long download", skew) << skew << qint64(0);
            QTest::addRow("%lld, a long upload", skew) << skew << qint64(120'000);
            QTest::addRow("%lld, both", skew) << skew << qint64(60'000);
        }
    }
    void aSlowAnswerIsNoWrongClock()
    {
        QFETCH(qint64, skew);
        QFETCH(qint64, dateAfterMs);
        m_transport.answer = [&](const HttpRequest &request) {
            auto response = serve(request);
            response.serverDateMs = m_clock.now + skew;
            return response;
        };
        VERIFY_OK(get(u"a"_s));
        QCOMPARE(m_session->clockSkewMs(), skew);
        m_answer = [&](const HttpRequest &) {
            m_clock.now += 120'000;
            return FakeTransport::json("{}");
        };
        m_transport.answer = [&](const HttpRequest &request) {
            const auto date = m_clock.now + skew + dateAfterMs;
            auto response = serve(request);
            response.serverDateMs = date;
            return response;
        };
        VERIFY_OK(get(u"b"_s));
        QCOMPARE(m_session->clockSkewMs(), skew);
    }

    void droppingARequestAbortsIt()
    {
        VERIFY_OK(get(u"a"_s));
        m_transport.hangs = true;
        auto pending = m_session->send({.path = u"a"_s});
        QTRY_COMPARE(m_transport.requests.size(), 4);
        pending = {};
        QTRY_COMPARE(m_transport.cancelledCount(), 1);
    }

    void aSessionThatDiesTakesItsRequestsAlong()
    {
        m_transport.hangs = true;
        QObject context;
        std::optional<Result<QByteArray>> outcome;
        m_session->send({.path = u"a"_s}).done(&context, [&](Result<QByteArray> result) {
            outcome = std::move(result);
        });
        QTRY_COMPARE(m_transport.requests.size(), 1);
        m_session.reset();
        QTRY_VERIFY(outcome);
        QVERIFY(outcome->error().isCancelled());
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
