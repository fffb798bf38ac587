// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/message.h"

#include <QFlags>
#include <QList>

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

//! A message as it stands in cache.db.
struct StoredMessage
{
    Message message;
    //! Its place in the topic: predecessors lower, successors higher, without gaps where the chain has none.
    //! Both branches of a fork count on from their common parent.
    qint64 position = 0;
    RowFlags flags = {};
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
    bool isLaidOutAnew = false; //!< rows that were there before have other positions now
};

} // namespace reeeductio
