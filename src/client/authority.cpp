// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/authority.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

Decision decideIn(const StateReplay &replay, RuleSet ruleSet, const Question &question, Moment moment,
                  qint64 nowMs)
{
    return replay.under(ruleSet).decide(question, {.moment = moment, .nowMs = nowMs});
}

} // namespace

Authority::Authority(SpaceContext &context, SerialThread &thread, QObject *parent)
    : QObject(parent), m_context(context), m_thread(thread),
      m_replay(std::make_shared<std::unique_ptr<StateReplay>>())
{
    beginAnew();
}

Authority::~Authority()
{
    m_thread.post([replay = std::move(m_replay)] { replay->reset(); });
}

void Authority::beginAnew()
{
    std::optional<SymmetricKey> key;
    if (m_context.keys)
        key = m_context.keys->stateKey().clone();
    m_thread.post([replay = m_replay, space = m_context.space(), key = std::move(key)]() mutable {
        *replay = std::make_unique<StateReplay>(space, std::move(key));
    });
    m_isCurrent = false;
    Q_EMIT begunAnew();
}

void Authority::append(const QList<StoredMessage> &rows)
{
    m_thread.post([replay = m_replay, rows] { (*replay)->append(rows); });
    Q_EMIT appended(rows.size());
    summarise();
}

void Authority::setCurrent()
{
    if (std::exchange(m_isCurrent, true))
        return;
    Q_EMIT changed();
}

void Authority::summarise()
{
    if (m_isSummarising) {
        m_hasNews = true;
        return;
    }
    m_isSummarising = true;
    m_hasNews = false;
    ask([](const StateReplay &replay) {
        return replay.summary();
    }).done(this, [this](Result<SpaceSummary> summary) {
        m_isSummarising = false;
        if (summary)
            m_summary = *std::move(summary);
        Q_EMIT changed();
        if (m_hasNews)
            summarise();
    });
}

Pending<Decision> Authority::decide(RuleSet ruleSet, const Question &question)
{
    return ask([ruleSet, question, now = m_context.session.serverNowMs()](const StateReplay &replay) {
        return decideIn(replay, ruleSet, question, replay.log().size(), now);
    });
}

Pending<Decision> Authority::decideAt(RuleSet ruleSet, const Question &question, qint64 timeMs)
{
    return ask([ruleSet, question, timeMs](const StateReplay &replay) {
        return decideIn(replay, ruleSet, question, replay.momentAt(timeMs), timeMs);
    });
}

Pending<QList<MemberId>> Authority::whoMay(RuleSet ruleSet, Operation operation, const QString &resource)
{
    return ask([ruleSet, operation, resource, owner = UserId::of(m_context.space().publicKey()),
                now = m_context.session.serverNowMs()](const StateReplay &replay) {
        const auto summary = replay.summary();
        QList<MemberId> members{owner};
        for (const auto &user : summary.users) {
            if (user != owner)
                members << user;
        }
        for (const auto &tool : summary.tools)
            members << tool;
        members.removeIf([&](const MemberId &member) {
            return !decideIn(replay, ruleSet, {member, operation, resource}, replay.log().size(), now)
                        .allowed;
        });
        return members;
    });
}

Pending<QList<std::optional<bool>>>
Authority::mayHavePosted(const QString &topic, const QList<std::pair<QByteArray, qint64>> &posts)
{
    return ask([resource = topicResource(topic), posts](const StateReplay &replay) {
        QList<std::optional<bool>> answers;
        answers.reserve(posts.size());
        for (const auto &[sender, time] : posts) {
            const auto member = MemberId::parse(QByteArrayView(sender));
            answers << (member ? replay.wasAllowed({*member, Operation::Create, resource}, time) : false);
        }
        return answers;
    });
}

QString topicResource(const QString &topic)
{
    return u"topics/"_s + topic + u"/messages"_s;
}

} // namespace reeeductio
