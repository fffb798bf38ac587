// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/pending.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

namespace reeeductio::bench {

//! The local server as a process of its own, so that what it takes is not counted with the client's. Its data
//! goes with it.
class ServerProcess : public QObject
{
    Q_OBJECT

public:
    explicit ServerProcess(QObject *parent = nullptr);

    //! Where it listens. Once. Internal/Unexpected when it does not start.
    Pending<QUrl> start();
    //! Completes when it has ended.
    Pending<void> stop();

private:
    void read();
    void failed(const QString &why);

    QTemporaryDir m_data;
    QProcess m_process;
    QByteArray m_said;
    Completer<QUrl> m_started;
    Completer<void> m_stopped;
};

} // namespace reeeductio::bench
