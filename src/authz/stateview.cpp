// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/stateview.h"

#include "authz/authpath.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! Whether a right or an assignment can stand at this path at all.
bool isInPlace(const QString &path, const Rules &rules)
{
    if (!rules.rightsAtFiveSegmentsOnly)
        return true;
    const auto kind = authKindOf(path);
    return kind == AuthKind::Right || kind == AuthKind::Assignment;
}

} // namespace

StateView::StateView(const StateLog &log, const Rules &rules)
    : m_log(log), m_rules(rules), m_window(rules.oldestMessagesRead)
{}

TimeKey StateView::keyOf(qsizetype entry) const
{
    return {.time = m_rules.judgedWhenWritten ? entry : m_log.at(entry).message.serverTimestamp,
            .entry = entry};
}

const GrantValue *StateView::valueOf(qsizetype entry) const
{
    return m_log.at(entry).seal == Seal::Good ? m_values[static_cast<size_t>(entry)].get() : nullptr;
}

void StateView::admit(bool counts)
{
    const auto index = size();
    const auto &entry = m_log.at(index);
    const bool isAuth = entry.path.startsWith("auth/"_L1);
    m_counts.resize(index + 1);
    m_counts.setBit(index, counts);
    m_values.emplace_back();
    if (isAuth && entry.isJson && isInPlace(entry.path, m_rules))
        m_values.back() = std::make_unique<GrantValue>(GrantValue::read(entry.json.value_or(QJsonObject())));
    if (counts) {
        m_index.append(entry.path, keyOf(index));
        appendToList(index);
    }
    if (m_window.append(keyOf(index)) || isAuth)
        m_changes << index;
}

void StateView::appendToList(qsizetype entry)
{
    const auto prefix = listPrefixOf(m_log.at(entry).path);
    if (prefix.isEmpty())
        return;
    auto listing = m_listings.find(prefix);
    if (listing == m_listings.end())
        listing = m_listings.insert(prefix, Listing(m_log));
    listing->append({keyOf(entry), valueOf(entry)});
}

std::optional<qsizetype> StateView::at(const QString &path, Moment moment) const
{
    const auto *record = m_index.latest(path, moment);
    if (!record)
        return std::nullopt;
    const auto entry = record->firstAtNewest;
    if (m_rules.emptiedIsAbsent && m_log.at(entry).isEmpty() && authKindOf(path) != AuthKind::None)
        return std::nullopt;
    return entry;
}

bool StateView::isEmptied(const QString &path, Moment moment) const
{
    const auto *record = m_index.latest(path, moment);
    return record && m_log.at(record->firstAtNewest).isEmpty();
}

QList<Listed> StateView::under(const QString &prefix, Moment moment) const
{
    if (const auto known = m_listings.find(prefix); known != m_listings.end())
        return known->at(moment, m_window);
    return gathered(prefix).at(moment, m_window);
}

//! For a role whose id holds a slash: what stands under it is in no list of its own.
Listing StateView::gathered(const QString &prefix) const
{
    QList<TimeKey> keys;
    m_index.eachUnder(prefix, [&](const PathIndex::Records &records) {
        for (const auto &record : records)
            keys << record.key;
    });
    std::sort(keys.begin(), keys.end(), [](TimeKey a, TimeKey b) { return a.entry < b.entry; });
    Listing listing(m_log);
    for (const auto key : keys)
        listing.append({key, valueOf(key.entry)});
    return listing;
}

QList<Listed> StateView::underInLog(const QString &prefix, Moment moment) const
{
    QList<Listed> listed;
    const auto entries = m_log.newestUnder(prefix, moment);
    for (const auto entry : entries)
        listed << Listed{keyOf(entry), m_values[static_cast<size_t>(entry)].get()};
    return listed;
}

bool StateView::isBeyondLimit(qsizetype entry, Moment moment) const
{
    return !m_window.includes(keyOf(entry), moment);
}

qsizetype StateView::epoch(Moment moment) const
{
    return std::lower_bound(m_changes.begin(), m_changes.end(), moment) - m_changes.begin();
}

} // namespace reeeductio
