// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/opaque/ristretto.h"

namespace reeeductio::opaque {

// The oblivious pseudorandom function of RFC 9497: ristretto255-SHA512, mode OPRF. A server evaluates it
// under its key without seeing the input; whoever gave the input does not see the key.

//! The input as the server sees it.
Element blind(QByteArrayView input, const Scalar &blind);
//! Of what the server made of it: 64 bytes that depend on input and key, not on the blind.
SecretBytes finalize(QByteArrayView input, const Scalar &blind, const Element &evaluated);

//! DeriveKeyPair, deterministic. `seed` of 32 bytes.
KeyPair deriveKeyPair(QByteArrayView seed, QByteArrayView info);

} // namespace reeeductio::opaque
