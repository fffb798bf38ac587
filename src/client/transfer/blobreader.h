// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/transfer/blobsource.h"
#include "crypto/aesgcm.h"

#include <optional>

namespace reeeductio {

//! What makes the same blob of the same file a second time.
struct BlobSeal
{
    SymmetricKey key;
    QByteArray iv;

    static BlobSeal generate();
    BlobSeal clone() const { return {key.clone(), iv}; }
};

//! The bytes of a blob, in the order they are hashed and sent, made from those of a file: sealed, or as they
//! are. One thread at a time, which waits for the disk.
class BlobReader
{
public:
    //! Without a seal: the file's own bytes. Errors of BlobSource.
    [[nodiscard]] static Result<BlobReader> open(const BlobSource &source, const BlobSeal *seal);

    //! Of the whole blob, as the file is now.
    qint64 size() const;
    //! 128 KiB or less; nothing once all has been given. Storage/CannotRead.
    [[nodiscard]] Result<QByteArray> next();

private:
    explicit BlobReader(std::unique_ptr<QIODevice> device) : m_device(std::move(device)) {}

    std::unique_ptr<QIODevice> m_device;
    std::optional<AesGcmSealer> m_sealer;
    bool m_hasHeader = false;
    bool m_isAtEnd = false;
};

} // namespace reeeductio
