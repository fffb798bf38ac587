// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/challenges.h"

#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "crypto/random.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

namespace {

Digest keyOf(QByteArrayView space, QByteArrayView member)
{
    Sha256 hash;
    const auto spaceSize = QByteArray::number(space.size()); // so that no two pairs read the same
    for (const auto part : {QByteArrayView(spaceSize), QByteArrayView("|"), space, member})
        hash.addData(part);
    return hash.result();
}

tl::unexpected<Error> refused(const QString &detail)
{
    return fail(ErrorKind::Authentication, ErrorCode::ChallengeRefused, detail);
}

} // namespace

AuthChallenge Challenges::issue(QByteArrayView space, QByteArrayView member)
{
    makeRoom();
    const AuthChallenge challenge{toBase64(randomBytes(32)), m_clock.nowMs() + LifetimeMs};
    m_pending.insert(keyOf(space, member), challenge);
    return challenge;
}

Result<void> Challenges::check(QByteArrayView space, QByteArrayView member, QByteArrayView challenge)
{
    const auto key = keyOf(space, member);
    const auto pending = m_pending.constFind(key);
    if (pending == m_pending.constEnd())
        return refused(u"Challenge not found"_s);
    if (pending->expiresAt < m_clock.nowMs()) {
        m_pending.erase(pending);
        return refused(u"Challenge expired"_s);
    }
    if (QByteArrayView(pending->challenge) != challenge)
        return refused(u"Challenge mismatch"_s);
    return {};
}

void Challenges::forget(QByteArrayView space, QByteArrayView member)
{
    m_pending.remove(keyOf(space, member));
}

void Challenges::makeRoom()
{
    if (m_pending.size() < Room)
        return;
    const auto now = m_clock.nowMs();
    m_pending.removeIf([now](const auto &entry) { return entry.value().expiresAt < now; });
    if (m_pending.size() < Room)
        return;
    const auto oldest = std::min_element(
        m_pending.cbegin(), m_pending.cend(),
        [](const AuthChallenge &a, const AuthChallenge &b) { return a.expiresAt < b.expiresAt; });
    m_pending.erase(oldest);
}

} // namespace reeeductio::localserver
