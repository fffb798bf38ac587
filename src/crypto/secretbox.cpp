// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/secretbox.h"

#include "crypto/octets.h"
#include "crypto/random.h"
#include "crypto/sodium.h"

#include <sodium.h>

namespace reeeductio {

namespace {

using detail::octets;

constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(secretbox::Overhead == nonceSize + tagSize);

} // namespace

namespace secretbox {

QByteArray seal(const SymmetricKey &key, QByteArrayView plaintext, QByteArrayView context)
{
    auto sealed = randomBytes(nonceSize);
    sealed.resize(nonceSize + plaintext.size() + tagSize);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        reinterpret_cast<unsigned char *>(sealed.data()) + nonceSize, nullptr, octets(plaintext),
        static_cast<size_t>(plaintext.size()), octets(context), static_cast<size_t>(context.size()), nullptr,
        octets(sealed), key.bytes().data());
    return sealed;
}

Result<SecretBytes> open(const SymmetricKey &key, QByteArrayView sealed, QByteArrayView context)
{
    detail::ensureSodium();
    if (sealed.size() < Overhead)
        return fail(ErrorKind::Validation, ErrorCode::BadLength);
    SecretBytes plaintext(sealed.size() - Overhead);
    const auto body = sealed.sliced(nonceSize);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            plaintext.data(), nullptr, nullptr, octets(body), static_cast<size_t>(body.size()),
            octets(context), static_cast<size_t>(context.size()), octets(sealed), key.bytes().data()) != 0)
        return fail(ErrorKind::Validation, ErrorCode::CannotDecrypt);
    return plaintext;
}

} // namespace secretbox

Result<SymmetricKey> keyFromPassword(QByteArrayView password, QByteArrayView salt, PasswordCost cost)
{
    detail::ensureSodium();
    if (salt.size() != crypto_pwhash_argon2id_SALTBYTES)
        return fail(ErrorKind::Validation, ErrorCode::BadLength);
    SecretBytes derived(SymmetricKey::Size);
    if (crypto_pwhash(derived.data(), static_cast<unsigned long long>(derived.size()), password.data(),
                      static_cast<unsigned long long>(password.size()), octets(salt),
                      static_cast<unsigned long long>(cost.passes),
                      static_cast<size_t>(cost.memoryKiB) * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return fail(ErrorKind::Storage, ErrorCode::CannotWrite,
                    QStringLiteral("not enough memory for Argon2id"));
    return SymmetricKey::fromBytes(derived.view());
}

} // namespace reeeductio
