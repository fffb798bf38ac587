// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/clock.h"
#include "base/secretbytes.h"
#include "protocol/identifier.h"

#include <QByteArray>

namespace reeeductio::localserver {

//! Makes and reads session tokens: JSON Web Tokens under HS256 that name a space, a member and their end. The
//! secret stays in the data directory, so that tokens outlive a restart. The clock outlives it.
class Tokens
{
public:
    Tokens(SecretBytes secret, qint64 lifetimeSeconds, const Clock &clock);

    //! Reads the secret of that directory, or makes one (0600). Storage with CannotOpen or CannotWrite.
    [[nodiscard]] static Result<SecretBytes> loadSecret(const QString &directory);

    struct Issued
    {
        QByteArray token;
        qint64 expiresAt = 0; //!< milliseconds
    };
    Issued issue(const QByteArray &space, const QByteArray &member) const;

    //! Who holds the token. Authentication/TokenRefused, its `detail` the published servers' words: `Invalid
    //! token`, `Token expired` or `Token space mismatch`.
    [[nodiscard]] Result<MemberId> verify(const QByteArray &space, QByteArrayView token) const;

private:
    SecretBytes m_secret;
    qint64 m_lifetimeSeconds;
    const Clock &m_clock;
};

} // namespace reeeductio::localserver
