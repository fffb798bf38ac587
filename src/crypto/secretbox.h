// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"
#include "crypto/symmetrickey.h"

#include <QByteArray>
#include <QByteArrayView>

namespace reeeductio {

//! XChaCha20-Poly1305 for what stays on this machine (the vault, secret columns) and for wrapped roots in
//! links: 24-byte random nonce ‖ ciphertext ‖ 16-byte tag. `context` is authenticated, not stored: it binds
//! the bytes to their place.
namespace secretbox {

constexpr qsizetype Overhead = 24 + 16;

QByteArray seal(const SymmetricKey &key, QByteArrayView plaintext, QByteArrayView context);
//! Validation/CannotDecrypt or BadLength.
[[nodiscard]] Result<SecretBytes> open(const SymmetricKey &key, QByteArrayView sealed,
                                       QByteArrayView context);

} // namespace secretbox

//! The price of one guess at a passphrase, stored beside what it protects.
struct PasswordCost
{
    qint64 memoryKiB = 65536;
    int passes = 3;
};

//! Argon2id v1.3, one lane. `salt` of 16 bytes. Validation/BadLength for another salt, Storage/CannotWrite
//! when the machine has not that much memory.
[[nodiscard]] Result<SymmetricKey> keyFromPassword(QByteArrayView password, QByteArrayView salt,
                                                   PasswordCost cost);

} // namespace reeeductio
