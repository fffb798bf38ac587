// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "store/storedmessage.h"

#include <optional>

namespace reeeductio {

//! What became of checking a message: the worst that was found.
enum class Verdict {
    Checking,      //!< its predecessor, or the state that tells who was entitled, is not here yet
    Verified,      //!< hash, signature, link and right hold, and it can be read
    Undecryptable, //!< all that holds, but it was written with another key
    NotEntitled,   //!< the sender had no right to post it when it was posted
    Fork,          //!< its predecessor has another successor
    BrokenLink,    //!< its predecessor was withheld
    BadSignature,
    BadHash,
};

//! The word for it in JSON: `verified`, `bad-hash`, and so on.
QLatin1StringView nameOf(Verdict verdict);

//! Seal, link, right, then key: each only matters when those before it hold.
//! `isEntitled` is nothing while it is not known; `linkMayCome`: the topic's beginning is not here yet, and
//! this row is the first. A row without its predecessor is never more than Checking.
Verdict verdictOn(RowFlags flags, bool linkMayCome, std::optional<bool> isEntitled, bool isReadable);

} // namespace reeeductio
