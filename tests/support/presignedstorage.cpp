// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/presignedstorage.h"

#include "crypto/encoding.h"
#include "crypto/hash.h"

#include <QTcpSocket>
#include <QUrlQuery>

#include <algorithm>

namespace reeeductio::test {

namespace {

constexpr auto checksumField = "x-amz-checksum-sha256";

//! What the signature of this request would have to stand for.
S3Signed signedPartOf(const RequestHead &head)
{
    S3Signed part{.method = head.method, .path = head.path(), .parameters = {}, .fields = {}};
    for (const auto &pair : head.query().split('&')) {
        const auto equals = pair.indexOf('=');
        part.parameters[QByteArray::fromPercentEncoding(pair.left(equals))] =
            QByteArray::fromPercentEncoding(pair.mid(equals + 1));
    }
    part.parameters.remove("X-Amz-Signature");
    for (const auto &name : part.parameters.value("X-Amz-SignedHeaders").split(';'))
        part.fields[name] = head.fields.value(name);
    return part;
}

QByteArray signatureOf(const RequestHead &head)
{
    return head.query().mid(head.query().lastIndexOf('=') + 1);
}

} // namespace

QByteArray S3Answer::toBytes() const
{
    const auto body =
        code.isEmpty() ? object : "<Error><Code>" + code + "</Code><Message>" + words + "</Message></Error>";
    const QByteArray type = code.isEmpty() ? "application/octet-stream" : "application/xml";
    return "HTTP/1.1 " + QByteArray::number(status) +
           " S3\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nContent-Type: " + type +
           "\r\n" + fields + "\r\n" + body;
}

//! One client.
class PresignedStorage::Connection final : public QObject
{
public:
    Connection(PresignedStorage &storage, QTcpSocket *socket)
        : QObject(socket), m_storage(storage), m_socket(socket)
    {
        connect(socket, &QTcpSocket::readyRead, this, &Connection::read);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

private:
    void read()
    {
        m_unread += m_socket->readAll();
        while (m_socket->state() == QAbstractSocket::ConnectedState && (m_head || begin())) {
            const auto more = m_unread.left(m_head->bodySize() - m_body.size());
            m_unread.remove(0, more.size());
            m_body += more;
            if (m_storage.takeCut(Way::Up, m_body.size()))
                return cutOff();
            if (m_body.size() < m_head->bodySize())
                return;
            answer(m_refusal ? *m_refusal : m_storage.carryOut(*m_head, m_body));
        }
    }

    bool begin()
    {
        const auto skipped = std::min<qint64>(m_toSkip, m_unread.size());
        m_unread.remove(0, skipped);
        m_toSkip -= skipped;
        m_head = RequestHead::takeFrom(m_unread);
        if (!m_head)
            return false;
        m_refusal = m_storage.refusal(*m_head);
        if (!m_head->waitsForContinue())
            return true; // the body comes in any case
        if (!m_refusal)
            m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        else
            refuseUnread();
        return m_head.has_value();
    }

    //! Before the body, which comes all the same from a client that did not wait long enough.
    void refuseUnread()
    {
        m_toSkip = m_head->bodySize();
        auto refusal = *m_refusal;
        refusal.fields += "Connection: close\r\n";
        answer(refusal);
    }

    void answer(const S3Answer &answer)
    {
        auto bytes = answer.toBytes();
        const bool isCut = m_storage.takeCut(Way::Down, answer.object.size());
        if (isCut)
            bytes.chop(answer.object.size() - m_storage.m_cutAfter);
        m_storage.m_seen << Seen{*m_head, m_body.size(), isCut ? 0 : answer.status};
        m_socket->write(bytes);
        if (isCut)
            m_socket->disconnectFromHost();
        m_head.reset();
        m_body.clear();
    }

    void cutOff()
    {
        m_storage.m_seen << Seen{*m_head, m_body.size(), 0};
        m_socket->abort();
    }

    PresignedStorage &m_storage;
    QTcpSocket *m_socket;
    QByteArray m_unread;
    std::optional<RequestHead> m_head; //!< while a request is on its way
    std::optional<S3Answer> m_refusal; //!< what it will get, whatever its body is
    QByteArray m_body;
    qint64 m_toSkip = 0; //!< of a body that has been refused
};

PresignedStorage::PresignedStorage()
{
    listen(QHostAddress::LocalHost);
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (auto *const socket = nextPendingConnection())
            new Connection(*this, socket);
    });
}

