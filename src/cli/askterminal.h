// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/secretbytes.h"
#include "cli/terminal.h"

#include <QString>

namespace reeeductio {

// One line of standard input, without its end. The prompt is written only where a person reads it. For
// secrets that should be in no argument; empty when there is nothing to read.

//! What is typed stands on the screen; blanks around it do not count.
SecretBytes askLine(Terminal &terminal, const QString &prompt);

//! What is typed is not shown, and counts as it is.
SecretBytes askHidden(Terminal &terminal, const QString &prompt);

} // namespace reeeductio
