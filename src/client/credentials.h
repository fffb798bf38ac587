// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/signingkey.h"
#include "crypto/symmetrickey.h"
#include "protocol/identifier.h"

#include <QUrl>

#include <optional>

namespace reeeductio {

//! Who somebody is in a space, and what they can read. Move-only.
struct Credentials
{
    QUrl server; //!< `http://host:port`, with or without a path before `/spaces`
    SpaceId space;
    MemberId member;
    SigningKey key;
    std::optional<SymmetricKey> root;    //!< without it nothing encrypted can be read or written
    std::optional<SymmetricKey> userKey; //!< for user-private data

    Credentials clone() const;
    bool isOwner() const { return member.isOwnerOf(space); }

    //! The key as `--private-key` takes it: a secret, in a text that nothing wipes.
    QString keyText() const;
    //! A tool with a key of its own, made here, in the same space.
    Credentials freshTool() const;

    //! The owner of the space of that key, as user.
    static Credentials owner(QUrl server, SigningKey key, std::optional<SymmetricKey> root);
};

} // namespace reeeductio
