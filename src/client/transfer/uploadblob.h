// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/transfer/blobbody.h"
#include "client/transfer/transfercontext.h"

namespace reeeductio {

//! Puts a file into the store of a space, or to the place of its own that the server names for it: read once
//! to know its hash, and again while it is sent, so that no more than pieces of it are in memory. What is
//! there already is as good. Dropping the Pending aborts. Errors: of prepareBlob() and BlobBody; of Session,
//! those that are about the file under ErrorKind::Blob; of presignedUrl() and presignedError().
class UploadBlob final : public AsyncOperation<PreparedBlob>
{
    Q_OBJECT

public:
    //! Without a seal: as it is, for the server to read.
    UploadBlob(TransferContext &context, BlobSource source, std::optional<BlobSeal> seal,
               std::shared_ptr<TransferProgress> progress, QObject *parent);
    ~UploadBlob() override;

protected:
    void run() override;

private:
    void put();
    void answered(const HttpResponse &response);
    void putPresigned(const QUrl &url);
    void stored(const Result<void> &result);
    std::shared_ptr<HttpBody> body() const;

    TransferContext &m_context;
    BlobSource m_source;
    std::optional<BlobSeal> m_seal;
    std::shared_ptr<TransferProgress> m_progress;
    std::shared_ptr<std::atomic<bool>> m_isAbandoned = std::make_shared<std::atomic<bool>>(false);
    PreparedBlob m_blob;
    bool m_hasAskedAgain = false;
};

} // namespace reeeductio
