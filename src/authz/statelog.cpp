// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/statelog.h"

#include "authz/serverjson.h"

#include <algorithm>

namespace reeeductio {

namespace {

std::optional<qsizetype> newestOf(const PathIndex::Records &records, Moment moment,
                                  const StateLog::Filter &counts)
{
    const auto later = std::partition_point(
        records.begin(), records.end(), [moment](const auto &record) { return record.key.entry < moment; });
    const auto newest = std::find_if(std::reverse_iterator(later), records.crend(),
                                     [&counts](const auto &record) { return counts(record.key.entry); });
    return newest == records.crend() ? std::nullopt : std::optional(newest->key.entry);
}

} // namespace

void StateLog::append(Message message, Seal seal, StateLink link)
{
    StateEntry entry;
    entry.seal = seal;
    entry.link = link;
    if (link == StateLink::Missing && !m_firstHole)
        m_firstHole = m_entries.size();
    entry.time = message.serverTimestamp;
    if (!m_entries.isEmpty())
        entry.time = std::max(entry.time, m_entries.back().time);
    entry.path = QString::fromUtf8(message.type);
    if (const auto value = readAsServer(message.data)) {
        entry.isJson = true;
        if (value->isObject())
            entry.json = value->toObject();
    }
    entry.message = std::move(message);
    m_byPath.append(entry.path, {.time = m_entries.size(), .entry = m_entries.size()});
    m_entries << std::move(entry);
}

std::optional<qsizetype> StateLog::newest(const QString &path, Moment moment) const
{
    const auto *record = m_byPath.latest(path, moment);
    return record ? std::optional(record->newest.entry) : std::nullopt;
}

QList<qsizetype> StateLog::newestUnder(const QString &prefix, Moment moment) const
{
    QList<qsizetype> entries;
    m_byPath.eachUnder(prefix, [&](const PathIndex::Records &records) {
        if (const auto *record = PathIndex::latest(records, moment))
            entries << record->newest.entry;
    });
    return entries;
}

std::optional<qsizetype> StateLog::newest(const QString &path, Moment moment, const Filter &counts) const
{
    return newestOf(m_byPath.records(path), moment, counts);
}

QList<qsizetype> StateLog::newestUnder(const QString &prefix, Moment moment, const Filter &counts) const
{
    QList<qsizetype> entries;
    m_byPath.eachUnder(prefix, [&](const PathIndex::Records &records) {
        if (const auto entry = newestOf(records, moment, counts))
            entries << *entry;
    });
    return entries;
}

QList<qsizetype> StateLog::history(const QString &path) const
{
    QList<qsizetype> entries;
    const auto records = m_byPath.records(path);
    for (const auto &record : records)
        entries << record.key.entry;
    return entries;
}

} // namespace reeeductio
