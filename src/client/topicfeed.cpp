// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/topicfeed.h"

#include "base/timer.h"
#include "protocol/names.h"

#include <limits>

using namespace std::chrono_literals;

namespace reeeductio {

namespace {

constexpr auto retryAfter = 2s;

} // namespace

TopicFeed::TopicFeed(Space &space, SpaceReader &reader, QString topic, QObject *parent)
    : QObject(parent), m_space(space), m_reader(reader), m_topic(std::move(topic))
{
    connect(&m_space.stream(), &Stream::connected, this, [this] {
        m_stateIsStale = true; // what happened while nobody listened
        catchUp();
    });
    connect(&m_space.stream(), &Stream::messageReceived, this, &TopicFeed::receive);
    connect(&m_space.stream(), &Stream::statusChanged, this,
            [this](Stream::Status status, const Error &reason) {
                if (status == Stream::Status::Refused)
                    Q_EMIT failed(reason);
                if (status != Stream::Status::Waiting)
                    return;
                m_isListening = false;
                Q_EMIT interrupted(reason);
            });
}

TopicFeed::~TopicFeed() = default;

Pending<void> TopicFeed::start()
{
    return m_reader.readState()
        .then(this, [this] { return m_space.messages().head(m_topic); })
        .then(this, [this](const std::optional<SealedMessage> &head) {
            if (head) {
                m_shown.insert(head->message.hash);
                m_from = head->message.serverTimestamp;
            }
            m_space.stream().start();
        });
}

void TopicFeed::receive(const Message &message)
{
    if (message.topic == QByteArrayView(stateTopic.latin1()))
        m_stateIsStale = true;
    else if (message.topic == m_topic.toUtf8())
        catchUp();
}

void TopicFeed::catchUp()
{
    if (m_isWorking) {
        m_runsAgain = true;
        return;
    }
    m_isWorking = true;
    m_runsAgain = false;
    auto state = std::exchange(m_stateIsStale, false) ? m_reader.readState() : Pending<void>::resolved({});
    state
        .then(this,
              [this] {
                  return m_reader.list(m_topic, {m_from, endOfTime, std::numeric_limits<int>::max()});
              })
        .then(this, [this](const JudgedPage &page) { take(page); })
        .done(this, [this](const Result<void> &result) { finished(result); });
}

void TopicFeed::take(const JudgedPage &page)
{
    QList<JudgedMessage> added;
    QSet<QByteArray> listed;
    for (const auto &message : page.messages) {
        if (!m_shown.contains(message.message.hash))
            added << message;
        listed.insert(message.message.hash);
        m_from = std::max(m_from, message.message.serverTimestamp);
    }
    if (!listed.isEmpty())
        m_shown = std::move(listed);
    if (!added.isEmpty())
        Q_EMIT messagesArrived(added);
}

void TopicFeed::finished(const Result<void> &result)
{
    m_isWorking = false;
    if (!result && result.error().kind != ErrorKind::Network) {
        if (!result.error().isCancelled())
            Q_EMIT failed(result.error());
        return;
    }
    if (!result) {
        m_stateIsStale = true;
        completeAfter(retryAfter, this).done(this, [this](const Result<void> &) { catchUp(); });
        return;
    }
    if (m_runsAgain)
        return catchUp();
    if (m_space.stream().status() == Stream::Status::Connected && !std::exchange(m_isListening, true))
        Q_EMIT listening();
}

} // namespace reeeductio
