// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/chainlayout.h"

#include <QHash>

#include <algorithm>

namespace reeeductio {

namespace {

//! Who follows whom; a beginning's parent is the empty hash.
class Family
{
public:
    explicit Family(const QList<ChainLink> &links)
    {
        for (qsizetype i = 0; i < links.size(); ++i)
            m_byHash.insert(links[i].hash, i);
        for (qsizetype i = 0; i < links.size(); ++i) {
            const auto parent = links[i].parent.value_or(QByteArray());
            const auto first = m_firstChild.constFind(parent);
            if (first == m_firstChild.cend() || links[i].time < links[*first].time)
                m_firstChild.insert(parent, i);
            ++m_childCount[parent];
        }
    }

    qsizetype indexOf(const QByteArray &hash) const { return m_byHash.value(hash, -1); }
    qsizetype firstChild(const QByteArray &hash) const { return m_firstChild.value(hash, -1); }
    bool hasSiblings(const ChainLink &link) const
    {
        return m_childCount.value(link.parent.value_or(QByteArray())) > 1;
    }

private:
    QHash<QByteArray, qsizetype> m_byHash;
    QHash<QByteArray, qsizetype> m_firstChild;
    QHash<QByteArray, int> m_childCount;
};

} // namespace

std::optional<QByteArray> parentOf(const Message &message)
{
    return message.prevHash && !message.prevHash->isEmpty() ? message.prevHash : std::nullopt;
}

QList<ChainRun> splitIntoRuns(const QList<ChainLink> &links)
{
    const Family family(links);
    QList<ChainRun> runs;
    QList<bool> isTaken(links.size(), false);
    const auto takeRunFrom = [&](qsizetype start) {
        ChainRun run;
        for (auto i = start; i >= 0 && !isTaken[i]; i = family.firstChild(links[i].hash)) {
            isTaken[i] = true;
            run << i;
        }
        if (!run.isEmpty())
            runs << run;
    };
    for (qsizetype i = 0; i < links.size(); ++i) {
        const auto &parent = links[i].parent;
        if (!parent || family.indexOf(*parent) < 0 || family.firstChild(*parent) != i)
            takeRunFrom(i);
    }
    for (qsizetype i = 0; i < links.size(); ++i)
        takeRunFrom(i); // a circle has no beginning
    std::stable_sort(runs.begin(), runs.end(), [&links](const ChainRun &a, const ChainRun &b) {
        return links[a.front()].time < links[b.front()].time;
    });
    return runs;
}

QList<ChainPlace> layOut(const QList<ChainLink> &links)
{
    const Family family(links);
    const auto runs = splitIntoRuns(links);
    QList<ChainPlace> places(links.size());
    if (runs.isEmpty())
        return places;

    const auto isBranch = [&](const ChainRun &run) {
        const auto &first = links[run.front()];
        const auto parent = first.parent.value_or(QByteArray());
        const bool hasParent = !first.parent || family.indexOf(parent) >= 0;
        return hasParent && family.firstChild(parent) != run.front();
    };
    // The run with the beginning is the first whatever its time says: a server's clock may have gone back.
    auto waiting = runs;
    const auto others = std::stable_partition(waiting.begin(), waiting.end(), [&](const ChainRun &run) {
        return !links[run.front()].parent && !isBranch(run);
    });
    const auto origin = others == waiting.begin() ? middlePosition : 1;
    auto end = origin;
    QList<bool> isPlaced(links.size(), false);
    const auto put = [&](const ChainRun &run, qint64 position) {
        for (const auto index : run) {
            places[index] = {.position = position++, .isForked = family.hasSiblings(links[index])};
            isPlaced[index] = true;
        }
        end = std::max(end, position);
    };
    const auto tryToPut = [&](const ChainRun &run) {
        const auto &parent = links[run.front()].parent;
        if (!isBranch(run)) {
            put(run, end);
            places[run.front()].isUnlinked = parent && family.indexOf(*parent) < 0;
            return true;
        }
        const auto parentIndex = parent ? family.indexOf(*parent) : -1;
        if (parent && !isPlaced[parentIndex])
            return false;
        put(run, parent ? places[parentIndex].position + 1 : origin);
        return true;
    };
    // A branch may have been given an earlier time than what it branches from: it waits for the next round.
    while (!waiting.isEmpty()) {
        if (waiting.removeIf(tryToPut) == 0)
            put(waiting.takeFirst(), end); // branches from within itself: a circle
    }
    return places;
}

} // namespace reeeductio
