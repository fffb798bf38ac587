// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/counttooluses.h"

namespace reeeductio {

// How often a tool was used, as a person reads it. Pure.

//! "7 of 10 uses, the last one 12 minutes ago".
QString toolUsesText(const ToolUses &uses, qint64 limit, qint64 nowMs);

//! What the number does not say: uses nobody can see, topics that may not be read; in sentences.
QString toolUsesCaveat(const ToolUses &uses);

//! How many uses there were in each of `count` equal parts of the time from the limit's beginning to now.
QList<int> usesOverTime(const ToolUses &uses, qint64 nowMs, int count);

//! "12 minutes ago", "3 days ago": in the largest unit that fits.
QString agoText(qint64 time, qint64 nowMs);

} // namespace reeeductio
