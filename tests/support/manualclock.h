// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/clock.h"

#include <atomic>

namespace reeeductio::test {

//! Stands still until told to go on. Thread-safe.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(qint64 nowMs) : m_now(nowMs) {}
    qint64 nowMs() const override { return m_now; }
    void advance(qint64 ms) { m_now += ms; }

private:
    std::atomic<qint64> m_now;
};

} // namespace reeeductio::test
