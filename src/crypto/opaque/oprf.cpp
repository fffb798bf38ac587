// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/opaque/oprf.h"

#include "crypto/opaque/kdf.h"

namespace reeeductio::opaque {

namespace {

//! What keeps one use of the hash from another: the use, "OPRFV1-", the mode (0) and the name of the suite.
QByteArray domain(QByteArrayView use)
{
    return joined({use, "OPRFV1-", bigEndian(0, 1), "-ristretto255-SHA512"});
}

//! expand_message_xmd of RFC 9380 with SHA-512, for one block of 64 bytes.
SecretBytes expandMessage(Parts message, QByteArrayView use)
{
    const auto name = domain(use);
    const auto ending = name + bigEndian(name.size(), 1);
    const QByteArray padding(128, '\0'); // a block of SHA-512
    Sha512 first;
    first.addData(padding);
    for (const auto part : message)
        first.addData(part);
    first.addData(bigEndian(HashSize, 2));
    first.addData(bigEndian(0, 1));
    first.addData(ending);
    const auto seed = first.result();
    return sha512({seed.view(), bigEndian(1, 1), ending});
}

} // namespace

Element blind(QByteArrayView input, const Scalar &blind)
{
    return Element::fromHash(expandMessage({input}, "HashToGroup-").view()).times(blind);
}

SecretBytes finalize(QByteArrayView input, const Scalar &blind, const Element &evaluated)
{
    const auto unblinded = evaluated.secretTimes(blind.inverse());
    return sha512({bigEndian(input.size(), 2), input, bigEndian(unblinded.size(), 2), unblinded.view(),
                   QByteArrayView("Finalize")});
}

KeyPair deriveKeyPair(QByteArrayView seed, QByteArrayView info)
{
    // A counter after the first has a chance of 2⁻²⁵².
    for (char count = 0;; ++count) {
        const auto hash = expandMessage({seed, bigEndian(info.size(), 2), info, QByteArrayView(&count, 1)},
                                        "DeriveKeyPair");
        if (auto scalar = Scalar::reduce(hash.view()))
            return KeyPair::of(*std::move(scalar));
    }
}

} // namespace reeeductio::opaque
