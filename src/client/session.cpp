// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/session.h"

#include "base/asyncoperation.h"
#include "base/logging.h"
#include "base/timer.h"
#include "net/backoff.h"
#include "protocol/json.h"

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qint64 earlyRenewalMs = 60'000;
constexpr qint64 tolerableSkewMs = 5'000;
constexpr int overloadRetries = 2;
constexpr int overtakenRetries = 5;

Error signInError(const HttpResponse &response)
{
    auto error = apiError(response);
    switch (response.status) {
    case 401:
        return {ErrorKind::Authentication, ErrorCode::ChallengeRefused, error.detail, 401};
    case 403:
        return {ErrorKind::Authentication, ErrorCode::NotAMember, error.detail, 403};
    case 404:
        return {ErrorKind::NotFound, ErrorCode::NoSuchSpace, error.detail, 404};
    default:
        return error;
    }
}

//! Whether another client of this member asked for a challenge meanwhile: servers keep one for each member,
//! and after a restart of theirs everybody comes at once.
bool isOvertaken(const QString &detail)
{
    return detail.startsWith("Challenge "_L1);
}

bool isOvertaken(const HttpResponse &response)
{
    return response.status == 401 && isOvertaken(errorDetail(response.body));
}

//! Whether a proxy on the way, not the server, may have said so.
bool isPage(const QString &detail)
{
    return detail.startsWith(u'<');
}

bool isOverloaded(const HttpResponse &response)
{
    return response.status == 429 || response.status == 503;
}

} // namespace

//! One request: the token, the sending, and what is worth repeating.
class Session::Exchange final : public AsyncOperation<HttpResponse>
{
public:
    Exchange(Session &session, ApiRequest request)
        : AsyncOperation(&session), m_session(session), m_request(std::move(request))
    {}

protected:
    void run() override
    {
        m_session.token().done(this, [this](Result<Token> token) {
            if (!token)
                return finish(fail(token.error()));
            m_token = *token;
            m_session.sendWith(m_token, m_request).done(this, [this](Result<HttpResponse> response) {
                received(std::move(response));
            });
        });
    }

private:
    void received(Result<HttpResponse> response)
    {
        if (!response) {
            const bool isWorthRepeating = response.error().code == ErrorCode::ConnectionLost;
            return isWorthRepeating ? repeatLater({}, response.error()) : finish(std::move(response));
        }
        if (response->isSuccess())
            return finish(std::move(response));
        if (blamesToken(*response, m_request.isBlobRoute) && !std::exchange(m_hasRenewed, true)) {
            if (m_session.m_token == m_token) // not when another request has renewed it meanwhile
                m_session.forgetToken();
            return run();
        }
        const auto error = apiError(*response);
        if (isOverloaded(*response))
            return repeatLater(response->retryAfterSeconds, error);
        finish(fail(error));
    }

    void repeatLater(std::optional<int> seconds, const Error &error)
    {
        constexpr int longestWaitSeconds = 10;
        const bool mayWait = !seconds || *seconds <= longestWaitSeconds;
        if (!isIdempotent(m_request.method) || m_backoff.count() >= overloadRetries || !mayWait)
            return finish(fail(error));
        auto delay = m_backoff.next();
        if (seconds)
            delay = std::max(delay, Backoff::Milliseconds(*seconds * 1000));
        completeAfter(delay, this).done(this, [this](Result<void>) { run(); });
    }

    Session &m_session;
    ApiRequest m_request;
    Token m_token;
    Backoff m_backoff{Backoff::Milliseconds(200), Backoff::Milliseconds(2000)};
    bool m_hasRenewed = false;
};

//! Challenge and proof, until a token is given or truly refused.
class Session::SignIn final : public AsyncOperation<Token>
{
public:
    explicit SignIn(Session &session) : AsyncOperation(&session), m_session(session) {}

protected:
    void run() override
    {
        m_session.post(m_session.m_endpoint.authPath + u"/challenge"_s, challengeBody(m_session.m_member))
            .done(this, [this](const Result<HttpResponse> &response) {
                if (!response)
                    return finish(fail(response.error()));
                if (!response->isSuccess())
                    return finish(fail(signInError(*response)));
                const auto challenge = challengeFromJson(response->body);
                if (!challenge)
                    return finish(fail(challenge.error()));
                prove(*challenge);
            });
    }

private:
    void prove(const AuthChallenge &challenge)
    {
        m_session
            .post(m_session.m_endpoint.authPath + u"/verify"_s,
                  verifyBody(m_session.m_member, m_session.m_key, challenge))
            .done(this, [this](const Result<HttpResponse> &response) {
                if (!response)
                    return finish(fail(response.error()));
                if (isOvertaken(*response) && m_backoff.count() < overtakenRetries) {
                    completeAfter(m_backoff.next(), this).done(this, [this](const Result<void> &) { run(); });
                    return;
                }
                if (!response->isSuccess())
                    return finish(fail(signInError(*response)));
                auto token = tokenFromJson(response->body);
                if (!token)
                    return finish(fail(token.error()));
                finish(m_session.keep(*std::move(token)));
            });
    }

