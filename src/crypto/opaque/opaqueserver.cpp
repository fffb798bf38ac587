// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/opaque/opaqueserver.h"

#include "crypto/opaque/envelope.h"
#include "crypto/opaque/kdf.h"
#include "crypto/opaque/keyexchange.h"
#include "crypto/opaque/oprf.h"

namespace reeeductio::opaque {

ServerSetup ServerSetup::generate()
{
    return {randomSecret(SeedSize), KeyPair::of(Scalar::random()), Element::of(Scalar::random())};
}

std::optional<ServerSetup> ServerSetup::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() != Size)
        return std::nullopt;
    auto key = Scalar::fromBytes(bytes.sliced(SeedSize, Scalar::Size));
    const auto dummy = Element::fromBytes(bytes.last(Element::Size));
    if (!key || !dummy)
        return std::nullopt;
    return ServerSetup(SecretBytes::copyOf(bytes.first(SeedSize)), KeyPair::of(*std::move(key)), *dummy);
}

SecretBytes ServerSetup::toBytes() const
{
    SecretBytes bytes(Size);
    auto *end = std::copy_n(m_seed.data(), SeedSize, bytes.data());
    end = std::copy_n(m_key.secret.data(), Scalar::Size, end);
    const auto dummy = m_dummy.view();
    std::copy(dummy.begin(), dummy.end(), end);
    return bytes;
}

Element ServerSetup::evaluate(const Element &blinded, QByteArrayView credentialIdentifier) const
{
    const auto seed = hkdfExpand(m_seed.view(), {credentialIdentifier, QByteArrayView("OprfKey")}, 32);
    return blinded.times(deriveKeyPair(seed.view(), "OPAQUE-DeriveKeyPair").secret);
}

RegistrationResponse ServerSetup::respond(const Element &request, QByteArrayView credentialIdentifier) const
{
    return {evaluate(request, credentialIdentifier), publicKey()};
}

ServerSetup::LoginStarted ServerSetup::respond(const CredentialRequest &request,
                                               QByteArrayView credentialIdentifier, const PasswordFile &file,
                                               const Parameters &parameters, ServerDraws draws) const
{
    const auto share = keyShareOf(draws.keyShareSeed.view());
    const auto hidden =
        masked(joined({publicKey().view(), file.envelope}), file.maskingKey, draws.maskingNonce);
    CredentialResponse response{.evaluated = evaluate(request.blinded, credentialIdentifier),
                                .maskingNonce = draws.maskingNonce,
                                .masked = hidden,
                                .serverNonce = draws.nonce,
                                .keyShare = share.element,
                                .code = {}};
    const Products products{request.keyShare.secretTimes(share.secret),
                            request.keyShare.secretTimes(m_key.secret),
                            file.clientKey.secretTimes(share.secret)};
    auto shared = agree(products, request, response, file.clientKey, publicKey(), parameters);
    response.code = shared.serverCode.exposeUnwiped();
    return {std::move(response), std::move(shared.clientCode), std::move(shared.sessionKey)};
}

} // namespace reeeductio::opaque
