// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/message.h"

#include <QFlags>
#include <QList>

#include <compare>
#include <limits>
#include <optional>

namespace reeeductio {

//! A message and what its hash and signature were found to be worth.
struct SealedMessage
{
    Message message;
    Seal seal = Seal::Good;
};

//! What is wrong with a row, as far as the row and its chain tell.
enum class RowFlag : quint8 {
    BadHash = 1,
    BadSignature = 2,
    Unlinked = 4,   //!< its predecessor is not here: not loaded yet, or withheld
    Fork = 8,       //!< its predecessor has another successor too
    Backdated = 16, //!< the server dated it before its predecessor
};
Q_DECLARE_FLAGS(RowFlags, RowFlag)
Q_DECLARE_OPERATORS_FOR_FLAGS(RowFlags)

//! Where a row stands among the others: siblings of a fork share a position, and are told apart by what they
//! were stored as. Made from a position alone, it is before all that stand there.
struct RowPlace
{
    RowPlace(qint64 at, qint64 row = std::numeric_limits<qint64>::min()) : position(at), id(row) {}

    static RowPlace first() { return std::numeric_limits<qint64>::min(); }
    static RowPlace behindAll() { return std::numeric_limits<qint64>::max(); }
    //! The place right behind it.
    RowPlace next() const { return {position, id + 1}; }

    qint64 position;
    qint64 id;
    friend auto operator<=>(const RowPlace &, const RowPlace &) = default;
};

//! A message as it stands in cache.db.
struct StoredMessage
{
    Message message;
    //! Its place in the topic: predecessors lower, successors higher, without gaps where the chain has none.
    //! Both branches of a fork count on from their common parent.
    qint64 position = 0;
    RowFlags flags = {};
    qint64 id = 0; //!< the row's own number, when it was read from the store

    RowPlace place() const { return {position, id}; }
};

//! A message out of its chain's order, with the earliest time at which it can have been posted: its own, or
//! that of a row before it that the server dated later.
struct DatedMessage
{
    StoredMessage row;
    qint64 notBefore = 0; //!< the server's, in milliseconds
};

//! Where a topic's stored chain begins and ends.
struct TopicChain
{
    qint64 count = 0;
    std::optional<StoredMessage> oldest = {};
    std::optional<StoredMessage> newest = {};
    //! The beginning has been reached: the oldest has no predecessor, or the server had nothing older.
    bool isComplete = false;
};

//! What storing a batch changed.
struct StoreOutcome
{
    QList<StoredMessage> added; //!< by position
    QList<QByteArray> missing;  //!< predecessors that neither the batch nor the store has
    bool foundFork = false;
    //! Rows that were there before have other positions now, or other contents: a good copy took a bad one's
    //! place.
    bool isLaidOutAnew = false;

    bool hasChanged() const { return isLaidOutAnew || !added.isEmpty(); }
};

} // namespace reeeductio
