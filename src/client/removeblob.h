// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/blobs.h"

namespace reeeductio {

//! What became of a removal from the server.
enum class BlobRemoval {
    Gone,
    Kept,     //!< the server said yes and has it still: somebody else stored it, too (PROTOCOL 12.14)
    NotKnown, //!< the server said yes, and could not be asked afterwards
};

//! Removes a blob for everybody, then looks whether it is gone. What the server has no longer is. Errors of
//! Blobs::remove().
class RemoveBlob final : public AsyncOperation<BlobRemoval>
{
    Q_OBJECT

public:
    RemoveBlob(Blobs &blobs, BlobId id, QObject *parent);

protected:
    void run() override;

private:
    void look();

    Blobs &m_blobs;
    BlobId m_id;
};

} // namespace reeeductio
