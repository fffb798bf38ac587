// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/clock.h"

namespace reeeductio::test {

class FakeClock final : public Clock
{
public:
    qint64 now = 1'700'000'000'000;
    qint64 nowMs() const override { return now; }
};

} // namespace reeeductio::test
