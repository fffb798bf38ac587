// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/opaque/opaqueclient.h"

#include "crypto/opaque/envelope.h"
#include "crypto/opaque/keyexchange.h"
#include "crypto/opaque/oprf.h"

namespace reeeductio::opaque {

namespace {

tl::unexpected<Error> noAnswer()
{
    return fail(ErrorKind::Opaque, ErrorCode::ServerRefused, QStringLiteral("not a message of OPAQUE"));
}

Result<RandomizedPassword> randomized(const SecretBytes &password, const Scalar &blind,
                                      const Element &evaluated, const Parameters &parameters)
{
    return RandomizedPassword::of(finalize(password.view(), blind, evaluated).view(), parameters);
}

} // namespace

Registration::Registration(SecretBytes password, Scalar blind)
    : m_password(std::move(password)), m_blind(std::move(blind)),
      m_request(opaque::blind(m_password.view(), m_blind))
{}

Result<Registration::Finished> Registration::finish(QByteArrayView response, const Parameters &parameters,
                                                    const QByteArray &envelopeNonce) const
{
    const auto answer = RegistrationResponse::fromBytes(response);
    if (!answer)
        return noAnswer();
    const auto password = randomized(m_password, m_blind, answer->evaluated, parameters);
    if (!password)
        return fail(password.error());
    auto sealed = password->seal(envelopeNonce, answer->serverKey);
    const PasswordFile file{sealed.keys.client.element, password->maskingKey().exposeUnwiped(),
                            sealed.envelope};
    return Finished{file.toBytes(), std::move(sealed.keys.exportKey)};
}

Login::Login(SecretBytes password, LoginDraws draws)
    : m_password(std::move(password)), m_blind(std::move(draws.blind)),
      m_keyShare(keyShareOf(draws.keyShareSeed.view())), m_request{blind(m_password.view(), m_blind),
                                                                   draws.nonce, m_keyShare.element}
{}

Result<Login::Finished> Login::finish(QByteArrayView response, const Parameters &parameters) const
{
    const auto answer = CredentialResponse::fromBytes(response);
    if (!answer)
        return noAnswer();
    const auto password = randomized(m_password, m_blind, answer->evaluated, parameters);
    if (!password)
        return fail(password.error());

    const auto unmasked = masked(answer->masked, password->maskingKey().view(), answer->maskingNonce);
    const auto serverKey = Element::fromBytes(unmasked.first(Element::Size));
    auto keys = serverKey ? password->open(unmasked.sliced(Element::Size), *serverKey) : std::nullopt;
    if (!keys)
        return fail(ErrorKind::Authentication, ErrorCode::WrongNameOrPassword);

    const Products products{answer->keyShare.secretTimes(m_keyShare.secret),
                            serverKey->secretTimes(m_keyShare.secret),
                            answer->keyShare.secretTimes(keys->client.secret)};
    auto shared = agree(products, m_request, *answer, keys->client.element, *serverKey, parameters);
    if (!shared.serverCode.equals(answer->code))
        return fail(ErrorKind::Opaque, ErrorCode::SignatureMismatch);
    return Finished{shared.clientCode.exposeUnwiped(), std::move(keys->exportKey),
                    std::move(shared.sessionKey)};
}

} // namespace reeeductio::opaque
