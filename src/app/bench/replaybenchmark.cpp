// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/replaybenchmark.h"

#include "app/bench/messageseeder.h"
#include "app/bench/stateseeder.h"
#include "protocol/json.h"
#include "protocol/names.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio::bench {

namespace {

constexpr qint64 defaultMessages = 10'000;
constexpr qsizetype pastFactor = 5;
constexpr qsizetype mostMembers = 200;
constexpr qsizetype messagesAMember = 20; //!< at least
constexpr qsizetype pageSize = 1'000;
constexpr qsizetype mostSamples = 10'000;

QByteArray pageOf(const QList<Message> &messages, bool hasMore)
{
    QJsonArray array;
    for (const auto &message : messages)
        array << toJson(message);
    return compactJson({{u"messages"_s, array}, {u"has_more"_s, hasMore}});
}

} // namespace

ReplayBenchmark::ReplayBenchmark(const BenchmarkOptions &options)
    : Benchmark(nullptr), m_messages(options.messages.value_or(defaultMessages)), m_runs(options.runs)
{}

ReplayBenchmark::Seeded ReplayBenchmark::seed(const SigningKey &owner, qsizetype audited)
{
    const auto members = std::min(mostMembers, audited / messagesAMember);
    StateSeeder seeder(owner, static_cast<int>(members));
    Seeded seeded{.space = seeder.space(), .members = seeder.members().last(members)};
    seeded.messages = seeder.make(audited * pastFactor);
    for (qsizetype first = 0; first < audited; first += pageSize) {
        const auto size = std::min(pageSize, audited - first);
        seeded.pages << pageOf(seeded.messages.sliced(first, size), first + size < audited);
    }
    MessageSeeder samples(owner, SymmetricKey::generate(), stateTopic.data(), 0);
    seeded.samples = std::make_shared<const std::vector<VerifyRate::Sample>>(
        VerifyRate::samplesFrom(samples.next(std::min(audited, mostSamples))));
    return seeded;
}

void ReplayBenchmark::run()
{
    tell(u"making %1 state messages"_s.arg(m_messages * pastFactor));
    m_pool.run([owner = m_owner.clone(), count = m_messages] { return seed(owner, count); })
        .done(this, [this](Result<Seeded> seeded) {
            if (!seeded)
                return finish(fail(seeded.error()));
            m_seeded = *std::move(seeded);
            measureNext();
        });
}

void ReplayBenchmark::measureNext()
{
    auto *const rate = new VerifyRate(m_seeded->samples, m_owner.publicKey(), m_pool, this);
    rate->start().done(this, [this](const Result<double> &perSecond) {
        if (!perSecond)
            return finish(fail(perSecond.error()));
        takeRate(*perSecond);
    });
}

void ReplayBenchmark::takeRate(double verifyPerSecond)
{
    if (!m_measured.empty()) {
        auto &run = m_measured.back();
        run.verifyPerSecond = (run.verifyPerSecond + verifyPerSecond) / 2;
        tell(u"run %1: %2 messages/s, verifying alone %3/s, ratio %4, replay %5 s of %6 s"_s
                 .arg(m_measured.size())
                 .arg(messagesPerSecond(run), 0, 'f', 0)
                 .arg(run.verifyPerSecond, 0, 'f', 0)
                 .arg(ratioOf(run), 0, 'f', 3)
                 .arg(run.audit.replay, 0, 'f', 3)
                 .arg(run.audit.wall, 0, 'f', 3));
    }
    if (m_measured.size() == static_cast<size_t>(m_runs))
        return measurePastOnce();
    m_measured.push_back({verifyPerSecond, {}});
    auditNext();
}

void ReplayBenchmark::auditNext()
{
    auto *const audit = new AuditRun(m_seeded->space, m_seeded->pages, m_pool, this);
    audit->start().done(this, [this](const Result<AuditFigures> &figures) {
        if (!figures)
            return finish(fail(figures.error()));
        m_measured.back().audit = *figures;
        measureNext();
    });
}

void ReplayBenchmark::measurePastOnce()
{
    m_pool
        .run([space = m_seeded->space, messages = m_seeded->messages, members = m_seeded->members] {
            return measurePast(space, messages, members);
        })
        .done(this, [this](const Result<PastFigures> &past) {
            if (!past)
                return finish(fail(past.error()));
            finishWith(*past);
        });
}

double ReplayBenchmark::messagesPerSecond(const Measured &run) const
{
    return static_cast<double>(m_messages) / run.audit.wall;
}

void ReplayBenchmark::finishWith(const PastFigures &past)
{
    const auto middle = m_measured.begin() + static_cast<std::ptrdiff_t>(m_measured.size() / 2);
    std::nth_element(m_measured.begin(), middle, m_measured.end(),
                     [this](const Measured &a, const Measured &b) { return ratioOf(a) < ratioOf(b); });
    finish(QJsonObject{
        {u"messages_per_s"_s, messagesPerSecond(*middle)},
        {u"libsodium_verify_per_s"_s, middle->verifyPerSecond},
        {u"ratio"_s, ratioOf(*middle)},
        {u"at_moment_ms"_s, past.momentMs},
        {u"at_moment_worst_ms"_s, past.worstMomentMs},
        {u"matrix_ms"_s, past.matrixMs},
        {u"append_us"_s, past.appendUs},
        {u"messages"_s, m_messages},
        {u"past_messages"_s, m_messages * pastFactor},
        {u"members"_s, past.members},
        {u"questions"_s, past.questions},
        {u"runs"_s, m_runs},
        {u"phases"_s, QJsonObject{{u"wall_s"_s, middle->audit.wall},
                                  {u"read_s"_s, middle->audit.read},
                                  {u"replay_s"_s, middle->audit.replay}}},
    });
}

} // namespace reeeductio::bench
