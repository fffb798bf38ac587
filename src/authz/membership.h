// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/stateview.h"

namespace reeeductio {

enum class Membership {
    Stranger,
    Untrusted, //!< has an entry, but it leads not back to the owner
    Trusted,
};

//! Whether the member's key is the space's. Servers compare bare keys where they ask who is a member and who
//! may grant, so a tool with that key passes there; what it may do is still only what its rights say.
bool hasOwnersKey(const MemberId &member, const SpaceId &space);

Membership membershipOf(const StateView &view, const MemberId &member, Moment moment);

} // namespace reeeductio
