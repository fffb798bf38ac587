// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/transfer/blobtarget.h"
#include "client/transfer/transferprogress.h"
#include "crypto/aesgcm.h"
#include "crypto/hash.h"
#include "net/httpbody.h"
#include "protocol/identifier.h"

#include <optional>

namespace reeeductio {

//! A blob on its way in: hashed as it comes, opened when there is a key, and written to a target that keeps
//! it for itself until everything is proved.
class BlobSink final : public HttpSink
{
public:
    //! `largest` in bytes, of the blob.
    BlobSink(BlobId id, std::optional<SymmetricKey> key, qint64 largest, std::unique_ptr<BlobTarget> target,
             std::shared_ptr<TransferProgress> progress);

    //! Blob/BlobTooLarge, and the target's errors, which include Storage/DiskFull.
    [[nodiscard]] Result<void> begin(qint64 size) override;
    [[nodiscard]] Result<void> write(QByteArrayView bytes) override;

    //! All has come: checks it and commits. Waits for the disk. Blob/HashMismatch when it is not what the id
    //! says, then Validation/CannotDecrypt for a wrong key (Validation/BadLength: never sealed at all).
    [[nodiscard]] Result<void> finish();

private:
    BlobId m_id;
    std::optional<SymmetricKey> m_key;
    qint64 m_largest;
    std::unique_ptr<BlobTarget> m_target;
    std::shared_ptr<TransferProgress> m_progress;
    Sha256 m_hash;
    std::optional<AesGcmOpener> m_opener;
    qint64 m_received = 0;
    bool m_hasBegun = false;
};

} // namespace reeeductio
