// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/symmetrickey.h"
#include "protocol/identifier.h"

namespace reeeductio {

// A space's root as an invitation's link carries it, for whoever has heard the words (PROTOCOL 15). The key
// is Argon2id of the words, 64 MiB and 3 passes, its salt the first 16 bytes of the SHA-256 of the
// invitation's id as text; the bytes are XChaCha20-Poly1305, bound to the space and the invitation. Pure,
// about 0.2 s: for the pool.

//! `words`: as tidyWords() writes them. Storage/CannotWrite when the machine has not that much memory.
[[nodiscard]] Result<SecretBytes> wrapRoot(const SymmetricKey &root, const SecretBytes &words,
                                           const SpaceId &space, const MemberId &invitation);

//! Validation/WrongWords when it was wrapped with other words, or for another space or invitation.
[[nodiscard]] Result<SymmetricKey> unwrapRoot(QByteArrayView wrapped, const SecretBytes &words,
                                              const SpaceId &space, const MemberId &invitation);

} // namespace reeeductio
