// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/opaque/ristretto.h"

#include <optional>

namespace reeeductio::opaque {

//! The price of one guess at a password: Argon2id v1.3 with a salt of 16 zero bytes, 64 bytes out.
struct Stretching
{
    qint64 memoryKiB = 19'456;
    int passes = 2;
    int lanes = 1;
};

//! What the TypeScript SDK stretches with.
constexpr Stretching typeScriptStretching{65'536, 3, 4};

//! What RFC 9807 leaves to whoever uses it. As they are, those of the published servers and SDKs.
struct Parameters
{
    std::optional<Stretching> stretching = Stretching{}; //!< nothing: none, as in the RFC's test vectors
    QByteArray context = {};
    QByteArray clientIdentity = {}; //!< empty: its public key
    QByteArray serverIdentity = {}; //!< empty: its public key

    QByteArrayView clientIdentityOf(const Element &key) const { return orKey(clientIdentity, key); }
    QByteArrayView serverIdentityOf(const Element &key) const { return orKey(serverIdentity, key); }

private:
    static QByteArrayView orKey(const QByteArray &identity, const Element &key)
    {
        return identity.isEmpty() ? key.view() : QByteArrayView(identity);
    }
};

//! Takes some 20 ms to half a second. Storage/CannotWrite when the machine has not that much memory.
[[nodiscard]] Result<SecretBytes> stretch(QByteArrayView bytes, const Stretching &stretching);

} // namespace reeeductio::opaque
