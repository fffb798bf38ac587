// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/blobs.h"

#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qint64 largestBlob = 104'857'600 + 4096;

QString blobPath(const BlobId &id)
{
    return u"blobs/"_s + id.toString();
}

Error blobError(Error error)
{
    if (error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Authorization ||
        error.kind == ErrorKind::Network || error.isCancelled())
        return error;
    error.kind = ErrorKind::Blob;
    return error;
}

//! A place of its own that storage gave, when the answer names one.
std::optional<QUrl> presignedUrl(QByteArrayView contentType, QByteArrayView body, QLatin1StringView field)
{
    if (!contentType.startsWith("application/json"))
        return std::nullopt;
    const auto object = parseJsonObject(body);
    if (!object || !object->contains(field))
        return std::nullopt;
    return QUrl(object->value(field).toString(), QUrl::StrictMode);
}

Result<void> checkBlob(const BlobId &id, QByteArrayView bytes)
{
    if (BlobId::of(sha256(bytes)) != id)
        return fail(ErrorKind::Blob, ErrorCode::HashMismatch, id.toString());
    return {};
}

} // namespace

Blobs::Blobs(SpaceContext &context, HttpTransport &transport, QObject *parent)
    : QObject(parent), m_context(context), m_transport(transport)
{}

Pending<EncryptedBlob> Blobs::upload(const QByteArray &plaintext)
{
    auto key = SymmetricKey::generate();
    auto framed = aesgcm::seal(key, plaintext);
    const auto size = framed.size();
    return store(framed).then(this, [key = std::move(key), size](BlobId id) mutable {
        return EncryptedBlob{std::move(id), std::move(key), size};
    });
}

Pending<QByteArray> Blobs::download(const BlobId &id, const SymmetricKey &key)
{
    return downloadPlaintext(id).then(
        this, [key = key.clone()](const QByteArray &framed) { return aesgcm::open(key, framed); });
}

Pending<BlobId> Blobs::uploadPlaintext(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return Pending<BlobId>::failed({ErrorKind::Validation, ErrorCode::BadLength, {}});
    return store(bytes);
}

Pending<QByteArray> Blobs::downloadPlaintext(const BlobId &id)
{
    ApiRequest request{.path = blobPath(id), .isBlobRoute = true, .maxAnswerBytes = largestBlob};
    return m_context.session.exchange(std::move(request))
        .then(this,
              [this](const HttpResponse &response) {
                  const auto url = presignedUrl(response.contentType, response.body, "download_url"_L1);
                  return url ? fetchPresigned(*url) : Pending<QByteArray>::resolved(response.body);
              })
        .then(this, [id](QByteArray bytes) -> Result<QByteArray> {
            if (const auto checked = checkBlob(id, bytes); !checked)
                return fail(checked.error());
            return bytes;
        });
}

Pending<void> Blobs::remove(const BlobId &id)
{
    return m_context.session
        .send({.method = HttpRequest::Method::Delete, .path = blobPath(id), .isBlobRoute = true})
        .then(this, [](const QByteArray &) {});
}

Pending<BlobId> Blobs::store(const QByteArray &bytes)
{
    const auto id = BlobId::of(sha256(bytes));
    ApiRequest request{
        .method = HttpRequest::Method::Put, .path = blobPath(id), .bytes = bytes, .isBlobRoute = true};
    PendingPair<BlobId> pair;
    auto completer = std::make_shared<Completer<BlobId>>(std::move(pair.completer));
    m_context.session.exchange(std::move(request))
        .then(this,
              [this, id, bytes](const HttpResponse &response) {
                  // Look for the URL, not at the status: both answers are 201.
                  const auto url = presignedUrl(response.contentType, response.body, "upload_url"_L1);
                  return url ? putPresigned(*url, id, bytes) : Pending<void>::resolved({});
              })
        .done(this, [id, completer](const Result<void> &stored) {
            const bool isThere =
                stored || stored.error().kind == ErrorKind::Conflict; // stored before: the same bytes
            completer->complete(isThere ? Result<BlobId>(id) : fail(blobError(stored.error())));
        });
    return std::move(pair.pending);
}

Pending<void> Blobs::putPresigned(const QUrl &url, const BlobId &id, const QByteArray &bytes)
{
    HttpRequest request{.method = HttpRequest::Method::Put, .url = url, .body = bytes};
    request.contentType = "application/octet-stream";
    request.headers = {{"x-amz-checksum-sha256", toBase64(id.payload())}};
    return m_transport.send(std::move(request)).then(this, [](const HttpResponse &response) -> Result<void> {
        if (!response.isSuccess())
            return fail(apiError(response));
        return {};
    });
}

Pending<QByteArray> Blobs::fetchPresigned(const QUrl &url)
{
    HttpRequest request{.url = url};
    request.maxAnswerBytes = largestBlob;
    return m_transport.send(std::move(request))
        .then(this, [](const HttpResponse &response) -> Result<QByteArray> {
            if (!response.isSuccess())
                return fail(apiError(response));
            return response.body;
        });
}

} // namespace reeeductio
