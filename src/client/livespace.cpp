// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/livespace.h"

#include "protocol/names.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

const auto byHandPrefix = u'#';
constexpr int syncsAtOnce = 6; //!< as many as connections to a server
constexpr qsizetype mostUnnamedTopics = 100;

} // namespace

LiveSpace::LiveSpace(Credentials credentials, const ClientServices &services, const LocalServices &local,
                     RuleSet serverRules, QObject *parent)
    : QObject(parent), m_local(local), m_serverRules(serverRules), m_space(std::move(credentials), services),
      m_authority(m_space.context(), local.authority),
      m_administration(m_space.context(), m_space.messages(), m_authority, serverRules),
      m_audit(m_authority, serverRules), m_outbox(m_space.context(), m_space.messages(), local.user),
      m_uploads(m_space.context(), m_space.blobs(), m_outbox, local.user, local.uploadSlots),
      m_downloads(m_space.blobs(), local.downloadSlots),
      m_files(m_space.context(), m_space.blobs(), local.messages, local.user),
      m_dataLedger(m_space.context(), local.user), m_dataCheck(m_space.data(), m_dataLedger),
      m_stateFeed(m_space.context(), m_space.messages(), m_authority, local.messages, local.user),
      m_syncs(syncsAtOnce),
      // State comes by itself; what has not yet is found when something is written behind it.
      m_invitations({m_space, m_authority, [this] {
                         m_stateFeed.catchUp();
                         return Pending<void>::resolved({});
                     }})
{
    m_space.data().setLedger(&m_dataLedger);
    connect(&m_dataLedger, &DataLedger::storageFailed, this, &LiveSpace::storageFailed);
    connect(&m_stateFeed, &StateFeed::started, &m_space.stream(), &Stream::start);
    connect(&m_stateFeed, &StateFeed::alarmRaised, this, [this] {
        m_audit.setMissing(m_stateFeed.alarm());
        Q_EMIT alarmRaised(stateTopic);
    });
    connect(&m_stateFeed, &StateFeed::alarmEnded, this, [this] {
        m_audit.setMissing({});
        Q_EMIT alarmEnded(stateTopic);
    });
    connect(&m_stateFeed, &StateFeed::storageFailed, this, &LiveSpace::storageFailed);
    connect(&m_authority, &Authority::changed, this, &LiveSpace::takeSummary);
    connect(&m_space.stream(), &Stream::connected, this, [this] {
        catchUp();
        m_outbox.resume();
        m_uploads.resume();
    });
    // What we posted need not come back over the stream to be shown.
    connect(&m_outbox, &Outbox::itemSent, this,
            [this](const OutboxItem &, const Message &sent) { receive(sent); });
    connect(&m_outbox, &Outbox::storageFailed, this, &LiveSpace::storageFailed);
    connect(&m_uploads, &Uploads::storageFailed, this, &LiveSpace::storageFailed);
    connect(&m_outbox, &Outbox::heldBack, this, &LiveSpace::checkHeldBack);
    connect(&m_space.stream(), &Stream::messageReceived, this, &LiveSpace::receive);
    connect(&m_space.stream(), &Stream::statusChanged, this, &LiveSpace::noteConnection);
}

LiveSpace::~LiveSpace() = default;

void LiveSpace::start()
{
    watchStore();
    m_local.user.marks(m_space.id())
        .then(this,
              [this](const QHash<QString, TopicMarks> &marks) {
                  m_marks = marks;
                  for (const auto &[topic, known] : marks.asKeyValueRange()) {
                      if (known.head && topic != stateTopic)
                          m_outbox.hold(topic);
                  }
                  return m_local.user.names(m_space.id());
              })
        .done(this, [this](const Result<QHash<QString, QString>> &names) {
            if (!names)
                Q_EMIT storageFailed(names.error());
            for (const auto &[subject, name] : names.value_or(QHash<QString, QString>()).asKeyValueRange()) {
                if (subject.startsWith(byHandPrefix))
                    m_named << subject.sliced(1);
            }
            addTopics(m_named.values());
            readStoredTopics();
            m_stateFeed.start(m_marks.value(stateTopic).head);
            loadOutbox(); // now that it is known what is to be held
        });
}

void LiveSpace::loadOutbox()
{
    m_outbox.load()
        .then(this, [this] { return m_uploads.load(); })
        .done(this, [this](const Result<void> &loaded) {
            if (!loaded)
                Q_EMIT storageFailed(loaded.error());
        });
}

void LiveSpace::watchStore()
{
    m_local.messages.begunAnew().done(this, [this](const Result<QString> &aside) {
        if (!aside) {
            if (!aside.error().isCancelled())
                Q_EMIT storageFailed(aside.error());
            return;
        }
        watchStore();
        beginAnew();
        Q_EMIT storageFailed({ErrorKind::Storage, ErrorCode::Damaged, *aside});
    });
}

void LiveSpace::beginAnew()
{
    m_stateFeed.beginAnew();
    for (auto *topic : std::as_const(m_topics)) {
        topic->beginAnew();
        holdOrRelease(*topic);
        m_syncs.add(topic->sync());
    }
}

void LiveSpace::readStoredTopics()
{
    m_local.messages.topics(m_space.id()).done(this, [this](const Result<QStringList> &stored) {
        if (!stored)
            Q_EMIT storageFailed(stored.error());
        auto topics = stored.value_or(QStringList());
        topics.removeAll(stateTopic);
        addTopics(topics);
    });
}

