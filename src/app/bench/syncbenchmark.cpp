// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/syncbenchmark.h"

#include "localserver/seeder.h"
#include "protocol/names.h"

#include <QJsonObject>

#include <algorithm>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace reeeductio::bench {

namespace {

constexpr qint64 defaultMessages = 50'000;
constexpr qint64 startTime = 1'700'000'000'000;
constexpr qsizetype mostSamples = 20'000;

const auto topicId = u"general"_s;

using Samples = std::shared_ptr<const std::vector<VerifyRate::Sample>>;

//! A space with one named topic, on the disk of a server that does not run yet.
Result<Samples> seedServer(const QString &directory, const SigningKey &owner, const SymmetricKey &root,
                           qint64 count)
{
    MessageSeeder state(owner, root, stateTopic.data(), startTime);
    const QList<Message> described{state.next("topics/" + topicId.toUtf8(), R"({"name":"General"})")};
    if (auto seeded = seedTopic(directory, state.space(), described, startTime); !seeded)
        return fail(seeded.error());
    MessageSeeder seeder(owner, root, topicId.toUtf8(), startTime);
    const auto messages = seeder.next(count);
    if (auto seeded = seedTopic(directory, seeder.space(), messages, startTime); !seeded)
        return fail(seeded.error());
    return std::make_shared<const std::vector<VerifyRate::Sample>>(
        VerifyRate::samplesFrom(messages.first(std::min(messages.size(), mostSamples))));
}

} // namespace

SyncBenchmark::SyncBenchmark(const BenchmarkOptions &options)
    : Benchmark(nullptr), m_messages(options.messages.value_or(defaultMessages)), m_runs(options.runs),
      m_server({.dataDirectory = m_directory.path()})
{}

void SyncBenchmark::run()
{
    m_times.name(::gettid(), u"gui"_s);
    seed();
}

void SyncBenchmark::seed()
{
    tell(u"making %1 messages"_s.arg(m_messages));
    m_pool
        .run([directory = m_directory.path(), owner = m_owner.clone(), root = m_root.clone(),
              count = m_messages] { return seedServer(directory, owner, root, count); })
        .done(this, [this](const Result<Samples> &samples) {
            if (!samples)
                return finish(fail(samples.error()));
            m_samples = *samples;
            startServer();
        });
}

void SyncBenchmark::startServer()
{
    m_times.nameUnknown(u"other-before"_s); // what there was before the server's own
    m_server.start().done(this, [this](const Result<LocalServerAddress> &address) {
        if (!address)
            return finish(fail(address.error()));
        m_url = address->url();
        m_times.nameUnknown(u"server"_s);
        measureNext();
    });
}

void SyncBenchmark::measureNext()
{
    auto *const rate = new VerifyRate(m_samples, m_owner.publicKey(), m_pool, this);
    rate->start().done(this, [this](const Result<double> &perSecond) {
        if (!perSecond)
            return finish(fail(perSecond.error()));
        takeRate(*perSecond);
    });
}

void SyncBenchmark::takeRate(double verifyPerSecond)
{
    if (!m_measured.empty()) {
        auto &run = m_measured.back();
        run.verifyPerSecond = (run.verifyPerSecond + verifyPerSecond) / 2;
        tell(u"run %1: %2 messages/s, verifying alone %3/s, ratio %4, first page %5 ms"_s
                 .arg(m_measured.size())
                 .arg(messagesPerSecond(run), 0, 'f', 0)
                 .arg(run.verifyPerSecond, 0, 'f', 0)
                 .arg(ratioOf(run), 0, 'f', 3)
                 .arg(run.sync.firstPageMs, 0, 'f', 1));
    }
    if (m_measured.size() == static_cast<size_t>(m_runs))
        return finishWithMedian();
    m_measured.push_back({verifyPerSecond, {}});
    syncNext();
}

void SyncBenchmark::syncNext()
{
    auto *const sync = new SyncRun(Credentials::owner(m_url, m_owner.clone(), m_root.clone()), topicId,
                                   m_messages, m_times, this);
    sync->start().done(this, [this](const Result<SyncFigures> &figures) {
        if (!figures)
            return finish(fail(figures.error()));
        m_measured.back().sync = *figures;
        // Not before the run has deleted itself, and its threads have ended.
        QMetaObject::invokeMethod(this, &SyncBenchmark::measureNext, Qt::QueuedConnection);
    });
}

double SyncBenchmark::messagesPerSecond(const Measured &run) const
{
    return static_cast<double>(m_messages) / run.sync.wallSeconds;
}

void SyncBenchmark::finishWithMedian()
{
    const auto middle = m_measured.begin() + static_cast<std::ptrdiff_t>(m_measured.size() / 2);
    std::nth_element(m_measured.begin(), middle, m_measured.end(),
                     [this](const Measured &a, const Measured &b) { return ratioOf(a) < ratioOf(b); });
    QJsonObject phases{{u"wall_s"_s, middle->sync.wallSeconds}};
    tell(u"the median run took %1 s; processor time by thread:"_s.arg(middle->sync.wallSeconds, 0, 'f', 2));
    for (const auto &[role, seconds] : middle->sync.processorSeconds.asKeyValueRange()) {
        if (seconds <= 0)
            continue;
        phases.insert(role + u"_cpu_s"_s, seconds);
        tell(u"  %1 %2 s, %3 us a message"_s.arg(role, -10)
                 .arg(seconds, 6, 'f', 3)
                 .arg(seconds * 1e6 / static_cast<double>(m_messages), 5, 'f', 1));
    }
    finish(QJsonObject{
        {u"messages_per_s"_s, messagesPerSecond(*middle)},
        {u"libsodium_verify_per_s"_s, middle->verifyPerSecond},
        {u"ratio"_s, ratioOf(*middle)},
        {u"first_page_ms"_s, middle->sync.firstPageMs},
        {u"messages"_s, m_messages},
        {u"runs"_s, m_runs},
        {u"phases"_s, phases},
    });
}

} // namespace reeeductio::bench
