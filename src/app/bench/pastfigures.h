// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/message.h"

namespace reeeductio::bench {

//! What it takes to ask about a space's state once it has been replayed.
struct PastFigures
{
    double momentMs = 0;      //!< all that stands, the summary and a decision, at a random moment: the median
    double worstMomentMs = 0; //!< of those
    double matrixMs = 0;      //!< everybody by a hundred questions at a random moment, the median
    double appendUs = 0;      //!< one more message, judged
    qsizetype members = 0;
    qsizetype questions = 0;
};

//! Replays the messages, all of good seal, and measures. Synchronous: for the pool.
PastFigures measurePast(const SpaceId &space, const QList<Message> &messages, const QList<MemberId> &members);

} // namespace reeeductio::bench
