// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/stream.h"

#include "base/logging.h"
#include "protocol/json.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

namespace {

//! The server pings those who say nothing for 30 s; we say something before that, and so notice a dead
//! connection.
constexpr auto pingEvery = 25s;
constexpr auto silenceMeansDead = 70s;
//! A proxy that accepts and ends connections would be asked several times a second, and each time everything
//! be caught up: a connection counts only when something came over it, or when it has lived so long.
constexpr auto livesAfter = 30s;

Result<QUrl> streamUrl(const QUrl &server, const SpaceId &space, const Session::Token &token)
{
    auto url = apiUrl(server, u"spaces/"_s + space.toString() + u"/stream"_s);
    if (!url)
        return url;
    url->setScheme(url->scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    QUrlQuery query;
    query.addQueryItem(u"token"_s,
                       QString::fromLatin1(token->exposeUnwiped())); // the protocol has no other place
    url->setQuery(query);
    return url;
}

} // namespace

Stream::Stream(SpaceContext &context, StreamSocketFactory &sockets, QObject *parent)
    : QObject(parent), m_context(context), m_sockets(sockets)
{
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &Stream::connectNow);
    m_pingTimer.setInterval(pingEvery);
    connect(&m_pingTimer, &QTimer::timeout, this, [this] { m_socket->sendText(u"ping"_s); });
    m_lifeTimer.setSingleShot(true);
    m_lifeTimer.setInterval(livesAfter);
    connect(&m_lifeTimer, &QTimer::timeout, this, [this] { m_backoff.reset(); });
    m_silenceTimer.setSingleShot(true);
    m_silenceTimer.setInterval(silenceMeansDead);
    connect(&m_silenceTimer, &QTimer::timeout, this, [this] {
        failed({ErrorKind::Stream, ErrorCode::TimedOut, {}});
    });
}

Stream::~Stream() = default;

void Stream::start()
{
    if (m_status == Status::Stopped || m_status == Status::Refused)
        connectNow();
}

void Stream::stop()
{
    dropConnection();
    m_retryTimer.stop();
    m_backoff.reset();
    setStatus(Status::Stopped);
}

void Stream::dropConnection()
{
    m_attempt.reset();
    m_pingTimer.stop();
    m_silenceTimer.stop();
    m_lifeTimer.stop();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket.release()->deleteLater(); // we may stand in one of its signals
}

void Stream::retryNow()
{
    if (m_status == Status::Waiting || m_status == Status::Refused)
        connectNow();
}

std::chrono::milliseconds Stream::timeToNextTry() const
{
    return m_retryTimer.isActive() ? m_retryTimer.remainingTimeAsDuration() : 0ms;
}

void Stream::connectNow()
{
    m_retryTimer.stop();
    setStatus(Status::Connecting);
    m_attempt = std::make_unique<QObject>();
    m_context.session.token().done(m_attempt.get(), [this](Result<Session::Token> token) {
        if (token)
            open(*token);
        else
            failed(token.error());
    });
}

void Stream::open(const Session::Token &token)
{
    const auto url = streamUrl(m_context.session.server(), m_context.space(), token);
    if (!url)
        return failed(url.error());
    m_socket = m_sockets.make();
    connect(m_socket.get(), &StreamSocket::opened, this, &Stream::opened);
    connect(m_socket.get(), &StreamSocket::textReceived, this, &Stream::take);
    connect(m_socket.get(), &StreamSocket::closed, this, &Stream::closed);
    m_socket->open(*url);
}

void Stream::opened()
{
    m_hasRenewedToken = false;
    m_lifeTimer.start();
    m_pingTimer.start();
    m_silenceTimer.start();
    setStatus(Status::Connected);
    if (m_status == Status::Connected) // nobody has stopped it
        Q_EMIT connected();
}

void Stream::take(const QString &text)
{
    m_silenceTimer.start();
    m_backoff.reset();
    if (text == "pong"_L1)
        return;
    const auto object = parseJsonObject(text.toUtf8());
    if (!object) {
        qCWarning(logClient) << "the stream sent what is no JSON object";
        return;
    }
    if (object->value("type"_L1) == "ping"_L1 && !object->contains("message_hash"_L1))
        return;
    if (auto message = messageFromJson(*object))
        Q_EMIT messageReceived(*message);
    else
        qCWarning(logClient) << "the stream sent what is no message:" << message.error().detail;
}

void Stream::closed(const Error &error)
{
    if (error.code != ErrorCode::TokenRefused)
        return failed(error);
    m_context.session.forgetToken();
    if (std::exchange(m_hasRenewedToken, true))
        return failed(error);
    // A server that was started anew knows no old token: that is no reason to stay away from it.
    dropConnection();
    connectNow();
}

void Stream::failed(const Error &error)
{
    dropConnection();
    if (Session::isRefusal(error))
        return setStatus(Status::Refused, error);
    m_retryTimer.start(m_backoff.next());
    setStatus(Status::Waiting, error);
}

void Stream::setStatus(Status status, const Error &reason)
{
    if (m_status == status)
        return;
    m_status = status;
    Q_EMIT statusChanged(status, reason);
}

} // namespace reeeductio
