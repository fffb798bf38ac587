// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/identifier.h"
#include "support/requesthead.h"
#include "support/s3signed.h"

#include <QTcpServer>
#include <QUrl>

namespace reeeductio::test {

//! What S3 answers: an object, nothing, or an error in XML.
struct S3Answer
{
    int status = 200;
    QByteArray code = {};   //!< of an error
    QByteArray words = {};  //!< of an error
    QByteArray object = {}; //!< of a GET that succeeds
    QByteArray fields = {}; //!< more of them, each ending in \r\n

    static S3Answer slowDown() { return {503, "SlowDown", "Please reduce your request rate."}; }
    static S3Answer conflict() { return {409, "OperationAborted", "Another operation is in progress."}; }
    static S3Answer movedTo(const QUrl &place)
    {
        return {
            307, "TemporaryRedirect", "Please send it there.", {}, "Location: " + place.toEncoded() + "\r\n"};
    }

    QByteArray toBytes() const;
};

//! A store of objects on loopback that speaks the part of S3 that presigned URLs need, and holds clients to
//! it: the signature, how long it lasts, no second way of signing in, the checksum. In the thread that made
//! it.
class PresignedStorage final : public QTcpServer
{
    Q_OBJECT

public:
    enum class Way { Up, Down };

    //! A request that came, and what became of it.
    struct Seen
    {
        RequestHead head;
        qint64 bodySize = 0; //!< of what came
        int status = 0;      //!< 0: cut off
    };

    PresignedStorage();

    // URLs as the space's server gets them from its storage library.
    QByteArray uploadUrl(const BlobId &id);
    QByteArray downloadUrl(const BlobId &id);
    //! The next so many were signed too long ago when they are given.
    void giveExpired(int times) { m_expiredLeft = times; }
    static constexpr int lifetimeSeconds = 3600;

    bool contains(const BlobId &id) const { return m_objects.contains(pathOf(id)); }
    qsizetype objectCount() const { return m_objects.size(); }
    //! Behind everybody's back.
    void put(const BlobId &id, const QByteArray &bytes) { m_objects[pathOf(id)] = bytes; }

    //! The next so many requests that are in order are answered so instead.
    void answerInstead(const S3Answer &answer, int times);
    //! The next so many connections are cut once that much of a body went that way.
    void cut(Way way, qint64 bytes, int times);
    //! The next so many bodies come with a bit turned over.
    void garble(int times) { m_garbledLeft = times; }

    const QList<Seen> &seen() const { return m_seen; }

private:
    class Connection;

    static QByteArray pathOf(const BlobId &id);
    QByteArray url(const QByteArray &method, const BlobId &id, const QMap<QByteArray, QByteArray> &fields);
    std::optional<S3Answer> refusal(const RequestHead &head);
    std::optional<S3Answer> refusedSignature(const RequestHead &head) const;
    S3Answer carryOut(const RequestHead &head, QByteArray body);
    bool takeCut(Way way, qint64 bytes);

    S3Account m_account{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"};
    QHash<QByteArray, QByteArray> m_objects; //!< by path
    QList<Seen> m_seen;
    int m_expiredLeft = 0;
    S3Answer m_instead;
    int m_insteadLeft = 0;
    Way m_cutWay = Way::Up;
    qint64 m_cutAfter = 0;
    int m_cutsLeft = 0;
    int m_garbledLeft = 0;
};

} // namespace reeeductio::test
