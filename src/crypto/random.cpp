// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/random.h"

#include "crypto/sodium.h"

#include <sodium.h>

namespace reeeductio {

QByteArray randomBytes(qsizetype size)
{
    detail::ensureSodium();
    QByteArray bytes(size, Qt::Uninitialized);
    randombytes_buf(bytes.data(), static_cast<size_t>(size));
    return bytes;
}

SecretBytes randomSecret(qsizetype size)
{
    detail::ensureSodium();
    SecretBytes secret(size);
    randombytes_buf(secret.data(), static_cast<size_t>(size));
    return secret;
}

} // namespace reeeductio
