// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/credentials.h"

namespace reeeductio::bench {

//! What the published Python package takes to do the same.
struct PeerFigures
{
    double upSeconds = 0;
    double downSeconds = 0;
    double growthMib = 0;
};

//! Sends `file` and brings it back as `back` with the package that `interpreter` has. Blocks its thread.
//! Internal/Unexpected, with what the interpreter said.
[[nodiscard]] Result<PeerFigures> measurePeer(const QString &interpreter, const Credentials &credentials,
                                              const QString &file, const QString &back);

} // namespace reeeductio::bench
