// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QJsonObject>
#include <QTcpSocket>

namespace reeeductio::test {

//! What came back; status 0 when nothing did.
struct HttpAnswer
{
    int status = 0;
    QHash<QByteArray, QByteArray> fields; //!< names in lower case
    QByteArray body;

    QJsonObject json() const;
    QString text(QLatin1StringView name) const { return json().value(name).toString(); }
    QString detail() const;
};

//! A client that sends exactly the bytes it is told to: what no honest one would. Blocking; for tests only.
class RawConnection
{
public:
    explicit RawConnection(quint16 port, const QHostAddress &host = QHostAddress::LocalHost);

    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    void send(const QByteArray &bytes);
    //! The next answer; an interim 100 counts as one. `isHead`: none of its body will come.
    HttpAnswer read(bool isHead = false);
    //! Whether the server ends the connection; what it says before is dropped.
    bool isClosedByServer();
    //! Exactly so many bytes, or fewer when no more come.
    QByteArray readBytes(qsizetype size);

private:
    bool waitForMore();

    QTcpSocket m_socket;
    QByteArray m_unread;
};

struct HttpCall
{
    QByteArray method = "GET";
    QByteArray target = "/";
    QByteArray token = {};
    QByteArray body = {};
    QByteArray contentType = "application/json"; //!< sent only with a body
    QByteArray fields = {};                      //!< more of them, each ending in \r\n
};

QByteArray toBytes(const HttpCall &call);
//! Over a connection of its own.
HttpAnswer exchange(quint16 port, const HttpCall &call);

} // namespace reeeductio::test
