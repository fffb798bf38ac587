// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/pathindex.h"

#include <queue>
#include <vector>

namespace reeeductio {

//! Which messages are among the oldest `limit`, at every moment (PROTOCOL 12.12). Append-only.
class OldestWindow
{
public:
    explicit OldestWindow(std::optional<int> limit) : m_limit(limit) {}

    //! The next message of the log. Whether one that was in, or this one, is now out.
    bool append(TimeKey key);
    bool includes(TimeKey key, Moment moment) const;
    //! Moments with the same edge leave out the same of what they both know.
    qsizetype edge(Moment moment) const;

private:
    //! The server reads the last written first where times are equal.
    struct ReadBefore
    {
        bool operator()(TimeKey a, TimeKey b) const;
    };
    struct Edge
    {
        Moment since;
        TimeKey last; //!< the last message that is read
    };

    std::optional<int> m_limit;
    std::priority_queue<TimeKey, std::vector<TimeKey>, ReadBefore> m_read;
    QList<Edge> m_edges; //!< none as long as everything is read
};

} // namespace reeeductio
