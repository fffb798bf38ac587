// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/bench/clientmachine.h"
#include "app/bench/threadtimes.h"
#include "base/asyncoperation.h"

#include <QElapsedTimer>
#include <QHash>

namespace reeeductio::bench {

//! What one sync took.
struct SyncFigures
{
    double wallSeconds = 0;
    double firstPageMs = 0;                    //!< from the space's start to the first rows of its topic
    QHash<QString, double> processorSeconds{}; //!< by what the threads do
};

//! Opens a space on a machine of its own that has nothing of it, as the desktop does, and ends when its only
//! topic is stored from the first message to the last, and none has a mark. Errors: Internal when they are
//! not as many as expected or one is not verified; what stopped the sync.
class SyncRun final : public AsyncOperation<SyncFigures>
{
    Q_OBJECT

public:
    //! `times` knows all threads but those of the machine.
    SyncRun(Credentials credentials, QString topic, qint64 messages, ThreadTimes &times,
            QObject *parent = nullptr);
    ~SyncRun() override;

protected:
    void run() override;

private:
    void begin();
    void watch();
    void noteProgress();
    void check();

    Credentials m_credentials;
    QString m_topicId;
    qint64 m_messages;
    ThreadTimes &m_times;
    ClientMachine m_machine;
    std::unique_ptr<LiveSpace> m_space;
    Topic *m_topic = nullptr;
    QElapsedTimer m_timer;
    SyncFigures m_figures;
    bool m_isStored = false;
};

} // namespace reeeductio::bench
