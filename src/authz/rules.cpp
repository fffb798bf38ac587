// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/rules.h"

namespace reeeductio {

namespace {

constexpr Rules real{
    .emptiedIsAbsent = false,
    .grantsMayBeEmptied = false,
    .rightsAtFiveSegmentsOnly = false,
    .judgedWhenWritten = false,
    .brokenRightBreaksHolder = true,
    .valuesAreChecked = false,
    .dataWritesWithPrefix = false,
    .dataWritesByBarePath = true,
    .oldestMessagesRead = 10'000,
};

constexpr Rules local{
    .emptiedIsAbsent = true,
    .grantsMayBeEmptied = true,
    .rightsAtFiveSegmentsOnly = true,
    .judgedWhenWritten = true,
    .brokenRightBreaksHolder = false,
    .valuesAreChecked = true,
    .dataWritesWithPrefix = true,
    .dataWritesByBarePath = true,
    .oldestMessagesRead = {},
};

constexpr Rules strict = [] {
    Rules rules = local;
    rules.dataWritesByBarePath = false;
    return rules;
}();

} // namespace

const Rules &rulesOf(RuleSet ruleSet)
{
    switch (ruleSet) {
    case RuleSet::Real:
        return real;
    case RuleSet::Local:
        return local;
    case RuleSet::Strict:
        break;
    }
    return strict;
}

} // namespace reeeductio
