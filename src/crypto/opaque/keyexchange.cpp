// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/opaque/keyexchange.h"

#include "crypto/opaque/kdf.h"
#include "crypto/opaque/oprf.h"

namespace reeeductio::opaque {

namespace {

//! Derive-Secret.
SecretBytes deriveSecret(const SecretBytes &secret, QByteArrayView label, QByteArrayView hash)
{
    const auto name = joined({"OPAQUE-", label});
    return hkdfExpand(secret.view(), {bigEndian(HashSize, 2), bigEndian(name.size(), 1), name,
                                      bigEndian(hash.size(), 1), hash});
}

QByteArray withSize(QByteArrayView bytes)
{
    return joined({bigEndian(bytes.size(), 2), bytes});
}

} // namespace

SharedSecrets agree(const Products &products, const CredentialRequest &request,
                    const CredentialResponse &response, const Element &clientKey, const Element &serverKey,
                    const Parameters &parameters)
{
    const auto preamble =
        joined({"OPAQUEv1-", withSize(parameters.context), withSize(parameters.clientIdentityOf(clientKey)),
                request.toBytes(), withSize(parameters.serverIdentityOf(serverKey)), response.uncoded()});
    const auto hash = sha512({preamble});
    const auto key = hkdfExtract({products[0].view(), products[1].view(), products[2].view()});
    const auto handshake = deriveSecret(key, "HandshakeSecret", hash.view());
    const auto serverKeyOfCode = deriveSecret(handshake, "ServerMAC", {});
    const auto clientKeyOfCode = deriveSecret(handshake, "ClientMAC", {});
    auto serverCode = hmacSha512(serverKeyOfCode.view(), {hash.view()});
    auto clientCode = hmacSha512(clientKeyOfCode.view(), {sha512({preamble, serverCode.view()}).view()});
    return {deriveSecret(key, "SessionKey", hash.view()), std::move(serverCode), std::move(clientCode)};
}

KeyPair keyShareOf(QByteArrayView seed)
{
    return deriveKeyPair(seed, "OPAQUE-DeriveDiffieHellmanKeyPair");
}

} // namespace reeeductio::opaque
