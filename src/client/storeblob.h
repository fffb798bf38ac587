// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/spacecontext.h"

namespace reeeductio {

//! Puts bytes into the store of a space, or to the place of its own that the server names for them. What is
//! there already is as good.
class StoreBlob final : public AsyncOperation<BlobId>
{
    Q_OBJECT

public:
    StoreBlob(SpaceContext &context, HttpTransport &transport, QByteArray bytes, QObject *parent);

protected:
    void run() override;

private:
    void put(const BlobId &id);
    Pending<void> putPresigned(const QUrl &url, const BlobId &id);
    void stored(const BlobId &id, const Result<void> &result);

    SpaceContext &m_context;
    HttpTransport &m_transport;
    QByteArray m_bytes;
};

//! A place of its own that storage gave, when the answer names one under `field`. Network/RedirectRefused
//! when what came by HTTPS would go on without it.
[[nodiscard]] Result<std::optional<QUrl>> presignedUrl(const QUrl &server, const HttpResponse &response,
                                                       QLatin1StringView field);

} // namespace reeeductio
