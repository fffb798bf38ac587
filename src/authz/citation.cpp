// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/citation.h"

namespace reeeductio {

std::optional<Citation> Citation::of(const StateLog &log, qsizetype entry)
{
    if (entry < 0)
        return std::nullopt;
    const auto &found = log.at(entry);
    return Citation{found.path, found.message.hash, found.message.sender, found.message.serverTimestamp};
}

} // namespace reeeductio
