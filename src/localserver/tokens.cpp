// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/tokens.h"

#include "base/privatefile.h"
#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "protocol/json.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

namespace {

constexpr qsizetype secretSize = 32;

//! Every token begins with it, so that no token chooses its own algorithm.
const QByteArray &header()
{
    static const auto text = toBase64Url(R"({"alg":"HS256","typ":"JWT"})");
    return text;
}

tl::unexpected<Error> refused(const QString &detail)
{
    return fail(ErrorKind::Authentication, ErrorCode::TokenRefused, detail);
}

} // namespace

Tokens::Tokens(SecretBytes secret, qint64 lifetimeSeconds, const Clock &clock)
    : m_secret(std::move(secret)), m_lifetimeSeconds(lifetimeSeconds), m_clock(clock)
{}

Result<SecretBytes> Tokens::loadSecret(const QString &directory)
{
    const auto path = QDir(directory).filePath(u"token-secret"_s);
    QFile file(path);
    if (file.exists() && !file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorKind::Storage, ErrorCode::CannotOpen, path);
    auto stored = SecretBytes::takeFrom(file.isOpen() ? file.read(secretSize) : QByteArray());
    if (stored.size() == secretSize)
        return stored;

    auto fresh = randomSecret(secretSize); // a cut-off one too: all it costs is to sign in again
    if (const auto saved = writePrivateFile(path, fresh.view()); !saved)
        return fail(saved.error());
    return fresh;
}

Tokens::Issued Tokens::issue(const QByteArray &space, const QByteArray &member) const
{
    const auto now = m_clock.nowMs() / 1000;
    const auto end = now + m_lifetimeSeconds;
    const QJsonObject claims{{u"space_id"_s, QString::fromUtf8(space)},
                             {u"id"_s, QString::fromUtf8(member)},
                             {u"iat"_s, now},
                             {u"exp"_s, end}};
    const auto input = header() + '.' + toBase64Url(compactJson(claims));
    return {input + '.' + toBase64Url(hmacSha256(m_secret.view(), input).view()), end * 1000};
}

Result<MemberId> Tokens::verify(const QByteArray &space, QByteArrayView token) const
{
    const auto lastDot = token.lastIndexOf('.');
    if (lastDot < 0)
        return refused(u"Invalid token"_s);
    const auto input = token.first(lastDot);
    const auto code = SecretBytes::copyOf(hmacSha256(m_secret.view(), input).view());
    const auto given = fromBase64Url(token.sliced(lastDot + 1));
    const auto prefix = header() + '.';
    if (!given || !code.equals(*given) || !input.startsWith(prefix))
        return refused(u"Invalid token"_s);

    const auto payload = fromBase64Url(input.sliced(prefix.size()));
    const auto claims = payload ? parseJsonObject(*payload) : fail({});
    const auto end = claims ? integerField(*claims, "exp"_L1) : fail({});
    if (!end)
        return refused(u"Invalid token"_s);
    if (*end <= m_clock.nowMs() / 1000)
        return refused(u"Token expired"_s);
    if (claims->value("space_id"_L1).toString().toUtf8() != space)
        return refused(u"Token space mismatch"_s);
    auto member = MemberId::parse(claims->value("id"_L1).toString());
    if (!member)
        return refused(u"Invalid token"_s);
    return *std::move(member);
}

} // namespace reeeductio::localserver
