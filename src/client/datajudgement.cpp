// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/datajudgement.h"

#include <utility>

namespace reeeductio {

namespace {

using Standing = DataRecord::Standing;
using Kind = DataAlarm::Kind;
using Ending = DataAlarm::Ending;

constexpr qsizetype mostSettled = 32; //!< kept of one path's alarms

//! How the answer breaks what was remembered; nothing when it does not.
std::optional<Kind> breach(const DataRecord &before, const std::optional<DataRecord> &now,
                           const DataAnswer &answer)
{
    if (answer.kind == DataAnswer::Kind::Unsigned)
        return Kind::Unsigned;
    if (answer.kind == DataAnswer::Kind::Absent) {
        const bool mayBeGone =
            before.isBeingDeleted || (now && (now->isBeingDeleted || now->standing == Standing::Deleted));
        return before.standing == Standing::Present && !mayBeGone ? std::optional(Kind::Gone) : std::nullopt;
    }
    const auto &given = answer.mark;
    if (given.signedAt > before.newest.signedAt)
        return std::nullopt;
    if (before.standing == Standing::Deleted)
        return Kind::Revived;
    if (given.signedAt < before.newest.signedAt)
        return Kind::Older;
    return given.saysTheSame(before.newest) ? std::nullopt : std::optional(Kind::Other);
}

DataVerdict soundVerdict(const DataRecord &before, const DataAnswer &answer)
{
    if (answer.kind == DataAnswer::Kind::Absent)
        return DataVerdict::KnownAbsent;
    return answer.mark.signedAt > before.newest.signedAt ? DataVerdict::Newer : DataVerdict::Same;
}

void settle(DataRecord &record, Ending ending, qint64 nowMs)
{
    auto alarm = std::exchange(record.alarm, std::nullopt);
    if (!alarm)
        return;
    alarm->ending = ending;
    alarm->endedAt = nowMs;
    record.settled << *alarm;
    if (record.settled.size() > mostSettled)
        record.settled.removeFirst();
}

void raise(DataRecord &record, const DataAlarm &alarm, qint64 nowMs)
{
    if (record.alarm && record.alarm->tellsTheSame(alarm))
        return; // since when it was noticed first
    settle(record, Ending::Replaced, nowMs);
    record.alarm = alarm;
}

DataRecord firstRecord(const QString &path, const DataMark &mark, qint64 nowMs)
{
    return {.path = path, .newest = mark, .metAt = nowMs};
}

void takeNewest(DataRecord &record, const DataMark &mark, qint64 nowMs)
{
    record.newest = mark;
    record.metAt = nowMs;
}

//! `now` is there and can be read, and the answer is as it has to be.
void confirm(DataRecord &now, const DataRecord &before, const DataAnswer &answer, qint64 nowMs)
{
    const bool isFound = answer.kind == DataAnswer::Kind::Found;
    if (isFound && now.standing == Standing::Deleted && before.standing != Standing::Deleted)
        return; // the answer is from before this person deleted it
    if (!isFound && before.newest != now.newest)
        return; // or from before they wrote it again
    if (isFound) {
        if (answer.mark.signedAt > now.newest.signedAt)
            takeNewest(now, answer.mark, nowMs);
        now.standing = Standing::Present;
    } else if (now.standing == Standing::Present) { // so its deletion has reached the server
        now.standing = Standing::Deleted;
        now.standingSince = nowMs;
        now.isBeingDeleted = false;
    }
    now.checkedAt = nowMs;
    settle(now, Ending::ShownAgain, nowMs);
}

bool isReadable(const std::optional<DataRecord> &record)
{
    return record && !record->isUnreadable;
}

//! Nothing was remembered when it was asked for.
std::optional<DataRecord> afterFirst(const QString &path, std::optional<DataRecord> now,
                                     const DataAnswer &answer, qint64 nowMs)
{
    if (answer.kind != DataAnswer::Kind::Found)
        return now;
    if (!isReadable(now))
        return firstRecord(path, answer.mark, nowMs);
    if (now->standing == Standing::Present && answer.mark.signedAt > now->newest.signedAt)
        takeNewest(*now, answer.mark, nowMs);
    return now;
}

} // namespace

DataJudgement judgeData(const QString &path, const std::optional<DataRecord> &before,
                        const std::optional<DataRecord> &now, const DataAnswer &answer, qint64 nowMs)
{
    if (!isReadable(before) || !isReadable(now))
        return {.isMemoryLost = before.has_value(), .record = afterFirst(path, now, answer, nowMs)};
    auto record = *now;
    const auto kind = breach(*before, now, answer);
    if (!kind) {
        confirm(record, *before, answer, nowMs);
        return {.verdict = soundVerdict(*before, answer), .record = record};
    }
    DataAlarm alarm{
        .kind = *kind, .remembered = before->newest, .rememberedMetAt = before->metAt, .noticedAt = nowMs};
    if (answer.kind == DataAnswer::Kind::Found)
        alarm.returned = answer.mark;
    raise(record, alarm, nowMs);
    return {.verdict = DataVerdict::Alarm, .alarm = record.alarm, .record = record};
}

DataRecord afterWriting(const QString &path, const std::optional<DataRecord> &record, const DataMark &written,
                        qint64 nowMs)
{
    auto next = firstRecord(path, written, nowMs);
    if (isReadable(record)) {
        next.settled = record->settled;
        next.alarm = record->alarm;
        settle(next, Ending::WrittenOver, nowMs);
    }
    return next;
}

DataRecord afterDeleting(DataRecord record, qint64 nowMs)
{
    settle(record, Ending::Deleted, nowMs);
    record.standing = Standing::Deleted;
    record.standingSince = nowMs;
    record.isBeingDeleted = false;
    return record;
}

bool canAccept(const DataAlarm &alarm)
{
    return alarm.kind != Kind::Unsigned;
}

DataRecord afterAccepting(DataRecord record, qint64 nowMs)
{
    const auto accepted = *record.alarm;
    settle(record, Ending::Accepted, nowMs);
    record.checkedAt = 0;
    if (!accepted.returned) {
        record.standing = Standing::Absent;
        record.standingSince = nowMs;
        return record;
    }
    record.newest = *accepted.returned;
    record.metAt = accepted.noticedAt;
    record.standing = Standing::Present;
    record.standingSince = 0;
    return record;
}

} // namespace reeeductio
