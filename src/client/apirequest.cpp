// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/apirequest.h"

#include "protocol/authentication.h"
#include "protocol/names.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

Error refusal(const QString &detail, int status)
{
    // Statuses alone do not tell these apart: 400 and 401 stand for many things (PROTOCOL 4, 12.15).
    if (blamesToken(detail))
        return {ErrorKind::Authentication, ErrorCode::TokenRefused, detail, status};
    if (detail.contains("use limit"_L1))
        return {ErrorKind::Authorization, ErrorCode::UseLimitReached, detail, status};
    if (detail.startsWith("Invalid path"_L1))
        return {ErrorKind::Validation, ErrorCode::BadPath, detail, status};
    if (detail.startsWith("Chain conflict"_L1)) // PUT state hides a conflict behind 401
        return {ErrorKind::Conflict, ErrorCode::HeadMoved, detail, status};
    if (status == 401)
        return {ErrorKind::Authorization, ErrorCode::PermissionDenied, detail, status};
    if (detail.contains("too far in the past"_L1) || detail.contains("too far in the future"_L1))
        return {ErrorKind::Validation, ErrorCode::ClockSkew, detail, status};
    if (detail.contains("older than current data"_L1))
        return {ErrorKind::Conflict, ErrorCode::ClockSkew, detail, status};
    return {ErrorKind::Validation, ErrorCode::ServerRefused, detail, status};
}

} // namespace

Result<QUrl> apiUrl(const QUrl &base, const QString &path, const QUrlQuery &query)
{
    auto encoded = base.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    const auto asked = '/' + path.toUtf8().toPercentEncoding("/");
    encoded += asked;
    auto url = QUrl::fromEncoded(encoded, QUrl::StrictMode);
    // Dots are left alone here and resolved only where the request is written.
    if (hasDotSegment(path) || !url.path(QUrl::FullyEncoded).endsWith(QString::fromLatin1(asked)))
        return fail(ErrorKind::Validation, ErrorCode::BadPath, path.left(200));
    if (!query.isEmpty())
        url.setQuery(query);
    return url;
}

Error apiError(const HttpResponse &response)
{
    const auto status = response.status;
    const auto detail = errorDetail(response.body);
    switch (status) {
    case 400:
    case 401:
        return refusal(detail, status);
    case 403:
        return {ErrorKind::Authorization, ErrorCode::PermissionDenied, detail, status};
    case 404:
        return {ErrorKind::NotFound, ErrorCode::NotFoundOnServer, detail, status};
    case 409:
        return {ErrorKind::Conflict, ErrorCode::HeadMoved, detail, status};
    case 413:
        return {ErrorKind::Blob, ErrorCode::BlobTooLarge, detail, status};
    case 422:
        return {ErrorKind::Validation, ErrorCode::ServerRefused, detail, status};
    case 501:
        return {ErrorKind::Opaque, ErrorCode::NotEnabled, detail, status};
    default:
        return {ErrorKind::Network, ErrorCode::ServerFailed, detail, status};
    }
}

bool blamesToken(const HttpResponse &response, bool isBlobRoute)
{
    if (response.status == 500)
        return isBlobRoute;
    return (response.status == 400 || response.status == 401) && blamesToken(errorDetail(response.body));
}

} // namespace reeeductio
