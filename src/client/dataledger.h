// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/datajudgement.h"
#include "client/spacecontext.h"
#include "store/userstore.h"

#include <QMap>
#include <QSet>

namespace reeeductio {

//! The data entries of a space that this person's program has met: of each path the newest one, kept in
//! user.db, so that a server cannot put an older one in its place, or nothing, without being told of. Data
//! asks it before and after each request. A part of LiveSpace; lives in its thread. What was judged stands
//! here also when it could not be written; storageFailed() tells of that.
class DataLedger : public QObject
{
    Q_OBJECT

public:
    DataLedger(SpaceContext &context, UserStore &store, QObject *parent = nullptr);
    ~DataLedger() override;

    //! Reads what is remembered, once; again when that failed. Errors are Storage.
    Pending<void> load();
    bool isLoaded() const { return m_isLoaded; }
    //! By path.
    const QMap<QString, DataRecord> &records() const { return m_records; }
    //! Nothing while nothing is remembered of it, or it is not loaded.
    std::optional<DataRecord> record(const QString &path) const;
    //! How many paths have an open alarm.
    int alarmCount() const;

    //! After load(): judges an answer to what was asked when `before` was remembered, and remembers it.
    Pending<DataJudgement> judge(const QString &path, const std::optional<DataRecord> &before,
                                 const DataAnswer &answer);
    //! The server took it.
    Pending<void> noteWritten(const QString &path, const DataMark &written);
    //! Before a deletion leaves: from then on it may have happened. Storage when that could not be kept, and
    //! then nothing is changed.
    Pending<void> noteDeleting(const QString &path);
    //! Whatever became of it, it is on its way no longer.
    void noteDeletionEnded(const QString &path);
    Pending<void> noteDeleted(const QString &path);
    //! The server refused.
    Pending<void> noteNotDeleted(const QString &path);

    //! "I know, go on from here": what the server gives is from now on what later answers are measured by.
    //! Conflict/None when the path's alarm is not that one any more, or cannot be accepted; Storage when it
    //! could not be kept, and then nothing is changed.
    Pending<void> accept(const QString &path, const DataAlarm &alarm);

Q_SIGNALS:
    void loaded();
    //! record() is another, or the first.
    void changed(const QString &path);
    void storageFailed(const reeeductio::Error &error);

private:
    void set(const DataRecord &record);
    //! Takes it back when it cannot be written.
    Pending<void> write(const DataRecord &record);
    //! Completes also when it cannot be written, and tells.
    Pending<void> remember(const DataRecord &record);

    SpaceContext &m_context;
    UserStore &m_store;
    QMap<QString, DataRecord> m_records;
    QSet<QString> m_deleting; //!< on their way now
    bool m_isLoaded = false;
};

} // namespace reeeductio
