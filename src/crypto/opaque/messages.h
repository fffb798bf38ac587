// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/opaque/ristretto.h"

namespace reeeductio::opaque {

// What client and server of OPAQUE send to each other (RFC 9807, sizes in PROTOCOL 13). A registration
// request is an Element, and what ends a login a code of FinalizationSize bytes; the rest is here.
// fromBytes() gives nothing for any other size and for what is no element of the group.

constexpr qsizetype NonceSize = 32;
constexpr qsizetype CodeSize = 64;                       //!< of HMAC-SHA512
constexpr qsizetype EnvelopeSize = NonceSize + CodeSize; //!< nonce, code
constexpr qsizetype FinalizationSize = CodeSize;

struct RegistrationResponse
{
    static constexpr qsizetype Size = 2 * Element::Size;

    Element evaluated;
    Element serverKey;

    static std::optional<RegistrationResponse> fromBytes(QByteArrayView bytes);
    QByteArray toBytes() const;
};

//! What a client uploads and a server keeps of it: the password file.
struct PasswordFile
{
    static constexpr qsizetype Size = Element::Size + CodeSize + EnvelopeSize;

    Element clientKey;
    QByteArray maskingKey; //!< 64 bytes
    QByteArray envelope;

    static std::optional<PasswordFile> fromBytes(QByteArrayView bytes);
    QByteArray toBytes() const;
};

//! KE1: begins a login.
struct CredentialRequest
{
    static constexpr qsizetype Size = 2 * Element::Size + NonceSize;

    Element blinded;
    QByteArray nonce;
    Element keyShare;

    static std::optional<CredentialRequest> fromBytes(QByteArrayView bytes);
    QByteArray toBytes() const;
};

//! KE2: the server's answer.
struct CredentialResponse
{
    static constexpr qsizetype MaskedSize = Element::Size + EnvelopeSize;
    static constexpr qsizetype Size = 2 * Element::Size + 2 * NonceSize + MaskedSize + CodeSize;

    Element evaluated;
    QByteArray maskingNonce;
    QByteArray masked; //!< server's key and envelope under a pad that the password opens
    QByteArray serverNonce;
    Element keyShare;
    QByteArray code; //!< the server's proof that it knows its key

    static std::optional<CredentialResponse> fromBytes(QByteArrayView bytes);
    QByteArray toBytes() const;
    //! All but the code.
    QByteArray uncoded() const;
};

} // namespace reeeductio::opaque
