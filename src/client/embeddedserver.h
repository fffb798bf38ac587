// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/pending.h"
#include "protocol/identifier.h"

#include <QUrl>

namespace reeeductio {

//! The server on this computer, as far as a profile needs it: the program that runs it puts its own behind
//! this.
class EmbeddedServer
{
public:
    virtual ~EmbeddedServer() = default;

    //! Where it can be reached; started at the first call. `adminSpace` may register spaces there; nobody
    //! else can make any. Storage or Network errors when it cannot start.
    virtual Pending<QUrl> start(const SpaceId &adminSpace) = 0;
};

} // namespace reeeductio
