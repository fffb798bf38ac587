// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "base/workerpool.h"
#include "client/messages.h"

#include <QElapsedTimer>

#include <vector>

namespace reeeductio::bench {

//! What one audit took, in seconds.
struct AuditFigures
{
    double wall = 0;
    double read = 0;   //!< parsing and seals, on all cores
    double replay = 0; //!< chain, strict rules and report, on one
};

//! Audits a space's whole state as a server hands it out, page by page: parses, checks every hash and
//! signature, puts it into chain order, replays it under strict rules. Internal when anything is found in it:
//! it is clean.
class AuditRun final : public AsyncOperation<AuditFigures>
{
    Q_OBJECT

public:
    //! `pages` are answers of a list request.
    AuditRun(SpaceId space, QList<QByteArray> pages, WorkerPool &pool, QObject *parent = nullptr);

protected:
    void run() override;

private:
    void replay();

    SpaceId m_space;
    QList<QByteArray> m_pages;
    WorkerPool &m_pool;
    std::vector<CheckedPage> m_read;
    size_t m_waiting = 0;
    QElapsedTimer m_timer;
    AuditFigures m_figures;
};

} // namespace reeeductio::bench
