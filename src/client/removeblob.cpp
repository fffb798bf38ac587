// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/removeblob.h"

namespace reeeductio {

RemoveBlob::RemoveBlob(Blobs &blobs, BlobId id, QObject *parent)
    : AsyncOperation(parent), m_blobs(blobs), m_id(std::move(id))
{}

void RemoveBlob::run()
{
    m_blobs.remove(m_id).done(this, [this](const Result<void> &removed) {
        if (removed)
            return look();
        if (removed.error().kind == ErrorKind::NotFound) // an answer may have been lost
            return finish(BlobRemoval::Gone);
        finish(fail(removed.error()));
    });
}

void RemoveBlob::look()
{
    m_blobs.isThere(m_id).done(this, [this](const Result<bool> &isThere) {
        if (!isThere)
            return finish(BlobRemoval::NotKnown);
        finish(*isThere ? BlobRemoval::Kept : BlobRemoval::Gone);
    });
}

} // namespace reeeductio
