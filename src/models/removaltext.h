// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/removalcheck.h"
#include "models/answertext.h"

#include <QList>

namespace reeeductio {

//! One thing that is so after a removal, or is not known.
struct RemovalItem
{
    enum class State {
        Done,
        NotDone,
        Unknown,   //!< nobody here can see it
        StillTrue, //!< the removal does not change it
    };

    State state = State::Done;
    QString text; //!< a sentence or two

    friend bool operator==(const RemovalItem &, const RemovalItem &) = default;
};

//! What a removal came to, in the order a person asks. Pure.
QList<RemovalItem> removalItems(const RemovalCheck &check, RuleSet serverRules, const SpaceNames &names);

//! The state in a word, for who does not see the icon.
QString removalStateText(RemovalItem::State state);

//! All of it, a line each, to be copied.
QString removalReport(const QList<RemovalItem> &items);

} // namespace reeeductio
