// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"

#include <QString>

namespace reeeductio {

// What is known of data entries, in words, the same for eyes and for screen readers. Pure.

//! What a record comes to.
enum class DataStatus {
    NeverChecked, //!< met or written once, and not looked at since
    Verified,     //!< at the last look the server gave it, or a newer one
    Deleted,      //!< by this person
    KnownGone,    //!< the person went on from there
    Forgotten,    //!< what was remembered cannot be read any more
    Older,        //!< from here on it is an alarm
    Other,
    Gone,
    Revived,
    Unsigned,
};

DataStatus statusOf(const DataRecord &record);
inline bool isAlarm(DataStatus status)
{
    return status >= DataStatus::Older;
}

//! "Verified", "Older than before": for a row.
QString statusTitle(DataStatus status);

//! What is known of it, in a sentence or two.
QString recordText(const DataRecord &record);
//! The same of a path that nothing is remembered of, or of one that was just met for the first time.
QString firstVisitText(bool isThere, bool isMemoryLost);

//! Who signed what when, when it was met, and what is given now.
QString alarmText(LiveSpace &space, const DataAlarm &alarm);
//! What can be the reason, and what to do.
QString alarmMeaning(DataAlarm::Kind kind);
//! One that is over: what it was, and how it ended.
QString settledText(const DataAlarm &alarm);

//! A signer's name as it is shown.
QString signerName(LiveSpace &space, const QByteArray &signer);

} // namespace reeeductio
