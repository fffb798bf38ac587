// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/transfer/blobsink.h"
#include "client/transfer/transfercontext.h"

namespace reeeductio {

//! Gets a blob from the store of a space, or from the place of its own that the server names, into a target
//! that shows it to nobody before hash and seal are proved. No more than pieces of it are in memory, unless
//! the target keeps it there. Dropping the Pending aborts, and nothing is left. Gives the sink, committed.
//! Errors: of BlobSink, of Session, of presignedUrl() and presignedError().
class DownloadBlob final : public AsyncOperation<std::shared_ptr<BlobSink>>
{
    Q_OBJECT

public:
    //! Without a key: as it is stored.
    DownloadBlob(TransferContext &context, const BlobId &id, std::optional<SymmetricKey> key,
                 std::unique_ptr<BlobTarget> target, std::shared_ptr<TransferProgress> progress,
                 QObject *parent);

protected:
    void run() override;

private:
    void answered(const HttpResponse &response);
    void fetchPresigned(const QUrl &url);
    void check();

    TransferContext &m_context;
    BlobId m_id;
    std::shared_ptr<BlobSink> m_sink;
    bool m_hasAskedAgain = false;
};

} // namespace reeeductio
