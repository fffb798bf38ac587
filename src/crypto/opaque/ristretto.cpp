// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/opaque/ristretto.h"

#include "crypto/octets.h"
#include "crypto/sodium.h"

#include <sodium.h>

namespace reeeductio::opaque {

using detail::octets;

static_assert(Scalar::Size == crypto_core_ristretto255_SCALARBYTES);
static_assert(Element::Size == crypto_core_ristretto255_BYTES);

Scalar Scalar::random()
{
    detail::ensureSodium();
    SecretBytes bytes(Size);
    crypto_core_ristretto255_scalar_random(bytes.data()); // never 0
    return Scalar(std::move(bytes));
}

std::optional<Scalar> Scalar::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() != Size)
        return std::nullopt;
    SecretBytes wide(crypto_core_ristretto255_NONREDUCEDSCALARBYTES);
    std::copy_n(bytes.begin(), Size, wide.data());
    std::fill_n(wide.data() + Size, wide.size() - Size, static_cast<unsigned char>(0));
    auto reduced = reduce(wide.view());
    if (!reduced || !reduced->m_bytes.equals(bytes))
        return std::nullopt;
    return reduced;
}

std::optional<Scalar> Scalar::reduce(QByteArrayView bytes)
{
    detail::ensureSodium();
    Q_ASSERT(bytes.size() == crypto_core_ristretto255_NONREDUCEDSCALARBYTES);
    SecretBytes reduced(Size);
    crypto_core_ristretto255_scalar_reduce(reduced.data(), octets(bytes));
    if (sodium_is_zero(reduced.data(), Size))
        return std::nullopt;
    return Scalar(std::move(reduced));
}

Scalar Scalar::inverse() const
{
    SecretBytes inverse(Size);
    if (crypto_core_ristretto255_scalar_invert(inverse.data(), data()) != 0)
        qFatal("libsodium inverts no scalar that is not 0");
    return Scalar(std::move(inverse));
}

std::optional<Element> Element::fromBytes(QByteArrayView bytes)
{
    detail::ensureSodium();
    const auto fixed = Bytes::fromBytes(bytes);
    if (!fixed || sodium_is_zero(fixed->data(), Size) ||
        crypto_core_ristretto255_is_valid_point(fixed->data()) != 1)
        return std::nullopt;
    return Element(*fixed);
}

Element Element::fromHash(QByteArrayView hash)
{
    detail::ensureSodium();
    Q_ASSERT(hash.size() == crypto_core_ristretto255_HASHBYTES);
    Bytes bytes;
    crypto_core_ristretto255_from_hash(bytes.data(), octets(hash));
    return Element(bytes);
}

Element Element::of(const Scalar &scalar)
{
    Bytes bytes;
    if (crypto_scalarmult_ristretto255_base(bytes.data(), scalar.data()) != 0)
        qFatal("a scalar that is not 0 times the generator is the identity");
    return Element(bytes);
}

Element Element::times(const Scalar &scalar) const
{
    return Element(*Bytes::fromBytes(secretTimes(scalar).view()));
}

SecretBytes Element::secretTimes(const Scalar &scalar) const
{
    SecretBytes product(Size);
    // In a group of prime order neither factor makes it the identity.
    if (crypto_scalarmult_ristretto255(product.data(), scalar.data(), m_bytes.data()) != 0)
        qFatal("an element times a scalar that is not 0 is the identity");
    return product;
}

KeyPair KeyPair::of(Scalar secret)
{
    const auto element = Element::of(secret);
    return {std::move(secret), element};
}

} // namespace reeeductio::opaque
