// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/signingkey.h"
#include "crypto/symmetrickey.h"
#include "protocol/identifier.h"

#include <QJsonObject>

#include <optional>

namespace reeeductio {

// What password login keeps on a server (PROTOCOL 11): the server's secrets, and for each name a record with
// the member's keys, which only OPAQUE's export key opens. The exchange itself is crypto/opaque.

inline constexpr QLatin1StringView passwordSetupPath("opaque/server/setup"); //!< of data
inline constexpr QLatin1StringView passwordRole("opaque-user");
inline constexpr QLatin1StringView passwordRightId("cap_create_opaque_user");
//! As published: servers never match it (PROTOCOL 12.4).
inline constexpr QLatin1StringView passwordRightPath("data/opaque/users/{any}");

//! Where a name's record is, of data.
QString passwordRecordPath(const QString &username);

//! 1 to 255 of a-z, A-Z, 0-9, `.`, `_`, `@`, `+` and `-`. Validation/BadUsername. `.` and `..` are none:
//! their records have no path.
[[nodiscard]] Result<void> checkUsername(const QString &username);

//! What a password gives back. Move-only.
struct MemberKeys
{
    SigningKey key;
    SymmetricKey root;
    std::optional<SymmetricKey> userKey; //!< the TypeScript SDK keeps none
};

//! `exportKey`: OPAQUE's, 64 bytes.
QByteArray wrapKeys(const MemberKeys &keys, QByteArrayView exportKey);
//! Validation/CannotDecrypt; BadLength for contents of neither 64 nor 96 bytes.
[[nodiscard]] Result<MemberKeys> unwrapKeys(QByteArrayView wrapped, QByteArrayView exportKey);

//! What a server lets somebody in by.
struct PasswordRecord
{
    QByteArray passwordFile; //!< 192 bytes, as the server answered
    QByteArray wrappedKeys;
    QByteArray member; //!< the text of an id; whose key is wrapped

    QByteArray toJson() const;
    //! Validation; the password file is only bytes here.
    [[nodiscard]] static Result<PasswordRecord> fromJson(QByteArrayView json);
};

//! One step of the exchange: `{"username": …, field: base64}`.
QJsonObject passwordStep(const QString &username, QLatin1StringView field, QByteArrayView bytes);
//! The bytes of a field of the answer. Validation.
[[nodiscard]] Result<QByteArray> passwordAnswer(QByteArrayView json, QLatin1StringView field);

} // namespace reeeductio
