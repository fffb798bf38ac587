// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/transfer/blobreader.h"
#include "client/transfer/blobtarget.h"
#include "client/transfer/transfercontext.h"
#include "client/transfer/transferprogress.h"

#include <QObject>

#include <limits>

namespace reeeductio {

class BlobSink;

//! A stored file and the key that opens it.
struct EncryptedBlob
{
    BlobId id;
    SymmetricKey key;
    qint64 size = 0; //!< of what is stored, in bytes
};

//! Files of a space, encrypted, hashed and opened off this thread, in pieces. A part of Space. Dropping a
//! Pending aborts the transfer and leaves nothing behind. Errors: those of UploadBlob and DownloadBlob; a
//! file that is itself encrypted may be empty, one that is stored as it is may not (Validation/BadLength).
class Blobs : public QObject
{
    Q_OBJECT

public:
    using Progress = std::shared_ptr<TransferProgress>;

    explicit Blobs(const TransferContext &context, QObject *parent = nullptr);

    //! Under a random key of its own.
    Pending<EncryptedBlob> upload(const BlobSource &source, Progress progress = {});
    Pending<EncryptedBlob> upload(const QByteArray &plaintext);
    //! Under this key: what is sent with the same seal again is the same blob.
    Pending<EncryptedBlob> upload(const BlobSource &source, const BlobSeal &seal, Progress progress = {});
    //! `most` in bytes: Blob/BlobTooLarge for a larger one, before it is all here.
    Pending<QByteArray> download(const BlobId &id, const SymmetricKey &key,
                                 qint64 most = std::numeric_limits<qint64>::max(), Progress progress = {});
    //! Gives where the file is.
    Pending<QString> downloadTo(const QString &path, PartFile::WhenTaken whenTaken, const BlobId &id,
                                const SymmetricKey &key, Progress progress = {});
    Pending<void> downloadTo(std::unique_ptr<BlobTarget> target, const BlobId &id, const SymmetricKey &key,
                             Progress progress = {});

    //! Stored as it is: the server can read it. An empty one is refused: it could not be got back.
    Pending<BlobId> uploadPlaintext(const BlobSource &source, Progress progress = {});
    Pending<BlobId> uploadPlaintext(const QByteArray &bytes);
    Pending<QByteArray> downloadPlaintext(const BlobId &id);
    Pending<QString> downloadPlaintextTo(const QString &path, PartFile::WhenTaken whenTaken, const BlobId &id,
                                         Progress progress = {});

    //! Takes this member's reference away; the bytes go with the last one. On the real server the owner's
    //! removal of somebody else's file says it succeeded and removes nothing (PROTOCOL 12.14).
    Pending<void> remove(const BlobId &id);

    //! Whether the server still gives it out to this member.
    Pending<bool> isThere(const BlobId &id);

    //! Threads that may wait for a disk.
    WorkerPool &filePool() { return m_context.files; }
    //! What this space takes, in bytes of the blob.
    qint64 largest() const { return m_context.largestBlob; }
    //! Of a file that is encrypted.
    qint64 largestFile() const { return m_context.largestBlob - aesgcm::Overhead; }

private:
    using Sink = std::shared_ptr<BlobSink>;

    Pending<Sink> fetch(const BlobId &id, const SymmetricKey *key, std::unique_ptr<BlobTarget> target,
                        Progress progress);
    Pending<QByteArray> fetchToMemory(const BlobId &id, const SymmetricKey *key, qint64 most,
                                      Progress progress);
    Pending<QString> fetchToFile(const QString &path, PartFile::WhenTaken whenTaken, const BlobId &id,
                                 const SymmetricKey *key, Progress progress);

    TransferContext m_context;
};

} // namespace reeeductio
