// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/transfer/presigned.h"

#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

Result<std::optional<QUrl>> presignedUrl(const QUrl &server, const HttpResponse &response,
                                         QLatin1StringView field)
{
    if (!response.contentType.startsWith("application/json"))
        return std::nullopt;
    const auto object = parseJsonObject(response.body);
    if (!object || !object->contains(field))
        return std::nullopt;
    const QUrl url(object->value(field).toString(), QUrl::StrictMode);
    const bool isAsSafe =
        url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && server.scheme() != "https"_L1);
    if (!isAsSafe || url.host().isEmpty())
        return fail(ErrorKind::Network, ErrorCode::RedirectRefused, url.host());
    return url;
}

Error presignedError(const HttpResponse &response)
{
    // Its words are XML, and may repeat the signature that was sent.
    const auto status = response.status;
    if (status >= 500 || status == 429)
        return {ErrorKind::Network, ErrorCode::ServerFailed, {}, status};
    if (status == 413)
        return {ErrorKind::Blob, ErrorCode::BlobTooLarge, {}, status};
    return {ErrorKind::Blob, ErrorCode::StorageRefused, {}, status};
}

} // namespace reeeductio
