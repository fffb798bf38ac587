// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "net/streamsocket.h"

#include <QWebSocket>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! A message is at most 102,400 characters of data; its type is unbounded on the server, hence the room.
constexpr quint64 longestText = 4 * 1024 * 1024;

Error errorOf(const QWebSocket &socket, QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return {ErrorKind::Network, ErrorCode::HostNotFound, socket.requestUrl().host()};
    case QAbstractSocket::ConnectionRefusedError: {
        // Qt reports a refused upgrade under the same name as a refused connection; only its text tells them
        // apart.
        const bool isHttpAnswer =
            socket.errorString().contains("403"_L1) || socket.errorString().contains("401"_L1);
        return isHttpAnswer
                   ? Error{ErrorKind::Authentication, ErrorCode::TokenRefused, {}, 403}
                   : Error{ErrorKind::Network, ErrorCode::ConnectionRefused, socket.requestUrl().host()};
    }
    case QAbstractSocket::SslHandshakeFailedError:
        return {ErrorKind::Network, ErrorCode::TlsFailed, socket.errorString()};
    default:
        return {ErrorKind::Stream, ErrorCode::ConnectionLost, socket.errorString()};
    }
}

class WebSocketStream final : public StreamSocket
{
    Q_OBJECT

public:
    explicit WebSocketStream(TlsReadiness &tls) : m_tls(tls) {}

    // Destroying a connected QWebSocket closes it, with signals: whoever owns us is half gone by then.
    ~WebSocketStream() override { m_isOpen = false; }

    void open(const QUrl &url) override
    {
        m_isOpen = true;
        m_tls.whenReady().done(this, [this, url](const Result<void> &) {
            if (m_isOpen)
                connectTo(url);
        });
    }

    void sendText(const QString &text) override
    {
        if (m_socket)
            m_socket->sendTextMessage(text);
    }

    void close() override
    {
        m_isOpen = false;
        if (m_socket)
            m_socket->abort();
    }

private:
    void connectTo(const QUrl &url)
    {
        m_socket = std::make_unique<QWebSocket>();
        m_socket->setMaxAllowedIncomingFrameSize(longestText);
        m_socket->setMaxAllowedIncomingMessageSize(longestText);
        connect(m_socket.get(), &QWebSocket::connected, this, &StreamSocket::opened);
        connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &StreamSocket::textReceived);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
        constexpr auto errorSignal = &QWebSocket::errorOccurred;
#else
        constexpr auto errorSignal = qOverload<QAbstractSocket::SocketError>(&QWebSocket::error);
#endif
        connect(m_socket.get(), errorSignal, this,
                [this](QAbstractSocket::SocketError error) { end(errorOf(*m_socket, error)); });
        // Behind what this event says yet: with TLS the error that ended it is told after this.
        connect(
            m_socket.get(), &QWebSocket::disconnected, this,
            [this] {
                end({ErrorKind::Stream, ErrorCode::ConnectionLost, m_socket->closeReason()});
            },
            Qt::QueuedConnection);
        m_socket->open(url);
    }

    void end(const Error &error)
    {
        if (std::exchange(m_isOpen, false))
            Q_EMIT closed(error);
    }

    TlsReadiness &m_tls;
    std::unique_ptr<QWebSocket> m_socket; //!< its constructor alone would read what m_tls reads
    bool m_isOpen = false;
};

} // namespace

std::unique_ptr<StreamSocket> WebSocketFactory::make()
{
    return std::make_unique<WebSocketStream>(m_tls);
}

} // namespace reeeductio

#include "streamsocket.moc"
