// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/syncrun.h"

#include <algorithm>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace reeeductio::bench {

SyncRun::SyncRun(Credentials credentials, QString topic, qint64 messages, ThreadTimes &times, QObject *parent)
    : AsyncOperation(parent), m_credentials(std::move(credentials)), m_topicId(std::move(topic)),
      m_messages(messages), m_times(times)
{}

SyncRun::~SyncRun() = default;

void SyncRun::run()
{
    m_machine.open(this)
        .then(this, [this] { return m_machine.storeThread().run([] { return ::gettid(); }); })
        .then(this,
              [this](pid_t thread) {
                  m_times.name(thread, u"store"_s);
                  return m_machine.authorityThread().run([] { return ::gettid(); });
              })
        .done(this, [this](const Result<pid_t> &thread) {
            if (!thread)
                return finish(fail(thread.error()));
            m_times.name(*thread, u"authority"_s);
            begin();
        });
}

void SyncRun::begin()
{
    m_space = std::make_unique<LiveSpace>(std::move(m_credentials), m_machine.services(), m_machine.local(),
                                          RuleSet::Local);
    connect(m_space.get(), &LiveSpace::topicsChanged, this, &SyncRun::watch);
    connect(m_space.get(), &LiveSpace::storageFailed, this,
            [this](const Error &error) { finish(fail(error)); });
    connect(m_space.get(), &LiveSpace::connectionChanged, this, [this] {
        if (m_space->trouble())
            finish(fail(*m_space->trouble()));
    });
    m_times.secondsSince();
    m_timer.start();
    m_space->start();
}

void SyncRun::watch()
{
    if (m_topic)
        return;
    m_topic = m_space->topic(m_topicId);
    if (!m_topic)
        return;
    connect(m_topic, &Topic::progressChanged, this, &SyncRun::noteProgress);
    connect(m_topic, &Topic::rowsAdded, this, [this] {
        if (m_figures.firstPageMs == 0)
            m_figures.firstPageMs = static_cast<double>(m_timer.nsecsElapsed()) / 1e6;
    });
}

void SyncRun::noteProgress()
{
    const auto &progress = m_topic->progress();
    if (progress.failure)
        return finish(fail(*progress.failure));
    if (m_isStored || progress.isWorking || !progress.isComplete || !progress.isCaughtUp)
        return;
    m_isStored = true;
    m_figures.wallSeconds = static_cast<double>(m_timer.nsecsElapsed()) / 1e9;
    m_figures.processorSeconds = m_times.secondsSince();
    check();
}

void SyncRun::check()
{
    m_machine.messages()
        .chain(m_space->space().id(), m_topicId)
        .then(this,
              [this](const TopicChain &chain) -> Result<void> {
                  if (chain.count != m_messages || !chain.isComplete ||
                      chain.newest->position - chain.oldest->position + 1 != m_messages)
                      return fail(ErrorKind::Internal, ErrorCode::BrokenLink,
                                  u"%1 of %2 messages"_s.arg(chain.count).arg(m_messages));
                  return {};
              })
        .then(this, [this] { return m_topic->newestRows(static_cast<int>(m_messages)); })
        .done(this, [this](const Result<QList<TopicRow>> &rows) {
            if (!rows)
                return finish(fail(rows.error()));
            const bool isAllVerified =
                rows->size() == m_messages && std::all_of(rows->begin(), rows->end(), [](const auto &row) {
                    return row.verdict == Verdict::Verified;
                });
            if (!isAllVerified)
                return finish(
                    fail(ErrorKind::Internal, ErrorCode::Unexpected, u"a message is not verified"_s));
            finish(m_figures);
        });
}

} // namespace reeeductio::bench
