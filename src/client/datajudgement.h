// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "store/datarecord.h"

namespace reeeductio {

//! What an answer is worth beside what was met before. A signature alone does not tell whether a value is the
//! newest: nothing chains one to the other (PROTOCOL 7).
enum class DataVerdict {
    CannotKnow, //!< nothing was met there before: it may be old, and what was there may be gone
    Same,       //!< as it was met before
    Newer,
    KnownAbsent, //!< nothing is there, as it has to be
    Alarm,       //!< not what it has to be: DataJudgement::alarm says how
};

struct DataAnswer
{
    enum class Kind { Found, Absent, Unsigned };

    Kind kind = Kind::Absent;
    DataMark mark = {}; //!< of Found
};

struct DataJudgement
{
    DataVerdict verdict = DataVerdict::CannotKnow;
    std::optional<DataAlarm> alarm = {};
    bool isMemoryLost = false;             //!< something was remembered, and cannot be read any more
    std::optional<DataRecord> record = {}; //!< to be remembered from now on; nothing while there is nothing
};

//! Judges a server's answer by what was remembered when it was asked for, `before`: what was written since it
//! may not know. `now` is what is remembered by now. `nowMs` only dates what is kept; no clock of this
//! computer's decides. Pure.
DataJudgement judgeData(const QString &path, const std::optional<DataRecord> &before,
                        const std::optional<DataRecord> &now, const DataAnswer &answer, qint64 nowMs);

// What a person does is remembered so; each gives the record that takes the place of `record`. Pure.

//! The server took this entry.
DataRecord afterWriting(const QString &path, const std::optional<DataRecord> &record, const DataMark &written,
                        qint64 nowMs);
//! The server says that it has deleted it.
DataRecord afterDeleting(DataRecord record, qint64 nowMs);
//! Whether one can go on from what the alarm tells of: there has to be something.
bool canAccept(const DataAlarm &alarm);
//! The person goes on from what the server gives. The record has an alarm that can be accepted.
DataRecord afterAccepting(DataRecord record, qint64 nowMs);

} // namespace reeeductio
