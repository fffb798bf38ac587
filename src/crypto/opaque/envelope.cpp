// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/opaque/envelope.h"

#include "crypto/opaque/kdf.h"
#include "crypto/opaque/oprf.h"

namespace reeeductio::opaque {

Result<RandomizedPassword> RandomizedPassword::of(QByteArrayView oprfOutput, const Parameters &parameters)
{
    auto stretched = parameters.stretching ? stretch(oprfOutput, *parameters.stretching)
                                           : Result<SecretBytes>(SecretBytes::copyOf(oprfOutput));
    return std::move(stretched).map([&](const SecretBytes &bytes) {
        return RandomizedPassword(hkdfExtract({oprfOutput, bytes.view()}), parameters);
    });
}

SecretBytes RandomizedPassword::maskingKey() const
{
    return hkdfExpand(m_bytes.view(), {QByteArrayView("MaskingKey")});
}

RandomizedPassword::Sealed RandomizedPassword::seal(QByteArrayView nonce, const Element &serverKey) const
{
    const auto expand = [&](QByteArrayView label, qsizetype size = HashSize) {
        return hkdfExpand(m_bytes.view(), {nonce, label}, size);
    };
    const auto authKey = expand("AuthKey");
    auto client = deriveKeyPair(expand("PrivateKey", 32).view(), "OPAQUE-DeriveDiffieHellmanKeyPair");
    const auto serverIdentity = m_parameters.serverIdentityOf(serverKey);
    const auto clientIdentity = m_parameters.clientIdentityOf(client.element);
    const auto code =
        hmacSha512(authKey.view(), {nonce, serverKey.view(), bigEndian(serverIdentity.size(), 2),
                                    serverIdentity, bigEndian(clientIdentity.size(), 2), clientIdentity});
    return {joined({nonce, code.view()}), {std::move(client), expand("ExportKey")}};
}

std::optional<RandomizedPassword::Keys> RandomizedPassword::open(QByteArrayView envelope,
                                                                 const Element &serverKey) const
{
    Q_ASSERT(envelope.size() == EnvelopeSize);
    auto sealed = seal(envelope.first(NonceSize), serverKey);
    if (!SecretBytes::copyOf(envelope).equals(sealed.envelope))
        return std::nullopt;
    return std::move(sealed.keys);
}

QByteArray masked(QByteArrayView bytes, QByteArrayView maskingKey, QByteArrayView nonce)
{
    const auto pad = hkdfExpand(maskingKey, {nonce, QByteArrayView("CredentialResponsePad")}, bytes.size());
    auto result = bytes.toByteArray();
    for (qsizetype at = 0; at < result.size(); ++at)
        result[at] = static_cast<char>(static_cast<unsigned char>(result.at(at)) ^ pad.data()[at]);
    return result;
}

} // namespace reeeductio::opaque
