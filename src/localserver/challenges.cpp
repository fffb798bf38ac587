// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/challenges.h"

#include "crypto/encoding.h"
#include "crypto/random.h"

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

namespace {

tl::unexpected<Error> refused(const QString &detail)
{
    return fail(ErrorKind::Authentication, ErrorCode::ChallengeRefused, detail);
}

} // namespace

AuthChallenge Challenges::issue(QByteArrayView space, QByteArrayView member)
{
    const auto challenge = toBase64(randomBytes(32));
    return {challenge, m_pending.put(space, member, challenge)};
}

Result<void> Challenges::check(QByteArrayView space, QByteArrayView member, QByteArrayView challenge)
{
    const auto *pending = m_pending.find(space, member);
    if (!pending)
        return refused(u"Challenge not found"_s);
    if (m_pending.isOver(*pending)) {
        m_pending.forget(space, member);
        return refused(u"Challenge expired"_s);
    }
    if (QByteArrayView(pending->value) != challenge)
        return refused(u"Challenge mismatch"_s);
    return {};
}

void Challenges::forget(QByteArrayView space, QByteArrayView member)
{
    m_pending.forget(space, member);
}

} // namespace reeeductio::localserver
