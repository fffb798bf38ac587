// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/opaque/messages.h"
#include "crypto/opaque/parameters.h"

#include <array>

namespace reeeductio::opaque {

//! What both sides of a login come to when each holds its keys.
struct SharedSecrets
{
    SecretBytes sessionKey;
    SecretBytes serverCode; //!< the server's proof
    SecretBytes clientCode; //!< the client's, which ends the login
};

//! The three products of Diffie and Hellman: both shares; the client's share and the server's key; the
//! client's key and the server's share.
using Products = std::array<SecretBytes, 3>;

//! 3DH of RFC 9807. `response` needs no code yet.
SharedSecrets agree(const Products &products, const CredentialRequest &request,
                    const CredentialResponse &response, const Element &clientKey, const Element &serverKey,
                    const Parameters &parameters);

//! The pair of a key share. `seed` of 32 bytes.
KeyPair keyShareOf(QByteArrayView seed);

} // namespace reeeductio::opaque
