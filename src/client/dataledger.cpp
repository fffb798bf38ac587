// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/dataledger.h"

#include <algorithm>

namespace reeeductio {

DataLedger::DataLedger(SpaceContext &context, UserStore &store, QObject *parent)
    : QObject(parent), m_context(context), m_store(store)
{}

DataLedger::~DataLedger() = default;

Pending<void> DataLedger::load()
{
    if (m_isLoaded)
        return Pending<void>::resolved({});
    return m_store.dataRecords(m_context.space()).then(this, [this](const QList<DataRecord> &records) {
        if (std::exchange(m_isLoaded, true))
            return; // somebody else asked as well
        for (const auto &record : records)
            m_records.insert(record.path, record);
        Q_EMIT loaded();
    });
}

std::optional<DataRecord> DataLedger::record(const QString &path) const
{
    const auto found = m_records.constFind(path);
    return found == m_records.cend() ? std::nullopt : std::optional(*found);
}

int DataLedger::alarmCount() const
{
    return static_cast<int>(std::count_if(m_records.begin(), m_records.end(),
                                          [](const DataRecord &record) { return record.alarm.has_value(); }));
}

Pending<DataJudgement> DataLedger::judge(const QString &path, const std::optional<DataRecord> &before,
                                         const DataAnswer &answer)
{
    auto judgement = judgeData(path, before, record(path), answer, m_context.clock.nowMs());
    if (!judgement.record || judgement.record->isUnreadable)
        return Pending<DataJudgement>::resolved(std::move(judgement));
    // It is there: a deletion whose answer was lost did not happen, unless it is still on its way.
    if (answer.kind == DataAnswer::Kind::Found && judgement.verdict != DataVerdict::Alarm &&
        !m_deleting.contains(path))
        judgement.record->isBeingDeleted = false;
    return remember(*judgement.record).then(this, [judgement] { return judgement; });
}

Pending<void> DataLedger::noteWritten(const QString &path, const DataMark &written)
{
    return remember(afterWriting(path, record(path), written, m_context.clock.nowMs()));
}

Pending<void> DataLedger::noteDeleting(const QString &path)
{
    auto known = record(path);
    if (!known || known->isUnreadable)
        return Pending<void>::resolved({});
    m_deleting << path;
    known->isBeingDeleted = true;
    return write(*known);
}

Pending<void> DataLedger::noteDeleted(const QString &path)
{
    const auto known = record(path);
    return known && !known->isUnreadable ? remember(afterDeleting(*known, m_context.clock.nowMs()))
                                         : Pending<void>::resolved({});
}

void DataLedger::noteDeletionEnded(const QString &path)
{
    m_deleting.remove(path);
}

Pending<void> DataLedger::noteNotDeleted(const QString &path)
{
    auto known = record(path);
    if (!known || known->isUnreadable)
        return Pending<void>::resolved({});
    known->isBeingDeleted = false;
    return remember(*known);
}

Pending<void> DataLedger::accept(const QString &path, const DataAlarm &alarm)
{
    const auto known = record(path);
    if (!known || !known->alarm || !known->alarm->tellsTheSame(alarm) || !canAccept(alarm))
        return Pending<void>::failed({ErrorKind::Conflict, ErrorCode::None, path});
    return write(afterAccepting(*known, m_context.clock.nowMs()));
}

void DataLedger::set(const DataRecord &record)
{
    m_records.insert(record.path, record);
    Q_EMIT changed(record.path);
}

Pending<void> DataLedger::write(const DataRecord &record)
{
    const auto before = this->record(record.path);
    set(record);
    PendingPair<void> pair;
    m_store.setDataRecord(m_context.space(), record)
        .done(this, [this, record, before,
                     completer = std::move(pair.completer)](const Result<void> &written) mutable {
            if (!written && before && this->record(record.path) == record)
                set(*before);
            completer.complete(written);
        });
    return std::move(pair.pending);
}

Pending<void> DataLedger::remember(const DataRecord &record)
{
    set(record);
    PendingPair<void> pair;
    m_store.setDataRecord(m_context.space(), record)
        .done(this, [this, completer = std::move(pair.completer)](const Result<void> &written) mutable {
            if (!written)
                Q_EMIT storageFailed(written.error());
            completer.complete({});
        });
    return std::move(pair.pending);
}

} // namespace reeeductio
