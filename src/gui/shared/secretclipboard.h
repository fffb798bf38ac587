// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

namespace reeeductio {

//! Copies a secret, marked so that clipboard histories leave it out, and takes it off the clipboard after
//! half a minute if it is still there.
void copySecret(const QString &secret);

} // namespace reeeductio
