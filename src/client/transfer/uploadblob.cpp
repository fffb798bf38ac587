// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/transfer/uploadblob.h"

#include "client/transfer/letgo.h"
#include "client/transfer/presigned.h"
#include "crypto/encoding.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! Without a byte moving: storage behind the server may take its time with the last one.
constexpr int patienceMs = 120'000;

Error blobError(Error error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
    case ErrorKind::Authorization:
    case ErrorKind::Authentication:
    case ErrorKind::Network:
    case ErrorKind::Storage:
    case ErrorKind::Cancelled:
        return error;
    default:
        error.kind = ErrorKind::Blob;
        return error;
    }
}

} // namespace

UploadBlob::UploadBlob(TransferContext &context, BlobSource source, std::optional<BlobSeal> seal,
                       std::shared_ptr<TransferProgress> progress, QObject *parent)
    : AsyncOperation(parent), m_context(context), m_source(std::move(source)), m_seal(std::move(seal)),
      m_progress(std::move(progress))
{}

UploadBlob::~UploadBlob()
{
    *m_isAbandoned = true;
}

void UploadBlob::run()
{
    auto seal = m_seal ? std::optional(m_seal->clone()) : std::nullopt;
    m_context.files
        .run([source = m_source, seal = std::move(seal), largest = m_context.largestBlob,
              progress = m_progress, isAbandoned = m_isAbandoned] {
            return prepareBlob(source, seal ? &*seal : nullptr, largest, *progress, *isAbandoned);
        })
        .done(this, [this](const Result<PreparedBlob> &blob) {
            if (!blob)
                return finish(fail(blob.error()));
            if (blob->size == 0) // it could be stored, and not be got back
                return finish(fail(ErrorKind::Validation, ErrorCode::BadLength));
            m_blob = *blob;
            put();
        });
}

std::shared_ptr<HttpBody> UploadBlob::body() const
{
    auto seal = m_seal ? std::optional(m_seal->clone()) : std::nullopt;
    return letGoIn(m_context.files,
                   std::make_unique<BlobBody>(m_blob, m_source, std::move(seal), m_progress));
}

void UploadBlob::put()
{
    ApiRequest request{.method = HttpRequest::Method::Put,
                       .path = u"blobs/"_s + m_blob.id.toString(),
                       .source = body(),
                       .isBlobRoute = true,
                       .timeoutMs = patienceMs};
    m_context.space.session.exchange(std::move(request))
        .done(this, [this](const Result<HttpResponse> &response) {
            if (!response)
                return stored(fail(response.error()));
            answered(*response);
        });
}

void UploadBlob::answered(const HttpResponse &response)
{
    // Look for the URL, not at the status: both answers are 201.
    const auto url = presignedUrl(m_context.space.session.server(), response, "upload_url"_L1);
    if (!url)
        return stored(fail(url.error()));
    if (*url)
        return putPresigned(**url);
    stored({});
}

void UploadBlob::putPresigned(const QUrl &url)
{
    HttpRequest request{.method = HttpRequest::Method::Put, .url = url};
    request.source = body();
    request.contentType = "application/octet-stream";
    request.headers = {{"x-amz-checksum-sha256", toBase64(m_blob.id.payload())}};
    request.timeoutMs = patienceMs;
    m_context.transport.send(std::move(request)).done(this, [this](const Result<HttpResponse> &response) {
        if (!response)
            return stored(fail(response.error()));
        if (response->isSuccess())
            return stored({});
        // It has expired, or something is in its way, which does not say that the file is there: the server
        // knows, and gives another.
        const bool isWorthAsking = response->status == 403 || response->status == 409;
        if (isWorthAsking && !std::exchange(m_hasAskedAgain, true))
            return put();
        stored(fail(presignedError(*response)));
    });
}

void UploadBlob::stored(const Result<void> &result)
{
    if (!result && result.error().kind != ErrorKind::Conflict) // stored before: the same bytes
        return finish(fail(blobError(result.error())));
    finish(m_blob);
}

} // namespace reeeductio
