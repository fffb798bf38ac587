// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/identifier.h"

#include <QHash>
#include <QMap>
#include <QString>

namespace reeeductio {

//! A topic as the space's state describes it.
struct TopicInfo
{
    QString id;
    QString name; //!< empty when nobody gave it one
    QString description;
    bool hasEntry = false; //!< it is described in the directory, readably or not
    bool isSealed = false; //!< its own entry is there, but was written with another key

    friend bool operator==(const TopicInfo &, const TopicInfo &) = default;
};

//! Rights and revocations that stand behind the 10,000th state message have no effect on published servers
//! (PROTOCOL 12.12); from here on a person is warned.
inline constexpr qsizetype longState = 9'000;

//! What a space's state says about it, from entries whose senders were entitled to write them: as far as that
//! can be told from what is here.
struct SpaceSummary
{
    QString name;
    QString description;
    QMap<QString, TopicInfo> topics;  //!< by id; also those that a right names without describing them
    QHash<QByteArray, QString> names; //!< profile names by user id
    QList<UserId> users;              //!< members now; the owner is not listed unless written down
    QList<ToolId> tools;
    qsizetype stateMessages = 0;
    //! With a bad seal, behind a hole or in a fork, or whose sender was not entitled to write them (strict).
    qsizetype suspiciousEntries = 0;
    //! Dated before their predecessors: a server's clock was set back, or its times are made up.
    qsizetype backwardTimes = 0;
    bool isWhole = true; //!< nothing is missing in between: otherwise who may do what is not known

    friend bool operator==(const SpaceSummary &, const SpaceSummary &) = default;
};

} // namespace reeeductio
