// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/accessanswer.h"
#include "client/spaceoverview.h"

namespace reeeductio {

//! Who may do what in a space now, as its server decides: every member by what can be asked there. Each cell
//! says what answerTo() says.
struct AccessOverview
{
    SpaceOverview space;
    AccessMatrix matrix;
};

//! What is worth asking in this space: reading and posting for each topic, then state, members, each role
//! that can be given, roles, tools, data and files. {any} in a resource is any at all.
QList<AccessQuestion> accessQuestions(const SpaceOverview &space);

//! For the authority thread: some 2 µs a cell, and more for who may hand out something.
AccessOverview accessOverviewOf(const StateReplay &replay, RuleSet serverRules, qint64 nowMs);

//! The members who may do that now, in the order of the roster, each with what it rests on. For the authority
//! thread.
QList<AccessAnswer> whoMay(const AccessQuestion &question, const StateReplay &replay, RuleSet serverRules,
                           qint64 nowMs);

} // namespace reeeductio