void LiveSpace::receive(const Message &message)
{
    const auto topic = QString::fromUtf8(message.topic);
    if (topic == stateTopic)
        return m_stateFeed.receive(message);
    if (!checkTopicId(topic) || !hasRoomFor(topic))
        return;
    addTopics({topic});
    auto &sync = m_topics.value(topic)->sync();
    if (!m_syncs.isWaiting(sync))
        sync.receive(message);
    else if (isNamed(topic))
        m_syncs.hurry(sync);
}

bool LiveSpace::isNamed(const QString &topic) const
{
    return m_named.contains(topic) || m_authority.summary().topics.contains(topic);
}

//! A stream may name any number of topics.
bool LiveSpace::hasRoomFor(const QString &topic) const
{
    if (m_topics.contains(topic) || isNamed(topic))
        return true;
    const auto known = m_topics.keys();
    return std::count_if(known.begin(), known.end(), [this](const QString &id) { return !isNamed(id); }) <
           mostUnnamedTopics;
}

void LiveSpace::catchUp()
{
    m_stateFeed.catchUp();
    doubtHeads();
    for (auto *topic : std::as_const(m_topics))
        m_syncs.add(topic->sync());
}

void LiveSpace::doubtHeads()
{
    for (auto *topic : std::as_const(m_topics)) {
        topic->doubtHead();
        holdOrRelease(*topic);
    }
}

void LiveSpace::holdOrRelease(Topic &topic)
{
    if (topic.isHeadDoubted())
        m_outbox.hold(topic.id(), topic.progress().failure);
    else
        m_outbox.release(topic.id());
}

//! What a person wants sent does not wait for the next connection, nor for other topics' turns.
void LiveSpace::checkHeldBack(const QString &id)
{
    addTopics({id});
    auto &sync = m_topics.value(id)->sync();
    if (!sync.progress().isWorking && !m_syncs.isWaiting(sync))
        m_syncs.add(sync);
    m_syncs.hurry(sync);
}

void LiveSpace::addTopics(const QStringList &ids)
{
    const auto before = m_topics.size();
    for (const auto &id : ids) {
        if (m_topics.contains(id))
            continue;
        auto *topic = new Topic(m_space.context(), m_space.messages(), m_authority, m_local, id, this);
        m_topics.insert(id, topic);
        connect(topic, &Topic::unreadChanged, this, &LiveSpace::unreadChanged);
        connect(topic, &Topic::asked, this, [this, topic] { m_syncs.hurry(topic->sync()); });
        connect(topic, &Topic::alarmChanged, this, [this, topic] {
            if (topic->alarm())
                Q_EMIT alarmRaised(topic->id());
            else
                Q_EMIT alarmEnded(topic->id());
        });
        connect(topic, &Topic::headChecked, this, [this, topic] { holdOrRelease(*topic); });
        connect(topic, &Topic::progressChanged, this, [this, topic] {
            if (topic->isHeadDoubted())
                holdOrRelease(*topic); // there may be a reason now
        });
        topic->setMarks(m_marks.value(id));
        holdOrRelease(*topic);
        m_syncs.add(topic->sync());
    }
    if (m_topics.size() != before)
        Q_EMIT topicsChanged();
}

void LiveSpace::takeSummary()
{
    const auto before = m_topics.size();
    addTopics(m_authority.summary().topics.keys());
    if (m_topics.size() == before)
        Q_EMIT topicsChanged(); // they may have other names
    Q_EMIT summaryChanged();
}

QList<TopicInfo> LiveSpace::topics() const
{
    QList<TopicInfo> list;
    for (const auto &[id, topic] : m_topics.asKeyValueRange())
        list << m_authority.summary().topics.value(id, TopicInfo{id, {}, {}});
    return list;
}

Topic *LiveSpace::topic(const QString &id) const
{
    return m_topics.value(id);
}

std::optional<TopicAlarm> LiveSpace::alarm(const QString &topic) const
{
    if (topic == stateTopic)
        return m_stateFeed.alarm();
    const auto *found = m_topics.value(topic);
    return found ? found->alarm() : std::nullopt;
}

Pending<void> LiveSpace::createTopic(const QString &id, const QString &name, const QString &description)
{
    return m_space.state().describeTopic(id, name, description).then(this, [this, id](const PostedMessage &) {
        m_named << id;
        addTopics({id});
    });
}

void LiveSpace::addTopicByHand(const QString &id)
{
    m_local.user.setName(m_space.id(), byHandPrefix + id, id).done(this, [this](const Result<void> &done) {
        if (!done)
            Q_EMIT storageFailed(done.error());
    });
    m_named << id;
    addTopics({id});
}

void LiveSpace::retryNow()
{
    m_space.stream().retryNow();
    m_outbox.resume();
    m_uploads.resume();
}

void LiveSpace::noteConnection(Stream::Status status, const Error &reason)
{
    const bool isConnected = status == Stream::Status::Connected;
    if (std::exchange(m_isConnected, isConnected) && !isConnected)
        doubtHeads(); // whoever answers next may be another
    if (isConnected)
        m_trouble.reset();
    else if (status == Stream::Status::Waiting || status == Stream::Status::Refused)
        m_trouble = reason;
    Q_EMIT connectionChanged();
}

} // namespace reeeductio
