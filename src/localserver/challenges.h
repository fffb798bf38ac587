// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/clock.h"
#include "base/fixedbytes.h"
#include "protocol/authentication.h"

#include <QHash>

namespace reeeductio::localserver {

//! The texts that members were given to sign: one a member and space, for five minutes, in memory. Anybody
//! may ask for one, so there is room for so many and no more: the oldest goes first. The clock outlives it.
class Challenges
{
public:
    static constexpr qint64 LifetimeMs = 5 * 60 * 1000;
    static constexpr qsizetype Room = 4096;

    explicit Challenges(const Clock &clock) : m_clock(clock) {}

    //! Replaces the one that was pending. `space` and `member` may be any text.
    AuthChallenge issue(QByteArrayView space, QByteArrayView member);
    //! Authentication/ChallengeRefused: none is pending, it is too old, or not this one.
    [[nodiscard]] Result<void> check(QByteArrayView space, QByteArrayView member, QByteArrayView challenge);
    //! After a success: a challenge serves once.
    void forget(QByteArrayView space, QByteArrayView member);

private:
    void makeRoom();

    const Clock &m_clock;
    QHash<Digest, AuthChallenge> m_pending; //!< by a hash of space and member, so that entries are small
};

} // namespace reeeductio::localserver
