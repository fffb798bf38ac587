// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/statecontent.h"
#include "client/statereplay.h"
#include "client/verdict.h"

namespace reeeductio {

// The state as a person looks through it, now or at any earlier moment: for Authority::ask(). What stands at
// a path is the newest entry with a good seal whose sender was entitled to write it (strict); what else was
// written there is shown as what it is, and hides nothing. Pure.

//! A path that was written to.
struct StatePath
{
    QString path;
    //! What stands there, an emptied one included; nothing when nobody was entitled to write what was.
    std::optional<qsizetype> entry = {};
    QByteArray sender = {};
    qint64 time = 0;         //!< the server's, in milliseconds
    bool isEmptied = false;  //!< or nothing that counts was ever there
    bool isPlain = false;    //!< the server can read it
    bool isDoubtful = false; //!< something newer was written there that does not count
};

//! The state at a moment.
struct StateSnapshot
{
    Moment moment = 0;
    Moment size = 0;             //!< events until now
    qint64 time = 0;             //!< of the last event before the moment
    QByteArray head = {};        //!< hash of the newest message of all; empty: there is none
    bool isWhole = true;         //!< nothing is missing before the moment
    QList<StatePath> paths = {}; //!< sorted as text
};
StateSnapshot snapshotOf(const StateReplay &replay, Moment moment);

//! How things were at that time; nothing is now, when no event is later.
std::optional<Moment> pastMomentAt(const StateReplay &replay, qint64 timeMs);

//! One event of a path.
struct StateVersion
{
    qsizetype entry = 0; //!< in the log; the event's number is one more
    QByteArray hash = {};
    QByteArray sender = {};
    qint64 time = 0; //!< the server's, in milliseconds
    Verdict verdict = Verdict::Checking;
    bool counts = false;    //!< a good seal and an entitled sender
    QByteArray stored = {}; //!< the bytes on the server
    StateContent content = {};
};

//! What was written to one path until a moment.
struct PathHistory
{
    QString path;
    QList<StateVersion> versions; //!< newest first
    qsizetype older = 0;          //!< how many more there are, older than those
    //! Which of the versions stands; nothing when none does, or it is among the older.
    std::optional<qsizetype> standing = {};
    QByteArray head = {}; //!< as of the snapshot
};
//! `stateKey` opens encrypted versions; null without a root.
PathHistory historyOf(const StateReplay &replay, const QString &path, Moment moment,
                      const SymmetricKey *stateKey, qsizetype most = 200);

//! What became of a path between two moments, and who wrote there last.
struct StateDifference
{
    PathChange change;
    QByteArray sender = {};
    qint64 time = 0; //!< the server's, in milliseconds
};
//! By path; none when `to` is not later. What was put back with the same bytes is among them.
QList<StateDifference> differencesBetween(const StateReplay &replay, Moment from, Moment to);

} // namespace reeeductio
