// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/transfer/blobreader.h"
#include "client/transfer/transferprogress.h"
#include "crypto/hash.h"
#include "net/httpbody.h"
#include "protocol/identifier.h"

namespace reeeductio {

//! What is known of a blob before its first byte is sent.
struct PreparedBlob
{
    BlobId id;
    qint64 size = 0; //!< in bytes
};

//! The first of the two readings: all of it, only to know the hash. Waits for the disk; ends early, as
//! cancelled, once `isAbandoned`. Storage/CannotOpen, Storage/CannotRead; Blob/BlobTooLarge, its size the
//! detail, before anything is read.
[[nodiscard]] Result<PreparedBlob> prepareBlob(const BlobSource &source, const BlobSeal *seal, qint64 largest,
                                               TransferProgress &progress,
                                               const std::atomic<bool> &isAbandoned);

//! The second reading: what the server gets. The last piece is held back until the hash of all of it has come
//! out as before, so that a file which changed in between is never whole on the server: Storage/FileChanged.
class BlobBody final : public HttpBody
{
public:
    BlobBody(PreparedBlob blob, BlobSource source, std::optional<BlobSeal> seal,
             std::shared_ptr<TransferProgress> progress);

    qint64 size() const override { return m_blob.size; }
    [[nodiscard]] Result<void> rewind() override;
    [[nodiscard]] Result<qint64> read(char *into, qint64 most) override;

private:
    [[nodiscard]] Result<void> fill();

    PreparedBlob m_blob;
    BlobSource m_source;
    std::optional<BlobSeal> m_seal;
    std::shared_ptr<TransferProgress> m_progress;
    std::optional<BlobReader> m_reader; //!< until all has been read
    Sha256 m_hash;
    qint64 m_read = 0;
    QByteArray m_piece;
    qsizetype m_given = 0; //!< of the piece
};

} // namespace reeeductio
