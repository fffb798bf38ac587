// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/spacecontext.h"

#include <QObject>

namespace reeeductio {

//! A stored file and the key that opens it.
struct EncryptedBlob
{
    BlobId id;
    SymmetricKey key;
    qint64 size = 0; //!< of what is stored, in bytes
};

//! Files held in memory, encrypted, hashed and opened on the pool. A part of Space. Errors: those of Session;
//! Blob/HashMismatch when what came is not what the id says; Blob/BlobTooLarge; Validation/CannotDecrypt for
//! a wrong key; Network/RedirectRefused when a server that is reached by HTTPS names a place that is not.
class Blobs : public QObject
{
    Q_OBJECT

public:
    Blobs(SpaceContext &context, HttpTransport &transport, QObject *parent = nullptr);

    //! Under a random key of its own.
    Pending<EncryptedBlob> upload(const QByteArray &plaintext);
    Pending<QByteArray> download(const BlobId &id, const SymmetricKey &key);

    //! Stored as it is: the server can read it. An empty one is refused (Validation/BadLength): it could not
    //! be got back.
    Pending<BlobId> uploadPlaintext(const QByteArray &bytes);
    Pending<QByteArray> downloadPlaintext(const BlobId &id);

    //! Takes this member's reference away. On the real server the owner's removal of somebody else's file
    //! says it succeeded and removes nothing (PROTOCOL 12.14).
    Pending<void> remove(const BlobId &id);

private:
    Pending<BlobId> store(const QByteArray &bytes);
    Pending<QByteArray> fetch(const BlobId &id);
    Pending<QByteArray> fetchPresigned(const QUrl &url);

    SpaceContext &m_context;
    HttpTransport &m_transport;
};

} // namespace reeeductio
