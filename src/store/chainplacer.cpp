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

constexpr auto badSeal = RowFlags(RowFlag::BadHash) | RowFlag::BadSignature;

ChainLink linkOf(const Message &message)
{
    return {message.hash, parentOf(message), message.serverTimestamp};
}

} // namespace

Result<StoreOutcome> ChainPlacer::place(const QList<SealedMessage> &batch)
{
    if (const auto kept = keepUnknown(batch); !kept)
        return fail(kept.error());
    QList<ChainLink> links;
    links.reserve(m_batch.size());
    for (const auto &sealed : m_batch)
        links << linkOf(sealed.message);

    if (const auto read = readWaiting(batch); !read)
        return fail(read.error());
    const auto waiting = m_waiting.values();
    const auto runs = splitIntoRuns(links);
    for (const auto &run : runs) {
        const auto spot = spotFor(run);
        if (!spot)
            return fail(spot.error());
        m_needsLayout = m_needsLayout || !*spot;
        if (const auto stored = store(run, spot->value_or(Spot{0, {}})); !stored)
            return fail(stored.error());
    }
    if (m_needsLayout) {
        if (const auto done = layOutAnew(); !done)
            return fail(done.error());
    }
    if (const auto marked = markBackdated(waiting); !marked)
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
        const auto &hash = sealed.message.hash;
        const auto stored = known->constFind(hash);
        if (stored == known->cend()) {
            known->insert(hash, flagsOf(sealed.seal));
            m_hashes.insert(hash);
            m_batch << sealed;
        } else if (sealed.seal == Seal::Good && (*stored & badSeal)) {
            // The first copy was no message of that hash; who gave it must not keep the real one out.
            known->insert(hash, {});
            if (const auto replaced = replace(sealed); !replaced)
                return replaced;
        }
    }
    return {};
}

Result<void> ChainPlacer::replace(const SealedMessage &good)
{
    const auto sameHash = [&good](const SealedMessage &other) {
        return other.message.hash == good.message.hash;
    };
    if (const auto bad = std::find_if(m_batch.begin(), m_batch.end(), sameHash); bad != m_batch.end()) {
        *bad = good;
        return {};
    }
    m_needsLayout = true; // it may have named another predecessor
    return m_table.replace(m_topic, good.message);
}

Result<void> ChainPlacer::readWaiting(const QList<SealedMessage> &batch)
{
    QList<QByteArray> predecessors;
    predecessors.reserve(batch.size());
    for (const auto &sealed : batch)
        predecessors << sealed.message.hash;
    // Of a run's first message: another one waiting for the same is its sibling.
    for (const auto &sealed : std::as_const(m_batch)) {
        if (const auto parent = parentOf(sealed.message); parent && !m_hashes.contains(*parent))
            predecessors << *parent;
    }
    const auto rows = m_table.waitingFor(m_topic, predecessors);
    if (!rows)
        return fail(rows.error());
    for (const auto &row : *rows)
        m_waiting.insert(*parentOf(row.message), row);
    for (const auto &sealed : batch) {
        // It has been here all the time: whoever stored that row did not see it.
        if (!m_hashes.contains(sealed.message.hash) && m_waiting.contains(sealed.message.hash))
            m_needsLayout = true;
    }
    return {};
}

Result<std::optional<ChainPlacer::Spot>> ChainPlacer::spotFor(const ChainRun &run)
{
    const auto parent = parentOf(m_batch[run.front()].message);
    const auto position =
        parent ? positionOf(*parent) : Result<std::optional<qint64>>(std::optional<qint64>());
    if (!position)
        return fail(position.error());
    const bool isMissing = parent && !*position && !m_hashes.contains(*parent);
    if (isMissing)
        m_outcome.missing << *parent;
    if (m_needsLayout)
        return std::nullopt;
    // Behind a message of this batch that is not placed yet: times that run backward, or a circle.
    if (parent && !*position && !isMissing)
        return std::nullopt;
    if (isMissing && m_waiting.contains(*parent))
        return std::nullopt; // a fork, whose parent is not here
    const bool isAwaitedWithin = std::any_of(run.begin(), run.end() - 1, [this](qsizetype index) {
        return m_waiting.contains(m_batch[index].message.hash);
    });
    const auto successors = m_waiting.values(m_batch[run.back()].message.hash);
    if (isAwaitedWithin || successors.size() > 1)
        return std::nullopt; // a fork, or a branch that was here before what it branches from
    if (*position)
        return successors.isEmpty() ? spotBehind(run, **position) : std::optional<Spot>();
    return successors.isEmpty() ? spotApart(run) : spotInFrontOf(run, successors.front());
}

Result<std::optional<ChainPlacer::Spot>> ChainPlacer::spotBehind(const ChainRun &run, qint64 parentPosition)
{
    const auto forked = markSiblings(*parentOf(m_batch[run.front()].message), parentPosition + 1);
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
    m_waiting.remove(m_batch[run.back()].message.hash);
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
        if (row.flags.testFlag(RowFlag::Unlinked))
            m_waiting.insert(*parentOf(row.message), row);
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
    QHash<QByteArray, qint64> times;
    times.reserve(rows->size());
    for (const auto &row : *rows) {
        links << linkOf(row.message);
        times.insert(row.message.hash, row.message.serverTimestamp);
    }
    const auto places = layOut(links);

    QHash<QByteArray, std::pair<qint64, RowFlags>> changed;
    for (qsizetype i = 0; i < places.size(); ++i) {
        const auto &row = rows->at(i);
        auto flags = row.flags;
        flags.setFlag(RowFlag::Unlinked, places[i].isUnlinked);
        flags.setFlag(RowFlag::Fork, places[i].isForked);
        const auto time = row.message.serverTimestamp;
        const auto parent = parentOf(row.message);
        flags.setFlag(RowFlag::Backdated, parent && time < times.value(*parent, time));
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

Result<void> ChainPlacer::markBackdated(QList<StoredMessage> waiting)
{
    QHash<QByteArray, qint64> times;
    for (const auto &row : std::as_const(m_outcome.added))
        times.insert(row.message.hash, row.message.serverTimestamp);
    const auto compare = [this, &times](StoredMessage &row) -> Result<void> {
        const auto parent = parentOf(row.message);
        if (!parent)
            return {};
        auto time = times.constFind(*parent);
        if (time == times.cend()) {
            const auto stored = m_table.byHash(m_topic, *parent);
            if (!stored)
                return fail(stored.error());
            constexpr auto notHere = std::numeric_limits<qint64>::min();
            time = times.insert(*parent, *stored ? (*stored)->message.serverTimestamp : notHere);
        }
        if (row.message.serverTimestamp >= *time)
            return {};
        row.flags |= RowFlag::Backdated;
        return m_table.markBackdated(m_topic, row.message.hash);
    };
    for (auto *rows : {&waiting, &m_outcome.added}) {
        for (auto &row : *rows) {
            if (const auto compared = compare(row); !compared)
                return compared;
        }
    }
    return {};
}

Result<std::optional<qint64>> ChainPlacer::positionOf(const QByteArray &hash)
{
    if (const auto placed = m_placed.constFind(hash); placed != m_placed.cend())
        return *placed;
    return m_table.positionOf(m_topic, hash);
}

Result<bool> ChainPlacer::markSiblings(const QByteArray &parent, qint64 position)
{
    if (m_forked.contains(parent))
        return true;
    const auto found = m_table.markFork(m_topic, position, parent);
    if (found && *found) {
        m_forked.insert(parent);
        m_outcome.foundFork = true;
    }
    return found;
}

} // namespace reeeductio
