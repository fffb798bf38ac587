// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHashFunctions>

#include <algorithm>
#include <array>
#include <optional>

namespace reeeductio {

//! N public bytes by value: hashes, public keys, signatures. The tag keeps a digest from being taken for a
//! key.
template <int N, class Tag>
class FixedBytes
{
public:
    static constexpr int Size = N;

    FixedBytes() = default;

    //! Nothing when `bytes` is not exactly N long.
    static std::optional<FixedBytes> fromBytes(QByteArrayView bytes)
    {
        if (bytes.size() != N)
            return std::nullopt;
        FixedBytes fixed;
        std::copy_n(bytes.begin(), N, reinterpret_cast<char *>(fixed.m_bytes.data()));
        return fixed;
    }

    QByteArrayView view() const { return {reinterpret_cast<const char *>(m_bytes.data()), N}; }
    QByteArray toByteArray() const { return view().toByteArray(); }
    const unsigned char *data() const { return m_bytes.data(); }
    unsigned char *data() { return m_bytes.data(); }

    friend auto operator<=>(const FixedBytes &, const FixedBytes &) = default;
    friend size_t qHash(const FixedBytes &fixed, size_t seed = 0)
    {
        return qHashBits(fixed.m_bytes.data(), N, seed);
    }

private:
    std::array<unsigned char, N> m_bytes{};
};

using Digest = FixedBytes<32, struct DigestTag>;       //!< a SHA-256
using PublicKey = FixedBytes<32, struct PublicKeyTag>; //!< an Ed25519 public key
using Signature = FixedBytes<64, struct SignatureTag>; //!< an Ed25519 signature

} // namespace reeeductio
