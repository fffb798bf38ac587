// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/signingkey.h"

#include "crypto/octets.h"
#include "crypto/random.h"
#include "crypto/sodium.h"

#include <sodium.h>

namespace reeeductio {

using detail::octets;

SigningKey SigningKey::generate()
{
    return std::move(*fromSeed(randomSecret(SeedSize).view()));
}

Result<SigningKey> SigningKey::fromSeed(QByteArrayView seed)
{
    detail::ensureSodium();
    if (seed.size() != SeedSize)
        return fail(ErrorKind::Validation, ErrorCode::BadLength);
    SigningKey key;
    key.m_secretKey = SecretBytes(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(key.m_publicKey.data(), key.m_secretKey.data(), octets(seed));
    return key;
}

SigningKey SigningKey::clone() const
{
    SigningKey copy;
    copy.m_secretKey = m_secretKey.clone();
    copy.m_publicKey = m_publicKey;
    return copy;
}

SecretBytes SigningKey::seed() const
{
    return SecretBytes::copyOf(m_secretKey.view().first(SeedSize));
}

Signature SigningKey::sign(QByteArrayView message) const
{
    Signature signature;
    crypto_sign_detached(signature.data(), nullptr, octets(message), static_cast<size_t>(message.size()),
                         m_secretKey.data());
    return signature;
}

bool verifySignature(const PublicKey &key, QByteArrayView message, const Signature &signature)
{
    detail::ensureSodium();
    return crypto_sign_verify_detached(signature.data(), octets(message), static_cast<size_t>(message.size()),
                                       key.data()) == 0;
}

} // namespace reeeductio
