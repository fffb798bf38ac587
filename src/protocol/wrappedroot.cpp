// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/wrappedroot.h"

#include "crypto/hash.h"
#include "crypto/secretbox.h"

namespace reeeductio {

namespace {

constexpr qsizetype saltSize = 16;
//! Part of the format: a link does not say what it was made with.
constexpr PasswordCost cost{.memoryKiB = 65536, .passes = 3};

Result<SymmetricKey> wrapKey(const SecretBytes &words, const MemberId &invitation)
{
    const auto digest = sha256(invitation.text());
    return keyFromPassword(words.view(), digest.view().first(saltSize), cost);
}

QByteArray contextOf(const SpaceId &space, const MemberId &invitation)
{
    return "reeeductio join root|" + space.text() + '|' + invitation.text();
}

} // namespace

Result<SecretBytes> wrapRoot(const SymmetricKey &root, const SecretBytes &words, const SpaceId &space,
                             const MemberId &invitation)
{
    const auto key = wrapKey(words, invitation);
    if (!key)
        return fail(key.error());
    return SecretBytes::takeFrom(secretbox::seal(*key, root.bytes().view(), contextOf(space, invitation)));
}

Result<SymmetricKey> unwrapRoot(QByteArrayView wrapped, const SecretBytes &words, const SpaceId &space,
                                const MemberId &invitation)
{
    const auto key = wrapKey(words, invitation);
    if (!key)
        return fail(key.error());
    const auto root = secretbox::open(*key, wrapped, contextOf(space, invitation));
    if (!root)
        return fail(ErrorKind::Validation, ErrorCode::WrongWords);
    return SymmetricKey::fromBytes(root->view());
}

} // namespace reeeductio
