// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/credentials.h"

#include "crypto/encoding.h"

namespace reeeductio {

Credentials Credentials::clone() const
{
    Credentials copy{server, space, member, key.clone(), {}, {}};
    if (root)
        copy.root = root->clone();
    if (userKey)
        copy.userKey = userKey->clone();
    return copy;
}

QString Credentials::keyText() const
{
    return QString::fromLatin1(toHex(key.seed().view()));
}

Credentials Credentials::freshTool() const
{
    auto toolKey = SigningKey::generate();
    const auto publicKey = toolKey.publicKey();
    Credentials tool{server, space, ToolId::of(publicKey), std::move(toolKey), {}, {}};
    if (root)
        tool.root = root->clone();
    return tool;
}

Credentials Credentials::owner(QUrl server, SigningKey key, std::optional<SymmetricKey> root)
{
    const auto publicKey = key.publicKey();
    return {std::move(server), SpaceId::of(publicKey), UserId::of(publicKey),
            std::move(key),    std::move(root),        {}};
}

} // namespace reeeductio
