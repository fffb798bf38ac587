// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/secretbytes.h"

#include <QByteArray>

namespace reeeductio {

//! From the system's generator, by libsodium. Thread-safe; cannot fail.
QByteArray randomBytes(qsizetype size);
SecretBytes randomSecret(qsizetype size);

} // namespace reeeductio
