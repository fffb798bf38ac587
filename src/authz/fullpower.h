// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/authorizer.h"

namespace reeeductio {

// Full power: whoever may create and change whatever authorization is made of, `state/auth/` and all below
// it as often as it likes, by one right or by several together. Rights that hold only for what one wrote
// oneself are not enough.

//! As this rule set decides now. The owner has it.
bool hasFullPower(const Authorizer &authorizer, const MemberId &member, const Circumstances &circumstances);

//! Whether somebody who had these rights would have it.
bool giveFullPower(const QList<Capability> &rights);

//! Whether the right allows to write anything at all below `state/auth/`. Of one that does not, nothing is to
//! be feared here.
bool mayWriteAuth(const Capability &right);

} // namespace reeeductio
