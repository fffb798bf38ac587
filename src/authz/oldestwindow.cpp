// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/oldestwindow.h"

#include <algorithm>

namespace reeeductio {

bool OldestWindow::ReadBefore::operator()(TimeKey a, TimeKey b) const
{
    return a.time != b.time ? a.time < b.time : a.entry > b.entry;
}

bool OldestWindow::append(TimeKey key)
{
    if (!m_limit)
        return false;
    m_read.push(key);
    if (m_read.size() <= static_cast<size_t>(*m_limit))
        return false;
    m_read.pop();
    if (m_edges.isEmpty() || m_edges.constLast().last != m_read.top())
        m_edges << Edge{.since = key.entry + 1, .last = m_read.top()};
    return true;
}

bool OldestWindow::includes(TimeKey key, Moment moment) const
{
    const auto index = edge(moment);
    return index < 0 || !ReadBefore()(m_edges[index].last, key);
}

qsizetype OldestWindow::edge(Moment moment) const
{
    const auto later = std::partition_point(m_edges.begin(), m_edges.end(),
                                            [moment](const Edge &edge) { return edge.since <= moment; });
    return later - m_edges.begin() - 1;
}

} // namespace reeeductio
