// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/auditrun.h"

#include "client/chainrows.h"
#include "client/stateaudit.h"
#include "protocol/names.h"

using namespace Qt::StringLiterals;

namespace reeeductio::bench {

namespace {

AuditReport auditPages(const SpaceId &space, const std::vector<CheckedPage> &pages)
{
    QList<SealedMessage> messages;
    for (const auto &page : pages)
        messages << page.messages;
    StateReplay replay(space, std::nullopt);
    replay.append(chainRows(messages));
    return auditState(replay);
}

} // namespace

AuditRun::AuditRun(SpaceId space, QList<QByteArray> pages, WorkerPool &pool, QObject *parent)
    : AsyncOperation(parent), m_space(std::move(space)), m_pages(std::move(pages)), m_pool(pool),
      m_read(static_cast<size_t>(m_pages.size())), m_waiting(m_read.size())
{}

void AuditRun::run()
{
    m_timer.start();
    for (size_t i = 0; i < m_read.size(); ++i) {
        m_pool
            .run([space = m_space, json = m_pages.at(static_cast<qsizetype>(i))] {
                return readPage(space, stateTopic, json);
            })
            .done(this, [this, i](Result<CheckedPage> page) {
                if (!page)
                    return finish(fail(page.error()));
                m_read[i] = *std::move(page);
                if (--m_waiting == 0)
                    replay();
            });
    }
}

void AuditRun::replay()
{
    m_figures.read = static_cast<double>(m_timer.nsecsElapsed()) / 1e9;
    m_pool.run([space = m_space, pages = std::move(m_read)] { return auditPages(space, pages); })
        .done(this, [this](const Result<AuditReport> &report) {
            m_figures.wall = static_cast<double>(m_timer.nsecsElapsed()) / 1e9;
            m_figures.replay = m_figures.wall - m_figures.read;
            if (!report)
                return finish(fail(report.error()));
            if (!report->findings.isEmpty() || report->unjudged > 0)
                return finish(fail(ErrorKind::Internal, ErrorCode::Unexpected,
                                   u"%1 findings in a clean state"_s.arg(report->findings.size())));
            finish(m_figures);
        });
}

} // namespace reeeductio::bench
