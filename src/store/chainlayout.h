// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "store/storedmessage.h"

namespace reeeductio {

//! What a row's place depends on.
struct ChainLink
{
    QByteArray hash;
    std::optional<QByteArray> parent; //!< nothing for a beginning
    qint64 time = 0;                  //!< the server's
};

//! Where a row belongs.
struct ChainPlace
{
    qint64 position = 0;
    bool isUnlinked = false;
    bool isForked = false;
};

//! A server may send "" for null: the hash is made over the same bytes.
std::optional<QByteArray> parentOf(const Message &message);

//! Links that follow one another, by index into the list they came from.
using ChainRun = QList<qsizetype>;

//! Every link in exactly one run; a second child of one parent begins a run of its own. Runs are ordered by
//! the time of their first link, and links in a circle (made up, then) are cut somewhere.
QList<ChainRun> splitIntoRuns(const QList<ChainLink> &links);

//! Where a chain begins whose first message is not known yet: with room below for all that may come.
inline constexpr qint64 middlePosition = qint64(1) << 40;

//! The places of a whole topic's links, in their order: runs one after another by time, a fork's branch
//! beside the main one. This defines what positions and flags mean; ChainPlacer gets to the same without
//! reading the topic where it can.
QList<ChainPlace> layOut(const QList<ChainLink> &links);

} // namespace reeeductio
