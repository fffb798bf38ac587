// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/audit.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace std::chrono_literals;

namespace reeeductio {

namespace {

constexpr qsizetype sliceSize = 100; //!< whoever lists the findings of a slice does so in one event

} // namespace

Audit::Audit(Authority &authority, RuleSet serverRules, QObject *parent)
    : QObject(parent), m_authority(authority), m_serverRules(serverRules)
{
    connect(&m_authority, &Authority::begunAnew, this, &Audit::beginAnew);
    connect(&m_authority, &Authority::changed, this, &Audit::changed); // isCurrent()
    connect(&m_authority, &Authority::appended, this, [this](qsizetype rows) {
        m_total += rows;
        judgeNext();
        if (m_total - m_report.checked > sliceSize) // else there is a verdict before anybody could read it
            Q_EMIT changed();
    });
}

Audit::~Audit() = default;

Audit::State Audit::state() const
{
    if (m_total == 0)
        return State::NotRun;
    if (m_report.checked == m_total)
        return State::Done;
    return m_isStopped ? State::Stopped : State::Running;
}

AuditReport Audit::wholeReport() const
{
    auto report = m_report;
    if (m_missing)
        report.findings << *m_missing;
    return report;
}

void Audit::stop()
{
    if (state() != State::Running)
        return;
    m_isStopped = true;
    m_run.reset();
    Q_EMIT changed();
}

void Audit::proceed()
{
    if (!std::exchange(m_isStopped, false))
        return;
    judgeNext();
    Q_EMIT changed();
}

void Audit::setMissing(const std::optional<TopicAlarm> &alarm)
{
    m_missing.reset();
    if (alarm)
        m_missing = missingHead(alarm->missing.hash, alarm->missing.time);
    Q_EMIT missingChanged();
    Q_EMIT changed();
}

void Audit::beginAnew()
{
    m_run.reset();
    m_report = {};
    m_total = 0;
    m_duration = 0us;
    m_isStopped = false;
    Q_EMIT begunAnew();
    Q_EMIT changed();
}

void Audit::judgeNext()
{
    if (m_run || state() != State::Running)
        return;
    m_run = std::make_unique<QObject>();
    m_authority
        .ask([from = m_report.checked, rules = m_serverRules](const StateReplay &replay) {
            QElapsedTimer timer;
            timer.start();
            Slice slice{{}, 0us};
            auditEntries(replay, from, std::min(from + sliceSize, replay.log().size()), rules, slice.report);
            slice.duration = std::chrono::microseconds(timer.nsecsElapsed() / 1000);
            return slice;
        })
        .done(m_run.get(), [this](const Result<Slice> &slice) {
            m_run.reset();
            if (slice)
                take(*slice);
        });
}

void Audit::take(const Slice &slice)
{
    m_report.checked += slice.report.checked;
    m_report.unjudged += slice.report.unjudged;
    m_report.findings += slice.report.findings;
    m_duration += slice.duration;
    judgeNext(); // before anybody is told: it can be judged meanwhile
    Q_EMIT judged(slice.report.findings.size());
    Q_EMIT changed();
}

} // namespace reeeductio
