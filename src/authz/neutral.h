// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/capability.h"

#include <QByteArray>

#include <optional>

namespace reeeductio {

// What takes something away where a server refuses to have it emptied (PROTOCOL 12.2): it is written over by
// something that allows nothing.

//! A right to read a path that nobody writes to.
Capability rightToNothing();
bool isRightToNothing(const Capability &right);

//! The value to write over a right or an assignment at this path, as JSON; nothing for a path that hands out
//! nothing. Paths that only begin like a right's count too: published servers take them for one (PROTOCOL
//! 12.7).
std::optional<QByteArray> neutralValueFor(const QString &path);

} // namespace reeeductio
