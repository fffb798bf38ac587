// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/commandspec.h"
#include "cli/usageerror.h"
#include "client/heldspaces.h"

namespace reeeductio {

//! The desktop's profile on this computer, as far as commands may look into it; all of it outlives them.
struct ProfileAccess
{
    SerialThread &store;
    Keychain &keychain;
    QString folder; //!< the desktop's own
};

OptionSpec profileOption();
//! With profileOption(): the other way to say who a command works as.
OptionSpec heldSpaceOption();

//! Whether a space of a profile is meant. Not together with what would name another key or space.
Checked<bool> wantsHeldKeys(const Values &values);

//! The profile that is meant; read() it before use.
std::unique_ptr<HeldSpaces> heldSpaces(const ProfileAccess &access, const Values &values);

//! Of spaces that have been read, the one that `--space` names.
Checked<const SpaceRecord *> heldSpaceNamed(const HeldSpaces &spaces, const Values &values);

} // namespace reeeductio
