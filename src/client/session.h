// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/clock.h"
#include "client/apirequest.h"
#include "client/credentials.h"
#include "protocol/authentication.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace reeeductio {

//! A member signed in to a server: signs in at the first request, renews the token when it is about to end or
//! is refused, and holds the other requests back meanwhile. When another client of the same member signs in
//! at the same time, tries again. Lives in the thread of its transport. Errors are those of apiError() and of
//! the transport; Authentication/NotAMember, NotFound/NoSuchSpace when signing in.
class Session : public QObject
{
    Q_OBJECT

public:
    using Token = std::shared_ptr<const SecretBytes>;

    //! Where challenges are asked for and where everything else is.
    struct Endpoint
    {
        QString authPath; //!< `spaces/S…/auth`, or `admin/auth`
        QString basePath; //!< `spaces/S…`, or `admin`
    };

    //! Where a server is that has no lasting address. Asked before each signing in; what it gives is what
    //! server() is from then on, and its errors are the signing in's.
    using ServerFinder = std::function<Pending<QUrl>()>;

    Session(const Credentials &credentials, Endpoint endpoint, HttpTransport &transport, const Clock &clock,
            ServerFinder findServer = {}, QObject *parent = nullptr);
    ~Session() override;

    static Endpoint spaceEndpoint(const SpaceId &space);
    static Endpoint adminEndpoint();

    //! Whether signing in failed because the server will not have this member, or knows no such space: to try
    //! again by oneself is of no use.
    static bool isRefusal(const Error &error);

    const QUrl &server() const { return m_server; }
    const MemberId &member() const { return m_member; }

    //! The body of a successful answer. Repeated once with a new token when the token was to blame;
    //! idempotent requests are also repeated twice when the server is overloaded or the connection breaks.
    Pending<QByteArray> send(ApiRequest request);
    //! As send(), for those who need status and headers of a success.
    Pending<HttpResponse> exchange(ApiRequest request);

    //! A valid token, from signing in anew if need be.
    Pending<Token> token();
    //! Signs in anew, whatever token there is.
    Pending<void> authenticate();
    bool isAuthenticated() const { return m_token && !isExpired(); }
    //! The next request signs in anew.
    void forgetToken() { m_token.reset(); }

    //! The time by the server's clock, as far as its answers tell it; to the second.
    qint64 serverNowMs() const { return m_clock.nowMs() + m_clockSkewMs; }
    //! Server's clock minus ours; 0 until an answer told, or below five seconds.
    qint64 clockSkewMs() const { return m_clockSkewMs; }

Q_SIGNALS:
    void authenticated();
    void clockSkewChanged(qint64 skewMs);

private:
    class Exchange;
    class SignIn;

    Pending<HttpResponse> sendWith(const Token &token, const ApiRequest &request);
    Pending<HttpResponse> post(const QString &path, const QJsonObject &body);
    Pending<Token> findAndSignIn();
    Token keep(AuthToken token);
    bool isExpired() const;
    Pending<HttpResponse> transmit(HttpRequest http);
    void noteClock(const HttpResponse &response, qint64 sentMs);

    QUrl m_server;
    MemberId m_member;
    SigningKey m_key;
    Endpoint m_endpoint;
    HttpTransport &m_transport;
    const Clock &m_clock;
    ServerFinder m_findServer; //!< none when the credentials' address lasts
    Token m_token;
    qint64 m_tokenEndsMs = 0; //!< by our clock
    qint64 m_clockSkewMs = 0;
    Pending<Token> m_signingIn; //!< valid while one is under way; shared by all who wait
};

} // namespace reeeductio
