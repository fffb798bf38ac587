// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/credentials.h"

#include <QProcess>

namespace reeeductio::bench {

//! What the published Python package takes to do the same.
struct PeerFigures
{
    double upSeconds = 0;
    double downSeconds = 0;
    double growthMib = 0;
};

//! Sends a file and brings it back with the package that an interpreter has. Internal/Unexpected, with what
//! the interpreter said.
class BlobPeer final : public AsyncOperation<PeerFigures>
{
    Q_OBJECT

public:
    struct Task
    {
        QString interpreter;
        Credentials credentials;
        QString file;
        QString back; //!< where it is brought to
    };

    BlobPeer(Task task, QObject *parent);

protected:
    void run() override;

private:
    void ended();

    Task m_task;
    QProcess m_process;
};

} // namespace reeeductio::bench
