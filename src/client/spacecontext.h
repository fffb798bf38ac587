// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/clock.h"
#include "base/workerpool.h"
#include "client/credentials.h"
#include "client/session.h"
#include "net/streamsocket.h"
#include "protocol/spacekeys.h"

namespace reeeductio {

//! What every part of a Space works with. The Space owns it; the parts hold references.
struct SpaceContext
{
    const Credentials &credentials;
    Session &session;
    WorkerPool &pool;
    const Clock &clock;
    std::optional<SpaceKeys> keys = {};    //!< when the root is known
    std::optional<UserKeys> userKeys = {}; //!< when the member's own key is

    const SpaceId &space() const { return credentials.space; }
    const MemberId &member() const { return credentials.member; }
};

} // namespace reeeductio
