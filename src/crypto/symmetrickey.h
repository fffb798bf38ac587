// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"
#include "base/secretbytes.h"

namespace reeeductio {

//! 32 secret bytes: a symmetric root, a key derived from one, a blob's own key. Move-only.
class SymmetricKey
{
public:
    static constexpr qsizetype Size = 32;

    static SymmetricKey generate();
    //! Validation/BadLength unless `bytes` is 32 long.
    [[nodiscard]] static Result<SymmetricKey> fromBytes(QByteArrayView bytes);

    SymmetricKey clone() const { return SymmetricKey(m_bytes.clone()); }
    const SecretBytes &bytes() const { return m_bytes; }

    //! HKDF-SHA256 with this key as input, empty salt and `info` in UTF-8; 32 bytes (PROTOCOL 3).
    SymmetricKey derive(QByteArrayView info) const;

private:
    explicit SymmetricKey(SecretBytes bytes) : m_bytes(std::move(bytes)) {}

    SecretBytes m_bytes;
};

//! HKDF-SHA256 over input of any length (an OPAQUE export key is 64 bytes).
SecretBytes hkdfSha256(QByteArrayView input, QByteArrayView salt, QByteArrayView info, qsizetype size);

} // namespace reeeductio
