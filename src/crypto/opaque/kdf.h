// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/secretbytes.h"

#include <initializer_list>

namespace reeeductio::opaque {

// SHA-512 and what is made of it, as OPAQUE uses it. What is hashed comes in pieces, so that no secret is
// copied to stand beside another. All are 64 bytes unless a size is given.

using Parts = std::initializer_list<QByteArrayView>;

constexpr qsizetype HashSize = 64;

//! SHA-512 of bytes that come one after the other. Serves once.
class Sha512
{
public:
    Sha512();
    ~Sha512();
    Sha512(const Sha512 &) = delete;
    Sha512 &operator=(const Sha512 &) = delete;

    void addData(QByteArrayView bytes);
    SecretBytes result();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

SecretBytes sha512(Parts message);
SecretBytes hmacSha512(QByteArrayView key, Parts message);
//! HKDF-Extract with the empty salt.
SecretBytes hkdfExtract(Parts input);
//! HKDF-Expand. `size` up to 255 hashes.
SecretBytes hkdfExpand(QByteArrayView key, Parts info, qsizetype size = HashSize);

//! One after the other; nothing secret.
QByteArray joined(Parts parts);
//! I2OSP of RFC 8017: `number` as that many bytes, the highest first.
QByteArray bigEndian(qsizetype number, qsizetype size);

} // namespace reeeductio::opaque
