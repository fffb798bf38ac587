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
    //! Topics that are not all here: a message in one of them may yet refer to a blob. While there are any,
    //! `blobs` is empty.
    QStringList unreadTopics;
};

//! Looks through every message of a space that brings a file, and through what waits to be sent, for the
//! blobs that were stored from this machine. Errors are Storage.
class FindUnusedBlobs final : public AsyncOperation<UnusedBlobs>
{
    Q_OBJECT

public:
    FindUnusedBlobs(LiveSpace &space, QObject *parent);

protected:
    void run() override;

private:
    void readTopic();
    void readBelow(RowPlace place);
    void noteWaiting();

    LiveSpace &m_space;
    QList<StoredBlob> m_own;
    QStringList m_topics; //!< to be read
    QStringList m_unread; //!< not all of it is here
    QSet<BlobId> m_used;
};

} // namespace reeeductio
