// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/output.h"
#include "client/transfer/transferprogress.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace reeeductio {

//! Says on a terminal, on one line, how far a transfer is and how fast; nothing elsewhere, and nothing of a
//! transfer that takes no time. The line goes with it.
class TransferMeter : public QObject
{
    Q_OBJECT

public:
    //! `output` outlives it.
    TransferMeter(std::shared_ptr<const TransferProgress> progress, Output &output, QObject *parent);
    ~TransferMeter() override;

private:
    void show();

    std::shared_ptr<const TransferProgress> m_progress;
    Output &m_output;
    QTimer m_timer;
    QElapsedTimer m_moving; //!< since bytes began to move
    qint64 m_atFirst = 0;   //!< how many had moved by then
};

} // namespace reeeductio
