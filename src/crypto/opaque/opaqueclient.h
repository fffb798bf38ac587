// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/opaque/messages.h"
#include "crypto/opaque/parameters.h"
#include "crypto/random.h"

namespace reeeductio::opaque {

// The client of OPAQUE (RFC 9807): registering a password and logging in with it, each in two steps with a
// server's answer between. A server learns neither the password nor what is made of it, and a password file
// alone is worth no more than guesses at the stretching's price. What is drawn at random has a default; tests
// give what vectors list. The second steps stretch: not on a thread that somebody waits for.
//
// Source: RFC 9807 sections 5 and 6, by the suite of PROTOCOL 13. Passwords are taken byte by byte.

class Registration
{
public:
    explicit Registration(SecretBytes password, Scalar blind = Scalar::random());

    //! 32 bytes for the server.
    QByteArray request() const { return m_request.view().toByteArray(); }

    struct Finished
    {
        QByteArray upload;     //!< for the server: a PasswordFile
        SecretBytes exportKey; //!< 64 bytes
    };
    //! Opaque/ServerRefused when the answer is none; as stretch().
    [[nodiscard]] Result<Finished> finish(QByteArrayView response, const Parameters &parameters = {},
                                          const QByteArray &envelopeNonce = randomBytes(NonceSize)) const;

private:
    SecretBytes m_password;
    Scalar m_blind;
    Element m_request;
};

//! What a client draws for one login.
struct LoginDraws
{
    Scalar blind = Scalar::random();
    QByteArray nonce = randomBytes(NonceSize);
    SecretBytes keyShareSeed = randomSecret(32);
};

class Login
{
public:
    explicit Login(SecretBytes password, LoginDraws draws = {});

    //! KE1, 96 bytes for the server.
    QByteArray request() const { return m_request.toBytes(); }

    struct Finished
    {
        QByteArray finalization; //!< KE3, 64 bytes for the server
        SecretBytes exportKey;   //!< 64 bytes, those of the registration
        SecretBytes sessionKey;  //!< 64 bytes
    };
    //! May be tried with other parameters on the same answer. Authentication/WrongNameOrPassword;
    //! Opaque/SignatureMismatch when the password is right and the server does not prove that it knows its
    //! key; Opaque/ServerRefused when the answer is none; as stretch().
    [[nodiscard]] Result<Finished> finish(QByteArrayView response, const Parameters &parameters = {}) const;

private:
    SecretBytes m_password;
    Scalar m_blind;
    KeyPair m_keyShare;
    CredentialRequest m_request;
};

} // namespace reeeductio::opaque
