// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/rawhttp.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

constexpr int patienceMs = 30'000;

} // namespace

QJsonObject HttpAnswer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QString HttpAnswer::detail() const
{
    return text("detail"_L1);
}

RawConnection::RawConnection(quint16 port, const QHostAddress &host)
{
    m_socket.connectToHost(host, port);
    m_socket.waitForConnected(patienceMs);
}

void RawConnection::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
    while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(patienceMs)) {
    }
}

bool RawConnection::waitForMore()
{
    const bool came = m_socket.bytesAvailable() > 0 || m_socket.waitForReadyRead(patienceMs);
    m_unread += m_socket.readAll();
    return came;
}

HttpAnswer RawConnection::read(bool isHead)
{
    while (!m_unread.contains("\r\n\r\n")) {
        if (!waitForMore())
            return {};
    }
    const auto headSize = m_unread.indexOf("\r\n\r\n");
    const auto lines = m_unread.first(headSize).split('\n');
    m_unread.remove(0, headSize + 4);

    HttpAnswer answer;
    answer.status = lines.first().split(' ').value(1).toInt();
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto colon = lines[i].indexOf(':');
        answer.fields.insert(lines[i].first(colon).toLower(), lines[i].sliced(colon + 1).trimmed());
    }
    if (!isHead)
        answer.body = readBytes(answer.fields.value("content-length").toLongLong());
    return answer;
}

bool RawConnection::isClosedByServer()
{
    while (waitForMore()) {
    }
    return m_socket.state() == QAbstractSocket::UnconnectedState;
}

QByteArray RawConnection::readBytes(qsizetype size)
{
    while (m_unread.size() < size && waitForMore()) {
    }
    const auto bytes = m_unread.left(size);
    m_unread.remove(0, bytes.size());
    return bytes;
}

QByteArray toBytes(const HttpCall &call)
{
    auto bytes = call.method + ' ' + call.target + " HTTP/1.1\r\nHost: localhost\r\n" + call.fields;
    if (!call.token.isEmpty())
        bytes += "Authorization: Bearer " + call.token + "\r\n";
    if (!call.body.isEmpty())
        bytes += "Content-Type: " + call.contentType + "\r\n";
    if (!call.body.isEmpty() || call.method != "GET")
        bytes += "Content-Length: " + QByteArray::number(call.body.size()) + "\r\n";
    return bytes + "\r\n" + call.body;
}

HttpAnswer exchange(quint16 port, const HttpCall &call)
{
    RawConnection connection(port);
    connection.send(toBytes(call));
    return connection.read(call.method == "HEAD");
}

} // namespace reeeductio::test
