// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/bloblimit.h"

#include "crypto/aesgcm.h"
#include "crypto/hash.h"
#include "crypto/random.h"

#include <QElapsedTimer>

#include <algorithm>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace reeeductio::bench {

namespace {

constexpr qsizetype piece = 256 * 1024;

//! A blocking connection to a server on this machine.
class Socket
{
public:
    explicit Socket(const QUrl &server) : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<quint16>(server.port()));
        ::inet_pton(AF_INET, server.host().toLatin1().constData(), &address.sin_addr);
        m_isConnected =
            ::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    }
    ~Socket() { ::close(m_descriptor); }
    Q_DISABLE_COPY_MOVE(Socket)

    bool send(QByteArrayView bytes)
    {
        while (m_isConnected && !bytes.isEmpty()) {
            const auto sent = ::send(m_descriptor, bytes.data(),
                                     static_cast<size_t>(std::min(piece, bytes.size())), MSG_NOSIGNAL);
            m_isConnected = sent > 0;
            bytes = bytes.sliced(std::max<ssize_t>(sent, 0));
        }
        return m_isConnected;
    }
    qsizetype receive(QByteArray &into)
    {
        return m_isConnected ? ::recv(m_descriptor, into.data(), static_cast<size_t>(into.size()), 0) : -1;
    }

private:
    int m_descriptor;
    bool m_isConnected = false;
};

QByteArray head(const PlainRequest &request, const QByteArray &method, qsizetype length)
{
    return method + ' ' + request.path + " HTTP/1.1\r\nHost: " + request.server.host().toLatin1() +
           "\r\nAuthorization: Bearer " + request.token +
           "\r\nContent-Type: application/octet-stream\r\nContent-Length: " + QByteArray::number(length) +
           "\r\n\r\n";
}

//! Reads the answer to its end: a success with at least `length` bytes of a body.
Result<void> receiveAnswer(Socket &socket, qsizetype length)
{
    QByteArray buffer(piece, Qt::Uninitialized);
    QByteArray start;
    qsizetype body = -1;
    while (body < length) {
        const auto got = socket.receive(buffer);
        if (got <= 0)
            return fail(ErrorKind::Network, ErrorCode::ConnectionLost);
        if (body >= 0) {
            body += got;
            continue;
        }
        start += buffer.first(got);
        const auto end = start.indexOf("\r\n\r\n");
        if (end >= 0)
            body = start.size() - end - 4;
    }
    if (!start.startsWith("HTTP/1.1 20"))
        return fail(ErrorKind::Network, ErrorCode::ServerFailed, QString::fromLatin1(start.left(200)));
    return {};
}

double secondsOf(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

} // namespace

double sealTwiceSeconds(const QByteArray &bytes)
{
    const auto key = SymmetricKey::generate();
    const auto iv = randomBytes(aesgcm::IvSize);
    QElapsedTimer timer;
    timer.start();
    for (int pass = 0; pass < 2; ++pass) {
        AesGcmSealer sealer(key, iv);
        Sha256 hash;
        hash.addData(sealer.header());
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            hash.addData(sealer.update(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at))));
        hash.addData(sealer.finish());
        [[maybe_unused]] const auto digest = hash.result();
    }
    return secondsOf(timer);
}

Result<double> plainPutSeconds(const PlainRequest &request, const QByteArray &bytes)
{
    QElapsedTimer timer;
    timer.start();
    Socket socket(request.server);
    if (!socket.send(head(request, "PUT", bytes.size())) || !socket.send(bytes))
        return fail(ErrorKind::Network, ErrorCode::ConnectionLost);
    return receiveAnswer(socket, 1).map([&timer] { return secondsOf(timer); });
}

Result<double> plainGetSeconds(const PlainRequest &request, qsizetype bytes)
{
    QElapsedTimer timer;
    timer.start();
    Socket socket(request.server);
    if (!socket.send(head(request, "GET", 0)))
        return fail(ErrorKind::Network, ErrorCode::ConnectionLost);
    return receiveAnswer(socket, bytes).map([&timer] { return secondsOf(timer); });
}

} // namespace reeeductio::bench
