// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/spacecontext.h"

namespace reeeductio {

//! What transfers work with, besides what every part of a Space does.
struct TransferContext
{
    SpaceContext &space;
    HttpTransport &transport; //!< for places that are not the space's server
    WorkerPool &files;        //!< threads that may wait for a disk
    //! Of a blob, in bytes. What servers take unless they are told otherwise (PROTOCOL 8).
    qint64 largestBlob = 104'857'600;
};

} // namespace reeeductio
