// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"
#include "localserver/shortmemory.h"
#include "protocol/authentication.h"

namespace reeeductio::localserver {

//! The texts that members were given to sign: one a member and space. The clock outlives it.
class Challenges
{
public:
    explicit Challenges(const Clock &clock) : m_pending(clock) {}

    //! Replaces the one that was pending. `space` and `member` may be any text.
    AuthChallenge issue(QByteArrayView space, QByteArrayView member);
    //! Authentication/ChallengeRefused: none is pending, it is too old, or not this one.
    [[nodiscard]] Result<void> check(QByteArrayView space, QByteArrayView member, QByteArrayView challenge);
    //! After a success: a challenge serves once.
    void forget(QByteArrayView space, QByteArrayView member);

private:
    ShortMemory<QByteArray> m_pending;
};

} // namespace reeeductio::localserver
