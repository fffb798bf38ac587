// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/listing.h"

#include <algorithm>

namespace reeeductio {

const QList<Listed> &Listing::at(Moment moment, const OldestWindow &window)
{
    const auto later =
        std::partition_point(m_written.cbegin(), m_written.cend(),
                             [moment](const Listed &listed) { return listed.key.entry < moment; });
    const auto known = later - m_written.cbegin();
    const auto edge = window.edge(moment);
    if (known < m_applied || edge != m_edge) {
        m_standing.clear();
        m_applied = 0;
        m_edge = edge;
    }
    for (; m_applied < known; ++m_applied) {
        if (window.includes(m_written[m_applied].key, moment))
            apply(m_written[m_applied]);
    }
    return m_standing;
}

void Listing::apply(const Listed &written)
{
    const auto &path = pathOf(written);
    const auto place = std::partition_point(m_standing.begin(), m_standing.end(),
                                            [&](const Listed &listed) { return pathOf(listed) < path; });
    if (place == m_standing.end() || pathOf(*place) != path)
        m_standing.insert(place, written);
    else if (place->key < written.key)
        *place = written;
}

} // namespace reeeductio
