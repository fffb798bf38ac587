// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/capability.h"

#include <QList>
#include <QStringList>

namespace reeeductio {

//! What there is in a space to make examples of.
struct ExampleSource
{
    MemberId holder; //!< who asks
    MemberId other;  //!< another member
    QStringList topics = {};
    QString role = {}; //!< empty: none
};

//! A request that members make, and whether a right allows it.
struct ExampleMatch
{
    enum class Match {
        No,
        Yes,
        IfOwner, //!< only on what the member wrote itself
    };

    Operation operation = Operation::Read;
    //! As published servers ask it: data is written at the bare path.
    QString resource;
    Match match = Match::No;

    friend bool operator==(const ExampleMatch &, const ExampleMatch &) = default;
};

//! Requests around what the right is about: those nearest to it first, and first of all one that it allows,
//! if there is any. Never two alike. Pure.
QList<ExampleMatch> examplesFor(const Capability &right, const ExampleSource &source);

} // namespace reeeductio