QByteArray PresignedStorage::pathOf(const BlobId &id)
{
    return "/a bucket+more/(blobs)/~/" + id.text(); // what has to survive being written in a URL
}

QByteArray PresignedStorage::url(const QByteArray &method, const BlobId &id,
                                 const QMap<QByteArray, QByteArray> &fields)
{
    const auto host = "127.0.0.1:" + QByteArray::number(serverPort());
    auto signedFields = fields;
    signedFields["host"] = host;
    const bool isExpired = m_expiredLeft > 0;
    m_expiredLeft -= isExpired ? 1 : 0;
    const auto at = QDateTime::currentDateTimeUtc().addSecs(isExpired ? -lifetimeSeconds - 1 : 0);
    const auto path = pathOf(id).toPercentEncoding("/");
    const auto part =
        S3Signed::of(method, path, signedFields, m_account, at, lifetimeSeconds, "a+session/token==");
    return "http:" + QByteArray("//") + host + path + '?' + part.signedQuery(m_account);
}

QByteArray PresignedStorage::uploadUrl(const BlobId &id)
{
    return url("PUT", id,
               {{"content-type", "application/octet-stream"}, {checksumField, toBase64(id.payload())}});
}

QByteArray PresignedStorage::downloadUrl(const BlobId &id)
{
    return url("GET", id, {});
}

void PresignedStorage::answerInstead(const S3Answer &answer, int times)
{
    m_instead = answer;
    m_insteadLeft = times;
}

void PresignedStorage::cut(Way way, qint64 bytes, int times)
{
    m_cutWay = way;
    m_cutAfter = bytes;
    m_cutsLeft = times;
}

bool PresignedStorage::takeCut(Way way, qint64 bytes)
{
    if (m_cutsLeft == 0 || way != m_cutWay || bytes <= m_cutAfter)
        return false;
    --m_cutsLeft;
    return true;
}

std::optional<S3Answer> PresignedStorage::refusal(const RequestHead &head)
{
    if (head.fields.contains("authorization"))
        return S3Answer{400, "InvalidArgument", "Only one auth mechanism allowed."};
    if (const auto refused = refusedSignature(head))
        return refused;
    const bool isUpload = head.method == "PUT";
    if (isUpload && (head.fields.contains("transfer-encoding") || !head.fields.contains("content-length")))
        return S3Answer{411, "MissingContentLength", "You must provide the Content-Length HTTP header."};
    if (m_insteadLeft == 0)
        return std::nullopt;
    --m_insteadLeft;
    return m_instead;
}

std::optional<S3Answer> PresignedStorage::refusedSignature(const RequestHead &head) const
{
    const auto part = signedPartOf(head);
    if (!part.expiresAt().isValid())
        return S3Answer{403, "AccessDenied", "Access Denied."};
    if (part.expiresAt() < QDateTime::currentDateTimeUtc())
        return S3Answer{403, "AccessDenied", "Request has expired"};
    if (signatureOf(head) != part.signature(m_account))
        return S3Answer{403, "SignatureDoesNotMatch", "The signature does not match: " + signatureOf(head)};
    const auto names = head.fields.keys();
    const bool isAllSigned = std::all_of(names.begin(), names.end(), [&part](const QByteArray &name) {
        return !name.startsWith("x-amz-") || part.fields.contains(name);
    });
    if (!isAllSigned)
        return S3Answer{403, "AccessDenied", "There were headers present which were not signed"};
    return std::nullopt;
}

S3Answer PresignedStorage::carryOut(const RequestHead &head, QByteArray body)
{
    const auto path = QByteArray::fromPercentEncoding(head.path());
    if (head.method == "GET") {
        if (!m_objects.contains(path))
            return {404, "NoSuchKey", "The specified key does not exist."};
        return {.object = m_objects.value(path)};
    }
    if (m_garbledLeft > 0 && !body.isEmpty()) {
        --m_garbledLeft;
        body.back() = static_cast<char>(body.back() ^ 1);
    }
    if (head.fields.value(checksumField) != toBase64(sha256(body).view()))
        return {400, "BadDigest", "The SHA256 you specified did not match the calculated checksum."};
    m_objects[path] = body;
    return {.fields = "ETag: \"" + toHex(sha256(body).view().first(16)) + "\"\r\n"};
}

} // namespace reeeductio::test
