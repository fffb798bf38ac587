// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/opaque/parameters.h"

#include "crypto/opaque/kdf.h"

#include <argon2.h>

namespace reeeductio::opaque {

// The reference implementation, and not libsodium's, which knows no lanes but one.
Result<SecretBytes> stretch(QByteArrayView bytes, const Stretching &stretching)
{
    const QByteArray salt(16, '\0');
    SecretBytes stretched(HashSize);
    const auto status = argon2id_hash_raw(
        static_cast<quint32>(stretching.passes), static_cast<quint32>(stretching.memoryKiB),
        static_cast<quint32>(stretching.lanes), bytes.data(), static_cast<size_t>(bytes.size()), salt.data(),
        static_cast<size_t>(salt.size()), stretched.data(), static_cast<size_t>(stretched.size()));
    if (status != ARGON2_OK)
        return fail(ErrorKind::Storage, ErrorCode::CannotWrite,
                    QString::fromLatin1(argon2_error_message(status)));
    return stretched;
}

} // namespace reeeductio::opaque
