// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QSocketNotifier>

#include <memory>

namespace reeeductio {

//! SIGTERM and SIGINT as an orderly end. Made first thing in main, before there is a second thread, so that
//! every thread leaves them to this; quitOnSignal() once there is an application.
class TerminationSignals
{
public:
    TerminationSignals();
    ~TerminationSignals();
    Q_DISABLE_COPY_MOVE(TerminationSignals)

    void quitOnSignal();

private:
    int m_descriptor;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace reeeductio
