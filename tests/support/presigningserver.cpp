// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/presigningserver.h"

#include "protocol/json.h"

#include <QJsonObject>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

QByteArray jsonAnswer(int status, const QJsonObject &object)
{
    const auto body = compactJson(object);
    return "HTTP/1.1 " + QByteArray::number(status) +
           " Here\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\n\r\n" + body;
}

} // namespace

//! One client, and its connection to the server behind.
class PresigningServer::Connection final : public QObject
{
public:
    Connection(PresigningServer &front, QTcpSocket *client)
        : QObject(client), m_front(front), m_client(client), m_server(new QTcpSocket(client))
    {
        m_server->connectToHost(front.m_server.host(), static_cast<quint16>(front.m_server.port()));
        connect(client, &QTcpSocket::readyRead, this, &Connection::read);
        connect(m_server, &QTcpSocket::readyRead, client, [this] { m_client->write(m_server->readAll()); });
        connect(client, &QTcpSocket::disconnected, m_server, &QTcpSocket::disconnectFromHost);
        connect(m_server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }

private:
    void read()
    {
        m_unread += m_client->readAll();
        while (!m_unread.isEmpty() && (m_bodyLeft > 0 || m_isTunnel || begin()))
            takeBody();
    }

    bool begin()
    {
        const auto head = RequestHead::takeFrom(m_unread);
        if (!head)
            return false;
        const auto answer = m_front.answerTo(*head);
        m_isForServer = !answer;
        m_isTunnel = head->fields.contains("upgrade");
        m_bodyLeft = head->bodySize();
        if (answer)
            m_client->write(*answer);
        else
            m_server->write(head->raw);
        return true;
    }

    void takeBody()
    {
        const auto bytes = m_isTunnel ? m_unread : m_unread.left(m_bodyLeft);
        m_unread.remove(0, bytes.size());
        m_bodyLeft -= m_isTunnel ? 0 : bytes.size();
        if (m_isForServer)
            m_server->write(bytes);
    }

    PresigningServer &m_front;
    QTcpSocket *m_client;
    QTcpSocket *m_server;
    QByteArray m_unread;
    qint64 m_bodyLeft = 0;
    bool m_isForServer = true;
    bool m_isTunnel = false; //!< a WebSocket
};

PresigningServer::PresigningServer(const QUrl &server, PresignedStorage &storage)
    : m_server(server), m_storage(storage)
{
    listen(QHostAddress::LocalHost);
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (auto *const client = nextPendingConnection())
            new Connection(*this, client);
    });
}

std::optional<QByteArray> PresigningServer::answerTo(const RequestHead &head)
{
    const auto parts = head.path().split('/'); // "", spaces, id, blobs, id
    const bool isUpload = head.method == "PUT";
    if (parts.size() != 5 || parts[3] != "blobs" || (!isUpload && head.method != "GET"))
        return std::nullopt;
    const auto id = BlobId::parse(parts[4]);
    if (!id)
        return jsonAnswer(400, {{u"detail"_s, u"Invalid blob ID"_s}});
    if (!head.fields.value("authorization").startsWith("Bearer "))
        return jsonAnswer(401, {{u"detail"_s, u"Not authenticated"_s}});
    if (!isUpload && !m_storage.contains(*id))
        return jsonAnswer(404, {{u"detail"_s, u"Blob not found"_s}});
    ++m_urlsGiven;
    auto place = m_instead;
    if (place.isEmpty())
        place = isUpload ? m_storage.uploadUrl(*id) : m_storage.downloadUrl(*id);
    return jsonAnswer(isUpload ? 201 : 200,
                      {{u"blob_id"_s, id->toString()},
                       {isUpload ? u"upload_url"_s : u"download_url"_s, QString::fromLatin1(place)}});
}

} // namespace reeeductio::test
