// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/statereplay.h"

#include <QHash>

namespace reeeductio {

//! Who wrote a state entry, and when.
struct EntrySource
{
    QByteArray hash;
    QByteArray sender;
    qint64 time = 0;        //!< the server's, in milliseconds
    bool isEntitled = true; //!< a good seal, and the right to write it (strict)
    QString path = {};

    friend bool operator==(const EntrySource &, const EntrySource &) = default;
};

//! Who is in a space and what is written about them, with where each piece comes from.
struct SpaceOverview
{
    Roster roster;
    QHash<qsizetype, EntrySource> sources; //!< by the entries that the roster names
    QHash<QByteArray, QString> names;      //!< profile names by user id
    QStringList topics;                    //!< ids
    qint64 nowMs = 0;
    Moment moment = 0; //!< after how many events it was so
    Moment size = 0;   //!< how many there are

    friend bool operator==(const SpaceOverview &, const SpaceOverview &) = default;
};

//! As the rule set sees it, after all there is in the log, or at an earlier moment: then nowMs is the time of
//! the last event before it, and only names and topics are today's. For the authority thread.
SpaceOverview overviewOf(const StateReplay &replay, RuleSet ruleSet, qint64 nowMs,
                         std::optional<Moment> moment = {});

} // namespace reeeductio