    Session &m_session;
    Backoff m_backoff{Backoff::Milliseconds(100), Backoff::Milliseconds(500)};
};

Session::Session(const Credentials &credentials, Endpoint endpoint, HttpTransport &transport,
                 const Clock &clock, ServerFinder findServer, QObject *parent)
    : QObject(parent), m_server(credentials.server), m_member(credentials.member),
      m_key(credentials.key.clone()), m_endpoint(std::move(endpoint)), m_transport(transport), m_clock(clock),
      m_findServer(std::move(findServer))
{}

Session::~Session() = default;

Session::Endpoint Session::spaceEndpoint(const SpaceId &space)
{
    const auto base = u"spaces/"_s + space.toString();
    return {base + u"/auth"_s, base};
}

bool Session::isRefusal(const Error &error)
{
    switch (error.code) {
    case ErrorCode::NotAMember:
    case ErrorCode::NoSuchSpace:
        return !isPage(error.detail);
    case ErrorCode::ChallengeRefused:
        return !isOvertaken(error.detail) && !isPage(error.detail);
    default:
        return false;
    }
}

Session::Endpoint Session::adminEndpoint()
{
    return {u"admin/auth"_s, u"admin"_s};
}

Pending<HttpResponse> Session::exchange(ApiRequest request)
{
    return (new Exchange(*this, std::move(request)))->start();
}

Pending<QByteArray> Session::send(ApiRequest request)
{
    return exchange(std::move(request)).then(this, [](HttpResponse response) {
        return std::move(response.body);
    });
}

Pending<Session::Token> Session::token()
{
    if (isAuthenticated())
        return Pending<Token>::resolved(m_token);
    if (!m_signingIn.isValid()) {
        m_signingIn = findAndSignIn();
        // First in the row of those who wait, so that the next one to ask after a failure tries anew.
        m_signingIn.share().done(this, [this](const Result<Token> &) { m_signingIn = {}; });
    }
    return m_signingIn.share();
}

Pending<void> Session::authenticate()
{
    forgetToken();
    return token().then(this, [](const Token &) {});
}

Pending<Session::Token> Session::findAndSignIn()
{
    if (!m_findServer)
        return (new SignIn(*this))->start();
    return m_findServer().then(this, [this](const QUrl &server) {
        m_server = server;
        return (new SignIn(*this))->start();
    });
}

Session::Token Session::keep(AuthToken token)
{
    m_token = std::make_shared<const SecretBytes>(std::move(token.token));
    m_tokenEndsMs = token.expiresAt - m_clockSkewMs;
    Q_EMIT authenticated();
    return m_token;
}

bool Session::isExpired() const
{
    return m_clock.nowMs() >= m_tokenEndsMs - earlyRenewalMs;
}

Pending<HttpResponse> Session::sendWith(const Token &token, const ApiRequest &request)
{
    auto url = apiUrl(m_server, m_endpoint.basePath + u'/' + request.path, request.query);
    if (!url)
        return Pending<HttpResponse>::failed(url.error());
    HttpRequest http{.method = request.method, .url = *std::move(url)};
    http.bearer = token;
    http.sink = request.sink;
    http.maxAnswerBytes = request.maxAnswerBytes;
    http.timeoutMs = request.timeoutMs;
    if (request.json) {
        http.body = compactJson(*request.json);
        http.contentType = "application/json";
    } else if (request.method == HttpRequest::Method::Put || request.method == HttpRequest::Method::Post) {
        http.body = request.bytes;
        http.source = request.source;
        http.contentType = "application/octet-stream";
    }
    return transmit(std::move(http));
}

Pending<HttpResponse> Session::post(const QString &path, const QJsonObject &body)
{
    auto url = apiUrl(m_server, path);
    if (!url)
        return Pending<HttpResponse>::failed(url.error());
    HttpRequest http{.method = HttpRequest::Method::Post, .url = *std::move(url)};
    http.body = compactJson(body);
    http.contentType = "application/json";
    return transmit(std::move(http));
}

Pending<HttpResponse> Session::transmit(HttpRequest http)
{
    const auto sentMs = m_clock.nowMs();
    return m_transport.send(std::move(http)).then(this, [this, sentMs](HttpResponse response) {
        noteClock(response, sentMs);
        return response;
    });
}

void Session::noteClock(const HttpResponse &response, qint64 sentMs)
{
    if (!response.serverDateMs)
        return;
    // Written some time between sending and now, which for a large file are minutes apart: what we took for
    // the difference stays when it lies in between.
    const auto [least, most] =
        std::minmax({*response.serverDateMs - m_clock.nowMs(), *response.serverDateMs - sentMs});
    auto skew = std::clamp(m_clockSkewMs, least, most);
    if (std::abs(skew) < tolerableSkewMs)
        skew = 0;
    if (std::abs(skew - m_clockSkewMs) < tolerableSkewMs)
        return; // the header counts whole seconds
    m_clockSkewMs = skew;
    qCInfo(logClient) << "the server's clock differs by" << skew << "ms";
    Q_EMIT clockSkewChanged(skew);
}

} // namespace reeeductio
