// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/pathindex.h"

#include <algorithm>

namespace reeeductio {

void PathIndex::append(const QString &path, TimeKey key)
{
    auto &records = m_records[path];
    Record record{.key = key, .newest = key, .firstAtNewest = key.entry};
    if (!records.isEmpty()) {
        const auto &before = records.constLast();
        if (before.newest.time > key.time) {
            record.newest = before.newest;
            record.firstAtNewest = before.firstAtNewest;
        } else if (before.newest.time == key.time) {
            record.firstAtNewest = before.firstAtNewest;
        }
    }
    records << record;
}

const PathIndex::Record *PathIndex::latest(const QString &path, Moment moment) const
{
    const auto it = m_records.constFind(path);
    return it == m_records.cend() ? nullptr : latest(*it, moment);
}

const PathIndex::Record *PathIndex::latest(const Records &records, Moment moment)
{
    const auto later = std::partition_point(
        records.begin(), records.end(), [moment](const Record &record) { return record.key.entry < moment; });
    return later == records.begin() ? nullptr : &*std::prev(later);
}

} // namespace reeeductio
