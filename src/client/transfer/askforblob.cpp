// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/transfer/askforblob.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

//! Wants to know that there is a body, and nothing of it.
class AskForBlob::FirstByte final : public HttpSink
{
public:
    Result<void> begin(qint64) override
    {
        m_hasCome = true;
        return fail(ErrorKind::Cancelled, ErrorCode::CancelledByCaller);
    }
    Result<void> write(QByteArrayView) override { return {}; }
    bool hasCome() const { return m_hasCome; }

private:
    std::atomic<bool> m_hasCome = false;
};

AskForBlob::AskForBlob(TransferContext &context, BlobId id, QObject *parent)
    : AsyncOperation(parent), m_context(context), m_id(std::move(id))
{}

void AskForBlob::run()
{
    const auto sink = std::make_shared<FirstByte>();
    m_context.space.session
        .exchange({.path = u"blobs/"_s + m_id.toString(), .sink = sink, .isBlobRoute = true})
        .done(this, [this, sink](const Result<HttpResponse> &response) {
            if (response || sink->hasCome()) // or an address to fetch it from
                return finish(true);
            // What a space does not hold is forbidden on published servers.
            const auto kind = response.error().kind;
            if (kind == ErrorKind::NotFound || kind == ErrorKind::Authorization)
                return finish(false);
            finish(fail(response.error()));
        });
}

} // namespace reeeductio
