// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace reeeductio::detail {

//! Called by each crypto .cpp before its first libsodium function. Aborts when libsodium cannot start: no key
//! would be safe after that.
void ensureSodium();

} // namespace reeeductio::detail
