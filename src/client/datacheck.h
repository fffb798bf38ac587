// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/data.h"

#include <memory>

namespace reeeductio {

//! Reads every data entry that has been met once more, a few at a time, so that the ledger judges each. Ends
//! early when the server cannot be reached. A part of LiveSpace; its death cancels what is under way.
class DataCheck : public QObject
{
    Q_OBJECT

public:
    struct Outcome
    {
        int checked = 0;                   //!< judged, whatever came of it
        int alarms = 0;                    //!< of those
        int failed = 0;                    //!< could not be read: no right, an answer that is none
        bool isStopped = false;            //!< by a person
        std::optional<Error> failure = {}; //!< why it ended early: no answer, or the ledger could not be read
    };

    DataCheck(Data &data, DataLedger &ledger, QObject *parent = nullptr);
    ~DataCheck() override;

    //! All of them, from the first. Nothing while it is running.
    void start();
    void stop();
    bool isRunning() const { return m_running != nullptr; }
    int total() const { return m_total; }
    int done() const { return m_outcome.checked + m_outcome.failed; }

Q_SIGNALS:
    //! isRunning(), total() or done() are others.
    void progressed();
    void finished(const reeeductio::DataCheck::Outcome &outcome);

private:
    void begin();
    void readNext();
    void note(const Result<DataReading> &reading);
    void end();

    Data &m_data;
    DataLedger &m_ledger;
    std::unique_ptr<QObject> m_running; //!< context of what is under way
    QStringList m_left;                 //!< the next is the last
    Outcome m_outcome;
    int m_total = 0;
};

} // namespace reeeductio
