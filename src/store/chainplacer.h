// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "store/chainlayout.h"
#include "store/messagetable.h"

namespace reeeductio {

//! Stores a batch of messages where their links say, whatever order the server gave them in. What extends the
//! chain at either end is placed at once; anything else (a gap closed in the middle) lays the topic out anew.
//! One use a batch, inside a transaction of the caller's.
class ChainPlacer
{
public:
    ChainPlacer(MessageTable &table, qint64 topic) : m_table(table), m_topic(topic) {}

    [[nodiscard]] Result<StoreOutcome> place(const QList<SealedMessage> &batch);
    //! Lays out what is stored, after something was removed.
    [[nodiscard]] Result<void> placeAgain() { return layOutAnew(); }

private:
    //! Where a run goes at an end of what is stored; nothing when it goes in between.
    struct Spot
    {
        qint64 position;
        RowFlags firstFlags;
    };

    [[nodiscard]] Result<void> keepUnknown(const QList<SealedMessage> &batch);
    [[nodiscard]] Result<void> replace(const SealedMessage &good);
    [[nodiscard]] Result<void> readWaiting(const QList<SealedMessage> &batch);
    //! Nothing when the topic has to be laid out anew.
    [[nodiscard]] Result<std::optional<Spot>> spotFor(const ChainRun &run);
    [[nodiscard]] Result<std::optional<Spot>> spotBehind(const ChainRun &run, qint64 parentPosition);
    [[nodiscard]] Result<std::optional<Spot>> spotInFrontOf(const ChainRun &run,
                                                            const StoredMessage &successor);
    [[nodiscard]] Result<std::optional<Spot>> spotApart(const ChainRun &run);
    [[nodiscard]] Result<void> store(const ChainRun &run, const Spot &spot);
    [[nodiscard]] Result<void> layOutAnew();
    //! Compares the times of what was added with those of their predecessors, and of `waiting` with theirs.
    [[nodiscard]] Result<void> markBackdated(QList<StoredMessage> waiting);

    [[nodiscard]] Result<std::optional<qint64>> positionOf(const QByteArray &hash);
    [[nodiscard]] Result<bool> markSiblings(const QByteArray &parent, qint64 position);

    MessageTable &m_table;
    qint64 m_topic;
    QList<SealedMessage> m_batch;                    //!< what is new in it
    QSet<QByteArray> m_hashes;                       //!< of m_batch
    QMultiHash<QByteArray, StoredMessage> m_waiting; //!< unlinked rows, by the predecessor that matters here
    QHash<QByteArray, qint64> m_placed;              //!< positions given in this batch
    QSet<QByteArray> m_forked;                       //!< parents whose stored children are marked
    bool m_needsLayout = false;
    StoreOutcome m_outcome;
};

} // namespace reeeductio
