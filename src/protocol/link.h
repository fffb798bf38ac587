// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/secretbytes.h"
#include "protocol/identifier.h"

#include <QString>
#include <QUrl>

#include <optional>
#include <variant>

namespace reeeductio {

//! `reeeductio:open#…` — a place to look at. Holds no secret.
struct OpenLink
{
    QUrl server;
    SpaceId space;
    QString topic;                    //!< may be empty
    std::optional<MessageId> message; //!< only with a topic
};

//! `reeeductio:join#…` — an invitation (PROTOCOL 10, 15). Move-only: it holds secrets.
struct JoinLink
{
    enum class Form { Tool, User }; //!< (a) a tool that adds the member, (b) a user key that holds the role

    QUrl server;
    SpaceId space;
    Form form = Form::Tool;
    SecretBytes keySeed; //!< 32 bytes
    UserId inviter;
    QString role;
    SecretBytes wrappedRoot; //!< sealed under the spoken words; empty when the link carries the root itself
    SecretBytes root;        //!< 32 bytes; empty when wrapped
};

using Link = std::variant<OpenLink, JoinLink>;

//! Reads a link a person pasted or clicked. Validation/BadLink names the key that is missing or malformed,
//! Validation/TooNew an unknown version. A link never acts by itself.
[[nodiscard]] Result<Link> parseLink(QStringView text);

QString toString(const OpenLink &link);
//! The text holds everything that is needed to join: a secret.
SecretBytes toSecretText(const JoinLink &link);

} // namespace reeeductio
