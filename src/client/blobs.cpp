// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/blobs.h"

#include "client/storeblob.h"
#include "crypto/aesgcm.h"
#include "crypto/hash.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qint64 largestBlob = 104'857'600 + 4096;

QString blobPath(const BlobId &id)
{
    return u"blobs/"_s + id.toString();
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
    auto sealing =
        m_context.pool.run([plaintext, key = key.clone()] { return aesgcm::seal(key, plaintext); });
    return sealing.then(this, [this, key = std::move(key)](const QByteArray &framed) mutable {
        return store(framed).then(this, [key = std::move(key), size = framed.size()](BlobId id) mutable {
            return EncryptedBlob{std::move(id), std::move(key), size};
        });
    });
}

Pending<QByteArray> Blobs::download(const BlobId &id, const SymmetricKey &key)
{
    return downloadPlaintext(id).then(this, [this, key = key.clone()](const QByteArray &framed) {
        return m_context.pool.run([framed, key = key.clone()] { return aesgcm::open(key, framed); });
    });
}

Pending<BlobId> Blobs::uploadPlaintext(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return Pending<BlobId>::failed({ErrorKind::Validation, ErrorCode::BadLength, {}});
    return store(bytes);
}

Pending<QByteArray> Blobs::downloadPlaintext(const BlobId &id)
{
    return fetch(id).then(this, [this, id](const QByteArray &bytes) {
        return m_context.pool.run([id, bytes]() -> Result<QByteArray> {
            if (const auto checked = checkBlob(id, bytes); !checked)
                return fail(checked.error());
            return bytes;
        });
    });
}

Pending<QByteArray> Blobs::fetch(const BlobId &id)
{
    ApiRequest request{.path = blobPath(id), .isBlobRoute = true, .maxAnswerBytes = largestBlob};
    return m_context.session.exchange(std::move(request)).then(this, [this](const HttpResponse &response) {
        const auto url = presignedUrl(m_context.session.server(), response, "download_url"_L1);
        if (!url)
            return Pending<QByteArray>::failed(url.error());
        return *url ? fetchPresigned(**url) : Pending<QByteArray>::resolved(response.body);
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
    return (new StoreBlob(m_context, m_transport, bytes, this))->start();
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
