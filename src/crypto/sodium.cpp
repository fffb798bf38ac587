// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/sodium.h"

#include <QtGlobal>

#include <sodium.h>

namespace reeeductio::detail {

void ensureSodium()
{
    static const int started = sodium_init();
    if (started < 0)
        qFatal("libsodium cannot start: no source of randomness");
}

} // namespace reeeductio::detail
