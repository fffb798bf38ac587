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
    WebSocketStream()
    {
        m_socket.setMaxAllowedIncomingFrameSize(longestText);
        m_socket.setMaxAllowedIncomingMessageSize(longestText);
        connect(&m_socket, &QWebSocket::connected, this, &StreamSocket::opened);
        connect(&m_socket, &QWebSocket::textMessageReceived, this, &StreamSocket::textReceived);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
        constexpr auto errorSignal = &QWebSocket::errorOccurred;
#else
        constexpr auto errorSignal = qOverload<QAbstractSocket::SocketError>(&QWebSocket::error);
#endif
        connect(&m_socket, errorSignal, this,
                [this](QAbstractSocket::SocketError error) { end(errorOf(m_socket, error)); });
        connect(&m_socket, &QWebSocket::disconnected, this, [this] {
            end({ErrorKind::Stream, ErrorCode::ConnectionLost, m_socket.closeReason()});
        });
    }

    // Destroying a connected QWebSocket closes it, with signals: whoever owns us is half gone by then.
    ~WebSocketStream() override { m_isOpen = false; }

    void open(const QUrl &url) override
    {
        m_isOpen = true;
        m_socket.open(url);
    }

    void sendText(const QString &text) override
    {
        m_socket.sendTextMessage(text);
    }

    void close() override
    {
        m_isOpen = false;
        m_socket.abort();
    }

private:
    void end(const Error &error)
    {
        if (std::exchange(m_isOpen, false))
            Q_EMIT closed(error);
    }

    QWebSocket m_socket;
    bool m_isOpen = false;
};

} // namespace

std::unique_ptr<StreamSocket> WebSocketFactory::make()
{
    return std::make_unique<WebSocketStream>();
}

} // namespace reeeductio

#include "streamsocket.moc"
