// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/administration.h"
#include "client/spaceoverview.h"

#include <QStringList>

namespace reeeductio {

// What a change does, in words, before it is made.

//! For whom, and what.
struct EffectLine
{
    enum class Kind { Gain, Loss, Warning, Neutral };

    QString who;
    QString what;
    Kind kind = Kind::Neutral;

    friend bool operator==(const EffectLine &, const EffectLine &) = default;
};

//! Members for whom the same happens share a line. Never empty: nobody's rights changing is said, too.
QList<EffectLine> effectLines(const Effect &effect, const SpaceOverview &overview, const MemberId &self);

//! "3 people gain 1 right", for a button; empty when nobody's rights change.
QString effectInShort(const Effect &effect);

//! Why the server would refuse the write, in a sentence; empty for one it takes.
QString refusalText(const WriteJudgement &judgement);

//! What became of a change that was not written whole, in a sentence or two.
QString reportText(const ChangeReport &report, const SpaceOverview &overview, const MemberId &self);

} // namespace reeeductio
