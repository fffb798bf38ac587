// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"

namespace reeeductio {

// An audit in words: the same in the shield, on the page and in a report.

//! What an audit has come to.
struct AuditVerdict
{
    enum class Level {
        Working,  //!< nothing can be said yet
        Verified, //!< everything is here, and holds
        Open,     //!< something is not known
        Bad,      //!< something does not hold
    };

    Level level = Level::Working;
    QString headline;    //!< short enough for the sidebar; the level without its colour
    QString explanation; //!< a sentence or two
};

AuditVerdict auditVerdict(LiveSpace &space);

//! "12 ms", "3.4 s".
QString durationText(std::chrono::microseconds duration);

//! "Not entitled", "Altered": a kind of finding in a word or two.
QString ruleTitle(AuditFinding::Rule rule);
//! What is wrong, in a sentence.
QString whatIsWrong(const AuditFinding &finding);
//! What an honest server would have done, in a sentence.
QString whatWasDue(const AuditFinding &finding);
//! What the space's own server makes of it, in a sentence; empty where that is no question of rights.
QString whatTheServerDoes(const AuditFinding &finding);

//! A path of a stranger's on one line, nothing left out: what cannot be seen, or turns the text around it, is
//! written as `\u202e`.
QString pathText(const QString &path);

//! All of it to be pasted somewhere; of many findings the first hundred, and how many more there are.
QString auditReportText(LiveSpace &space);

} // namespace reeeductio
