// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/storeblob.h"

#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

Error blobError(Error error)
{
    if (error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Authorization ||
        error.kind == ErrorKind::Network || error.isCancelled())
        return error;
    error.kind = ErrorKind::Blob;
    return error;
}

} // namespace

StoreBlob::StoreBlob(SpaceContext &context, HttpTransport &transport, QByteArray bytes, QObject *parent)
    : AsyncOperation(parent), m_context(context), m_transport(transport), m_bytes(std::move(bytes))
{}

void StoreBlob::run()
{
    m_context.pool.run([bytes = m_bytes] { return BlobId::of(sha256(bytes)); })
        .done(this, [this](const Result<BlobId> &id) {
            if (!id)
                return finish(fail(id.error()));
            put(*id);
        });
}

void StoreBlob::put(const BlobId &id)
{
    ApiRequest request{.method = HttpRequest::Method::Put,
                       .path = u"blobs/"_s + id.toString(),
                       .bytes = m_bytes,
                       .isBlobRoute = true};
    m_context.session.exchange(std::move(request))
        .then(this,
              [this, id](const HttpResponse &response) {
                  // Look for the URL, not at the status: both answers are 201.
                  const auto url = presignedUrl(m_context.session.server(), response, "upload_url"_L1);
                  if (!url)
                      return Pending<void>::failed(url.error());
                  return *url ? putPresigned(**url, id) : Pending<void>::resolved({});
              })
        .done(this, [this, id](const Result<void> &result) { stored(id, result); });
}

Pending<void> StoreBlob::putPresigned(const QUrl &url, const BlobId &id)
{
    HttpRequest request{.method = HttpRequest::Method::Put, .url = url, .body = m_bytes};
    request.contentType = "application/octet-stream";
    request.headers = {{"x-amz-checksum-sha256", toBase64(id.payload())}};
    return m_transport.send(std::move(request)).then(this, [](const HttpResponse &response) -> Result<void> {
        if (!response.isSuccess())
            return fail(apiError(response));
        return {};
    });
}

void StoreBlob::stored(const BlobId &id, const Result<void> &result)
{
    if (!result && result.error().kind != ErrorKind::Conflict) // stored before: the same bytes
        return finish(fail(blobError(result.error())));
    finish(id);
}

Result<std::optional<QUrl>> presignedUrl(const QUrl &server, const HttpResponse &response,
                                         QLatin1StringView field)
{
    if (!response.contentType.startsWith("application/json"))
        return std::nullopt;
    const auto object = parseJsonObject(response.body);
    if (!object || !object->contains(field))
        return std::nullopt;
    const QUrl url(object->value(field).toString(), QUrl::StrictMode);
    if (server.scheme() == "https"_L1 && url.scheme() != "https"_L1)
        return fail(ErrorKind::Network, ErrorCode::RedirectRefused, url.host());
    return url;
}

} // namespace reeeductio
