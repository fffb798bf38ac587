// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

namespace reeeductio {

//! Where the desktop keeps a person's profile unless it is told another folder; the same for every program
//! that looks for it. Nothing is made.
QString usualProfileFolder();

} // namespace reeeductio
