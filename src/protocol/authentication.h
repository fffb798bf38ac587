// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/signingkey.h"
#include "protocol/identifier.h"

#include <QByteArray>
#include <QJsonObject>

namespace reeeductio {

//! What a server gives to be signed (PROTOCOL 4).
struct AuthChallenge
{
    QByteArray challenge; //!< the text itself is signed, not what it decodes to
    qint64 expiresAt = 0;
};

//! What it gives in return.
struct AuthToken
{
    SecretBytes token;
    qint64 expiresAt = 0; //!< milliseconds by the server's clock
};

QJsonObject challengeBody(const MemberId &member);
QJsonObject verifyBody(const MemberId &member, const SigningKey &key, const AuthChallenge &challenge);

[[nodiscard]] Result<AuthChallenge> challengeFromJson(QByteArrayView json);
[[nodiscard]] Result<AuthToken> tokenFromJson(QByteArrayView json);

//! The proof that the holder of a space's key wants it registered (PROTOCOL 11): state `spaces/{space}` of
//! the admin space. `space` is the new space's key, `createdBy` who writes it.
QJsonObject spaceRegistration(const SigningKey &space, const MemberId &createdBy, qint64 createdAt);
//! Validation or Chain/SignatureMismatch.
[[nodiscard]] Result<void> checkSpaceRegistration(const SpaceId &space, const MemberId &writer,
                                                  const QJsonObject &registration);

//! The `detail` of an error answer: its text, or the messages of a 422 joined, or the start of a plain-text
//! body or of one over 64 KiB.
QString errorDetail(QByteArrayView body);

//! Whether this `detail` says that the token, and not the request, is to blame.
bool blamesToken(QStringView detail);

} // namespace reeeductio
