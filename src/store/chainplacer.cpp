// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/chainplacer.h"

#include <QSet>

#include <algorithm>

namespace reeeductio {

namespace {

RowFlags flagsOf(Seal seal)
{
    switch (seal) {
    case Seal::Good:
        return {};
    case Seal::BadHash:
        return RowFlag::BadHash;
    case Seal::BadSignature:
        return RowFlag::BadSignature;
    }
    Q_UNREACHABLE();
}

ChainLink linkOf(const Message &message)
{
    return {message.hash, parentOf(message), message.serverTimestamp};
}

} // namespace

Result<StoreOutcome> ChainPlacer::place(const QList<SealedMessage> &batch)
{
    const auto waiting = m_table.unlinked(m_topic);
    if (!waiting)
        return fail(waiting.error());
    if (const auto kept = keepUnknown(batch); !kept)
        return fail(kept.error());
    QList<ChainLink> links;
    links.reserve(m_batch.size());
    for (const auto &sealed : m_batch)
        links << linkOf(sealed.message);

    bool needsLayout = false;
    const auto runs = splitIntoRuns(links);
    for (const auto &run : runs) {
        const auto spot = spotFor(run);
        if (!spot)
            return fail(spot.error());
        needsLayout = needsLayout || !*spot;
        if (const auto stored = store(run, spot->value_or(Spot{0, {}})); !stored)
            return fail(stored.error());
    }
    if (needsLayout) {
        if (const auto done = layOutAnew(); !done)
            return fail(done.error());
    }
    if (const auto marked = markBackdated(*waiting); !marked)
        return fail(marked.error());
    if (const auto counted = m_table.addToCount(m_topic, m_outcome.added.size()); !counted)
        return fail(counted.error());
    std::stable_sort(m_outcome.added.begin(), m_outcome.added.end(),
                     [](const auto &a, const auto &b) { return a.position < b.position; });
    return std::move(m_outcome);
}

Result<void> ChainPlacer::keepUnknown(const QList<SealedMessage> &batch)
{
    QList<QByteArray> hashes;
    hashes.reserve(batch.size());
    for (const auto &sealed : batch)
        hashes << sealed.message.hash;
    auto known = m_table.known(m_topic, hashes);
    if (!known)
        return fail(known.error());
    for (const auto &sealed : batch) {
        if (known->contains(sealed.message.hash))
            continue;
        known->insert(sealed.message.hash);
        m_batch << sealed;
    }
    return {};
}

Result<std::optional<ChainPlacer::Spot>> ChainPlacer::spotFor(const ChainRun &run)
{
    const auto parent = parentOf(m_batch[run.front()].message);
    const auto successor = waitingFor(m_batch[run.back()].message.hash);
    if (!successor)
        return fail(successor.error());
    if (parent) {
        const auto position = positionOf(*parent);
        if (!position)
            return fail(position.error());
        if (*position)
            return *successor ? std::optional<Spot>() : spotBehind(run, **position);
        m_outcome.missing << *parent;
    }
    return *successor ? spotInFrontOf(run, **successor) : spotApart(run);
}

Result<std::optional<ChainPlacer::Spot>> ChainPlacer::spotBehind(const ChainRun &run, qint64 parentPosition)
{
    const auto forked = markSiblings(parentOf(m_batch[run.front()].message), parentPosition + 1);
    if (!forked)
        return fail(forked.error());
    if (*forked)
        return Spot{parentPosition + 1, RowFlag::Fork};
    const auto newest = m_table.newest(m_topic);
    if (!newest)
        return fail(newest.error());
    if (*newest && (*newest)->position > parentPosition)
        return std::nullopt;
    return Spot{parentPosition + 1, {}};
}

Result<std::optional<ChainPlacer::Spot>> ChainPlacer::spotInFrontOf(const ChainRun &run,
                                                                    const StoredMessage &successor)
{
    const auto oldest = m_table.oldest(m_topic);
    if (!oldest)
        return fail(oldest.error());
    if ((*oldest)->message.hash != successor.message.hash)
        return std::nullopt;
    const auto linked = m_table.setPlace(m_topic, successor.message.hash, successor.position,
                                         successor.flags & ~RowFlags(RowFlag::Unlinked));
    if (!linked)
        return fail(linked.error());
    const bool isBeginning = !parentOf(m_batch[run.front()].message);
    return Spot{successor.position - run.size(), isBeginning ? RowFlags() : RowFlag::Unlinked};
}

Result<std::optional<ChainPlacer::Spot>> ChainPlacer::spotApart(const ChainRun &run)
{
    const auto &first = m_batch[run.front()].message;
    const bool isBeginning = !parentOf(first);
    const RowFlags flags = isBeginning ? RowFlags() : RowFlag::Unlinked;
    const auto newest = m_table.newest(m_topic);
    if (!newest)
        return fail(newest.error());
    if (!*newest)
        return Spot{isBeginning ? 1 : middlePosition, flags};
    const bool isNewer = first.serverTimestamp >= (*newest)->message.serverTimestamp;
    if (isNewer && !isBeginning)
        return Spot{(*newest)->position + 1, flags};
    return std::nullopt;
}

Result<void> ChainPlacer::store(const ChainRun &run, const Spot &spot)
{
    auto position = spot.position;
    for (const auto index : run) {
        const auto &sealed = m_batch[index];
        StoredMessage row{sealed.message, position, flagsOf(sealed.seal)};
        if (index == run.front())
            row.flags |= spot.firstFlags;
        if (const auto inserted = m_table.insert(m_topic, row); !inserted)
            return inserted;
        m_placed.insert(sealed.message.hash, position);
        m_outcome.added << std::move(row);
        ++position;
    }
    return {};
}

Result<void> ChainPlacer::layOutAnew()
{
    const auto rows = m_table.links(m_topic);
    if (!rows)
        return fail(rows.error());
    QList<ChainLink> links;
    links.reserve(rows->size());
    for (const auto &row : *rows)
        links << linkOf(row.message);
    const auto places = layOut(links);

    QHash<QByteArray, std::pair<qint64, RowFlags>> changed;
    for (qsizetype i = 0; i < places.size(); ++i) {
        const auto &row = rows->at(i);
        auto flags = row.flags;
        flags.setFlag(RowFlag::Unlinked, places[i].isUnlinked);
        flags.setFlag(RowFlag::Fork, places[i].isForked);
        m_outcome.foundFork =
            m_outcome.foundFork || (places[i].isForked && !row.flags.testFlag(RowFlag::Fork));
        if (flags == row.flags && places[i].position == row.position)
            continue;
        changed.insert(row.message.hash, {places[i].position, flags});
        const auto moved = m_table.setPlace(m_topic, row.message.hash, places[i].position, flags);
        if (!moved)
            return moved;
    }
    for (auto &row : m_outcome.added) {
        if (const auto place = changed.constFind(row.message.hash); place != changed.cend())
            std::tie(row.position, row.flags) = *place;
    }
    m_outcome.isLaidOutAnew = true;
    return {};
}

Result<void> ChainPlacer::markBackdated(const QList<StoredMessage> &waiting)
{
    QHash<QByteArray, qint64> times;
    for (const auto &row : std::as_const(m_outcome.added))
        times.insert(row.message.hash, row.message.serverTimestamp);
    const auto mark = [this](StoredMessage &row, qint64 parentTime) -> Result<void> {
        if (row.message.serverTimestamp >= parentTime)
            return {};
        row.flags |= RowFlag::Backdated;
        return m_table.markBackdated(m_topic, row.message.hash);
    };
    for (auto row : waiting) {
        const auto time = times.constFind(parentOf(row.message).value_or(QByteArray()));
        if (time == times.cend())
            continue;
        if (const auto marked = mark(row, *time); !marked)
            return marked;
    }
    for (auto &row : m_outcome.added) {
        const auto parent = parentOf(row.message);
        if (!parent)
            continue;
        auto time = times.value(*parent, std::numeric_limits<qint64>::min());
        if (!times.contains(*parent)) {
            const auto stored = m_table.byHash(m_topic, *parent);
            if (!stored)
                return fail(stored.error());
            if (*stored)
                time = (*stored)->message.serverTimestamp;
        }
        if (const auto marked = mark(row, time); !marked)
            return marked;
    }
    return {};
}

Result<std::optional<qint64>> ChainPlacer::positionOf(const QByteArray &hash)
{
    if (const auto placed = m_placed.constFind(hash); placed != m_placed.cend())
        return *placed;
    const auto row = m_table.byHash(m_topic, hash);
    if (!row)
        return fail(row.error());
    return *row ? std::optional((*row)->position) : std::nullopt;
}

Result<std::optional<StoredMessage>> ChainPlacer::waitingFor(const QByteArray &hash)
{
    const auto rows = m_table.unlinked(m_topic);
    if (!rows)
        return fail(rows.error());
    const auto row = std::find_if(rows->begin(), rows->end(), [&hash](const auto &candidate) {
        return parentOf(candidate.message) == hash;
    });
    return row == rows->end() ? std::nullopt : std::optional(*row);
}

Result<bool> ChainPlacer::markSiblings(const std::optional<QByteArray> &parent, qint64 position)
{
    const auto rows = m_table.atPosition(m_topic, position);
    if (!rows)
        return fail(rows.error());
    bool found = false;
    for (const auto &row : *rows) {
        if (parentOf(row.message) != parent)
            continue;
        found = true;
        const auto marked =
            m_table.setPlace(m_topic, row.message.hash, row.position, row.flags | RowFlag::Fork);
        if (!marked)
            return fail(marked.error());
    }
    m_outcome.foundFork = m_outcome.foundFork || found;
    return found;
}

} // namespace reeeductio
