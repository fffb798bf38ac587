// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/authority.h"
#include "client/space.h"

#include <functional>

namespace reeeductio {

//! What work on invitations needs; all of it outlives that.
struct InvitationContext
{
    Space &space;
    Authority &authority;
    //! Brings the authority's state up to the server's, or begins to: with what it has then, the work goes
    //! on.
    std::function<Pending<void>()> refresh;
};

} // namespace reeeductio
