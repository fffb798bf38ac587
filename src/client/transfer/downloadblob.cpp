// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/transfer/downloadblob.h"

#include "client/transfer/letgo.h"
#include "client/transfer/presigned.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

DownloadBlob::DownloadBlob(TransferContext &context, const BlobId &id, std::optional<SymmetricKey> key,
                           std::unique_ptr<BlobTarget> target, std::shared_ptr<TransferProgress> progress,
                           QObject *parent)
    : AsyncOperation(parent), m_context(context), m_id(id),
      m_sink(letGoIn(context.files, std::make_unique<BlobSink>(id, std::move(key), context.largestBlob,
                                                               std::move(target), std::move(progress))))
{}

void DownloadBlob::run()
{
    ApiRequest request{.path = u"blobs/"_s + m_id.toString(), .sink = m_sink, .isBlobRoute = true};
    m_context.space.session.exchange(std::move(request))
        .done(this, [this](const Result<HttpResponse> &response) {
            if (!response)
                return finish(fail(response.error()));
            answered(*response);
        });
}

void DownloadBlob::answered(const HttpResponse &response)
{
    const auto url = presignedUrl(m_context.space.session.server(), response, "download_url"_L1);
    if (!url)
        return finish(fail(url.error()));
    if (*url)
        return fetchPresigned(**url);
    check();
}

void DownloadBlob::fetchPresigned(const QUrl &url)
{
    HttpRequest request{.url = url};
    request.sink = m_sink;
    m_context.transport.send(std::move(request)).done(this, [this](const Result<HttpResponse> &response) {
        if (!response)
            return finish(fail(response.error()));
        if (response->isSuccess())
            return check();
        if (response->status == 403 && !std::exchange(m_hasAskedAgain, true))
            return run(); // it has expired: another is given
        finish(fail(presignedError(*response)));
    });
}

void DownloadBlob::check()
{
    m_context.files.run([sink = m_sink] { return sink->finish(); })
        .done(this, [this](const Result<void> &proved) {
            if (!proved)
                return finish(fail(proved.error()));
            finish(m_sink);
        });
}

} // namespace reeeductio
