// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/rightlint.h"

namespace reeeductio {

//! What is wrong with a right, or could be better, in a sentence; a second one says what would work, where
//! something would.
QString warningText(const RightWarning &warning, const Capability &right);

//! In two words, for a list: `allows nothing`, `allows too much`, `could be better`.
QString weightText(RightWarning::Weight weight);

} // namespace reeeductio
