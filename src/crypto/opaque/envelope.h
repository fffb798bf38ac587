// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/opaque/messages.h"
#include "crypto/opaque/parameters.h"

namespace reeeductio::opaque {

//! What a password and a server's key make together, and everything a client's envelope is made of. The
//! envelope holds no key: all keys follow from this and its nonce; its code shows that they do.
class RandomizedPassword
{
public:
    //! Storage/CannotWrite when it cannot be stretched.
    [[nodiscard]] static Result<RandomizedPassword> of(QByteArrayView oprfOutput,
                                                       const Parameters &parameters);

    SecretBytes maskingKey() const;

    struct Keys
    {
        KeyPair client;
        SecretBytes exportKey; //!< 64 bytes, for what is to be opened by the same password later
    };
    struct Sealed
    {
        QByteArray envelope;
        Keys keys;
    };
    //! `nonce` of NonceSize.
    Sealed seal(QByteArrayView nonce, const Element &serverKey) const;
    //! Nothing when the envelope is not of this password and that server's key.
    std::optional<Keys> open(QByteArrayView envelope, const Element &serverKey) const;

private:
    RandomizedPassword(SecretBytes bytes, const Parameters &parameters)
        : m_bytes(std::move(bytes)), m_parameters(parameters)
    {}

    SecretBytes m_bytes;
    Parameters m_parameters;
};

//! Server's key and envelope, hidden or found again: both are the same.
QByteArray masked(QByteArrayView bytes, QByteArrayView maskingKey, QByteArrayView nonce);

} // namespace reeeductio::opaque
