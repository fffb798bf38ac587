// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/asked.h"
#include "authz/holdings.h"

namespace reeeductio {

// Why not, for a member: found only when somebody asks.

//! The right that comes nearest. `held` are the rights that count, were the member trusted; `hindered` what
//! the rules leave out. None of them allows what was asked.
std::optional<NearMiss> nearestMiss(const Asked &asked, bool isTrusted, const HoldingGroups &held,
                                    const QList<HinderedRight> &hindered);

//! The smallest pattern a right can have that allows it: literal as far as patterns can be.
Capability smallestRight(const Asked &asked);

} // namespace reeeductio
