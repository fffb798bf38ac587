// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/fixedbytes.h"
#include "base/result.h"
#include "base/secretbytes.h"

namespace reeeductio::opaque {

//! A secret number below the order of ristretto255, never 0: 32 bytes, the lowest first. Move-only.
class Scalar
{
public:
    static constexpr qsizetype Size = 32;

    static Scalar random();
    //! Nothing for any other length, for 0, and for what is not below the order.
    static std::optional<Scalar> fromBytes(QByteArrayView bytes);
    //! 64 bytes modulo the order; nothing if that is 0.
    static std::optional<Scalar> reduce(QByteArrayView bytes);

    Scalar clone() const { return Scalar(m_bytes.clone()); }
    Scalar inverse() const;
    QByteArrayView view() const { return m_bytes.view(); }
    const unsigned char *data() const { return m_bytes.data(); }

private:
    explicit Scalar(SecretBytes bytes) : m_bytes(std::move(bytes)) {}

    SecretBytes m_bytes;
};

//! An element of ristretto255 in its one encoding, never the identity. Public.
class Element
{
public:
    static constexpr qsizetype Size = 32;

    //! Nothing for any other length, the identity, and what is no encoding.
    static std::optional<Element> fromBytes(QByteArrayView bytes);
    //! The map of RFC 9496 from 64 bytes.
    static Element fromHash(QByteArrayView hash);
    //! The generator times `scalar`: a public key.
    static Element of(const Scalar &scalar);

    Element times(const Scalar &scalar) const;
    //! The same where the result is a secret, as Diffie and Hellman's is.
    SecretBytes secretTimes(const Scalar &scalar) const;

    QByteArrayView view() const { return m_bytes.view(); }
    friend bool operator==(const Element &, const Element &) = default;

private:
    using Bytes = FixedBytes<Size, struct ElementTag>;

    explicit Element(const Bytes &bytes) : m_bytes(bytes) {}

    Bytes m_bytes;
};

//! A key of that group.
struct KeyPair
{
    Scalar secret;
    Element element;

    static KeyPair of(Scalar secret);
};

} // namespace reeeductio::opaque
