// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/s3signed.h"

#include "crypto/encoding.h"
#include "crypto/hash.h"

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

QByteArray hmac(const QByteArray &key, const QByteArray &message)
{
    return hmacSha256(key, message).toByteArray();
}

const auto timeFormat = u"yyyyMMdd'T'HHmmss'Z'"_s;

} // namespace

S3Signed S3Signed::of(const QByteArray &method, const QByteArray &path,
                      const QMap<QByteArray, QByteArray> &fields, const S3Account &account,
                      const QDateTime &at, int seconds, const QByteArray &sessionToken)
{
    S3Signed request{.method = method, .path = path, .parameters = {}, .fields = fields};
    auto &parameters = request.parameters;
    parameters["X-Amz-Algorithm"] = "AWS4-HMAC-SHA256";
    parameters["X-Amz-Date"] = at.toUTC().toString(timeFormat).toLatin1();
    parameters["X-Amz-Credential"] = account.accessKey + '/' + request.scope(account);
    parameters["X-Amz-Expires"] = QByteArray::number(seconds);
    parameters["X-Amz-SignedHeaders"] = fields.keys().join(';');
    if (!sessionToken.isEmpty())
        parameters["X-Amz-Security-Token"] = sessionToken;
    return request;
}

QByteArray S3Signed::scope(const S3Account &account) const
{
    return day() + '/' + account.region + "/s3/aws4_request";
}

QByteArray S3Signed::query() const
{
    QByteArrayList pairs;
    for (auto it = parameters.begin(); it != parameters.end(); ++it)
        pairs << it.key().toPercentEncoding() + '=' + it.value().toPercentEncoding();
    return pairs.join('&');
}

QByteArray S3Signed::canonical() const
{
    QByteArray lines;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        lines += it.key() + ':' + it.value() + '\n';
    return method + '\n' + QByteArray::fromPercentEncoding(path).toPercentEncoding("/") + '\n' + query() +
           '\n' + lines + '\n' + fields.keys().join(';') + "\nUNSIGNED-PAYLOAD";
}

QByteArray S3Signed::signature(const S3Account &account) const
{
    const auto toSign = "AWS4-HMAC-SHA256\n" + parameters.value("X-Amz-Date") + '\n' + scope(account) + '\n' +
                        toHex(sha256(canonical()).view());
    auto key = "AWS4" + account.secret;
    for (const auto &part : {day(), account.region, QByteArray("s3"), QByteArray("aws4_request")})
        key = hmac(key, part);
    return toHex(hmac(key, toSign));
}

QByteArray S3Signed::signedQuery(const S3Account &account) const
{
    return query() + "&X-Amz-Signature=" + signature(account);
}

QDateTime S3Signed::signedAt() const
{
    auto at = QDateTime::fromString(QString::fromLatin1(parameters.value("X-Amz-Date")), timeFormat);
    at.setTimeSpec(Qt::UTC);
    return at;
}

QDateTime S3Signed::expiresAt() const
{
    return signedAt().addSecs(parameters.value("X-Amz-Expires").toLongLong());
}

} // namespace reeeductio::test
