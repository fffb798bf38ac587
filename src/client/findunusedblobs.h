// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/livespace.h"

namespace reeeductio {

//! What a person stored and no message refers to.
struct UnusedBlobs
{
    QList<StoredBlob> blobs; //!< the oldest first
    //! Something may yet refer to one: the space's state, a topic or what waits to be sent is not all here,
    //! or cannot be read. Then `blobs` is empty.
    bool isUncertain = false;
};

//! Looks for the blobs that were stored from this machine and that nothing refers to: no message of any
//! topic, nothing that waits to be sent. In doubt there are none: whoever asks means to delete them. What has
//! just been posted may be in neither place for a moment, so a second look belongs before that. Errors are
//! Storage.
class FindUnusedBlobs final : public AsyncOperation<UnusedBlobs>
{
    Q_OBJECT

public:
    FindUnusedBlobs(LiveSpace &space, QObject *parent);

protected:
    void run() override;

private:
    void begin(const QList<StoredBlob> &own);
    void noteWaiting();
    void readTopic();
    void readBelow(Topic &topic, RowPlace place);
    void finishUncertain() { finish(UnusedBlobs{{}, true}); }

    LiveSpace &m_space;
    QList<StoredBlob> m_own;
    QStringList m_topics; //!< to be read
    QSet<BlobId> m_used;
    bool m_isUncertain = false;
};

} // namespace reeeductio
