// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/pending.h"

#include <chrono>

namespace reeeductio {

//! Completes after `delay`, in the thread of `context`, whose death cancels it.
Pending<void> completeAfter(std::chrono::milliseconds delay, QObject *context);

} // namespace reeeductio
