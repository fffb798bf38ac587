// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/opaque/messages.h"
#include "crypto/opaque/parameters.h"
#include "crypto/random.h"

namespace reeeductio::opaque {

//! What a server draws for one login.
struct ServerDraws
{
    QByteArray maskingNonce = randomBytes(NonceSize);
    QByteArray nonce = randomBytes(NonceSize);
    SecretBytes keyShareSeed = randomSecret(32);
};

//! A server's side of OPAQUE (RFC 9807): the secrets of one space, 128 bytes. Whoever has them may guess at
//! every password: the rest the server tells anybody. Thread-safe: nothing changes.
class ServerSetup
{
public:
    static constexpr qsizetype SeedSize = 64;
    static constexpr qsizetype Size = SeedSize + Scalar::Size + Element::Size;

    static ServerSetup generate();
    //! OPRF seed, private key, and the public key that published servers show for names they do not know.
    //! Nothing when they are none.
    static std::optional<ServerSetup> fromBytes(QByteArrayView bytes);
    SecretBytes toBytes() const;

    const Element &publicKey() const { return m_key.element; }

    RegistrationResponse respond(const Element &request, QByteArrayView credentialIdentifier) const;

    struct LoginStarted
    {
        CredentialResponse response;
        SecretBytes expected;   //!< what the client ends the login with if it knows the password
        SecretBytes sessionKey; //!< 64 bytes, then shared
    };
    LoginStarted respond(const CredentialRequest &request, QByteArrayView credentialIdentifier,
                         const PasswordFile &file, const Parameters &parameters = {},
                         ServerDraws draws = {}) const;

private:
    ServerSetup(SecretBytes seed, KeyPair key, Element dummy)
        : m_seed(std::move(seed)), m_key(std::move(key)), m_dummy(dummy)
    {}

    Element evaluate(const Element &blinded, QByteArrayView credentialIdentifier) const;

    SecretBytes m_seed;
    KeyPair m_key;
    Element m_dummy;
};

} // namespace reeeductio::opaque
