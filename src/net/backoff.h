// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <chrono>

#include <QRandomGenerator>

namespace reeeductio {

//! How long to wait before trying again: doubling, capped, and spread over the upper half, so that many
//! clients of one server that fell over do not come back in step.
class Backoff
{
public:
    using Milliseconds = std::chrono::milliseconds;

    explicit Backoff(Milliseconds first = Milliseconds(500), Milliseconds longest = Milliseconds(60'000))
        : m_first(first), m_longest(longest), m_ceiling(first)
    {}

    Milliseconds next()
    {
        const auto ceiling = std::exchange(m_ceiling, std::min(m_ceiling * 2, m_longest));
        ++m_count;
        const auto half = ceiling.count() / 2;
        return Milliseconds(half + QRandomGenerator::global()->bounded(static_cast<qint64>(half) + 1));
    }

    void reset()
    {
        m_ceiling = m_first;
        m_count = 0;
    }

    //! Calls of next() since the last reset.
    int count() const { return m_count; }

private:
    Milliseconds m_first;
    Milliseconds m_longest;
    Milliseconds m_ceiling;
    int m_count = 0;
};

} // namespace reeeductio
