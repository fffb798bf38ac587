// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/fixedbytes.h"
#include "base/result.h"
#include "base/secretbytes.h"

namespace reeeductio {

//! An Ed25519 key pair. Its secret form outside this class is the 32-byte seed. Move-only.
class SigningKey
{
public:
    static constexpr qsizetype SeedSize = 32;

    static SigningKey generate();
    //! Validation/BadLength unless `seed` is 32 long.
    [[nodiscard]] static Result<SigningKey> fromSeed(QByteArrayView seed);

    SigningKey clone() const;
    const PublicKey &publicKey() const { return m_publicKey; }
    SecretBytes seed() const;
    Signature sign(QByteArrayView message) const;

private:
    SigningKey() = default;

    SecretBytes m_secretKey; //!< libsodium's 64 bytes: seed and public key
    PublicKey m_publicKey;
};

//! About 50 µs. Small-order keys and non-canonical signatures are refused. Thread-safe.
bool verifySignature(const PublicKey &key, QByteArrayView message, const Signature &signature);

} // namespace reeeductio
