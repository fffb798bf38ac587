// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/livespace.h"

#include "protocol/names.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int statePiece = 500; //!< rows read from the store at a time

const auto byHandPrefix = u'#';

} // namespace

LiveSpace::LiveSpace(Credentials credentials, const ClientServices &services, const LocalServices &local,
                     RuleSet serverRules, QObject *parent)
    : QObject(parent), m_local(local), m_serverRules(serverRules), m_space(std::move(credentials), services),
      m_authority(m_space.context(), local.authority),
      m_outbox(m_space.context(), m_space.messages(), local.user),
      m_stateSync(m_space.context(), m_space.messages(), local.messages, stateTopic,
                  TopicSync::Order::OldestFirst)
{
    connect(&m_stateSync, &TopicSync::stored, this, &LiveSpace::takeState);
    connect(&m_stateSync, &TopicSync::progressChanged, this, &LiveSpace::noteStateProgress);
    connect(&m_authority, &Authority::changed, this, &LiveSpace::takeSummary);
    connect(&m_space.stream(), &Stream::connected, this, [this] {
        catchUp();
        m_outbox.resume();
    });
    // What we posted need not come back over the stream to be shown.
    connect(&m_outbox, &Outbox::itemSent, this,
            [this](const OutboxItem &, const Message &sent) { receive(sent); });
    connect(&m_outbox, &Outbox::storageFailed, this, &LiveSpace::storageFailed);
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
                  return m_local.user.names(m_space.id());
              })
        .done(this, [this](const Result<QHash<QString, QString>> &names) {
            if (!names)
                Q_EMIT storageFailed(names.error());
            for (const auto &[subject, name] : names.value_or(QHash<QString, QString>()).asKeyValueRange()) {
                if (subject.startsWith(byHandPrefix))
                    addTopic(subject.sliced(1));
            }
            readStoredTopics();
            readState(RowPlace::first());
        });
    m_outbox.load().done(this, [this](const Result<void> &loaded) {
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
    m_authority.beginAnew();
    m_stateSync.catchUp();
    for (auto *topic : std::as_const(m_topics))
        topic->beginAnew();
}

void LiveSpace::readStoredTopics()
{
    m_local.messages.topics(m_space.id()).done(this, [this](const Result<QStringList> &stored) {
        if (!stored)
            Q_EMIT storageFailed(stored.error());
        for (const auto &id : stored.value_or(QStringList())) {
            if (id != stateTopic)
                addTopic(id);
        }
    });
}

void LiveSpace::readState(RowPlace from)
{
    if (from == RowPlace::first())
        m_stateRows = 0;
    m_local.messages.upward(m_space.id(), stateTopic, from, statePiece)
        .done(this, [this](const Result<QList<StoredMessage>> &rows) {
            if (!rows)
                Q_EMIT storageFailed(rows.error());
            const auto found = rows.value_or(QList<StoredMessage>());
            if (!found.isEmpty())
                m_authority.append(found);
            m_stateRows += found.size();
            if (found.size() == statePiece)
                return readState(found.back().place().next());
            m_hasReadState = true;
            // As much as was known to be whole: not what a rebuilt cache.db has of it so far.
            const auto whole = m_marks.value(stateTopic).head;
            if (rows && whole && m_stateRows >= whole->position)
                m_authority.setCurrent();
            m_stateSync.catchUp();
            m_space.stream().start();
        });
}

void LiveSpace::takeState(const StoreOutcome &outcome)
{
    if (!outcome.isLaidOutAnew)
        return m_authority.append(outcome.added);
    m_authority.beginAnew();
    readState(RowPlace::first());
}

void LiveSpace::noteStateProgress()
{
    const auto &progress = m_stateSync.progress();
    if (!m_hasReadState || !progress.isCaughtUp || progress.isWorking || m_authority.isCurrent())
        return;
    m_authority.setCurrent();
    // Next time, and without a server too, what is stored is known to be whole.
    m_local.user.setHead(m_space.id(), stateTopic, {.hash = {}, .position = progress.stored, .time = 0})
        .done(this, [](const Result<void> &) {});
}

void LiveSpace::receive(const Message &message)
{
    const auto topic = QString::fromUtf8(message.topic);
    if (topic == stateTopic)
        return m_stateSync.receive(message);
    if (!checkTopicId(topic))
        return;
    addTopic(topic);
    m_topics.value(topic)->sync().receive(message);
}

void LiveSpace::catchUp()
{
    if (m_hasReadState)
        m_stateSync.catchUp();
    for (auto *topic : std::as_const(m_topics))
        topic->sync().catchUp();
}

void LiveSpace::addTopic(const QString &id)
{
    if (m_topics.contains(id))
        return;
    auto *topic = new Topic(m_space.context(), m_space.messages(), m_authority, m_local, id, this);
    m_topics.insert(id, topic);
    connect(topic, &Topic::unreadChanged, this, &LiveSpace::unreadChanged);
    topic->setReadMark(m_marks.value(id).read);
    topic->sync().catchUp();
    Q_EMIT topicsChanged();
}

void LiveSpace::takeSummary()
{
    for (const auto &topic : m_authority.summary().topics)
        addTopic(topic.id);
    Q_EMIT topicsChanged();
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

Pending<void> LiveSpace::createTopic(const QString &id, const QString &name, const QString &description)
{
    return m_space.state().describeTopic(id, name, description).then(this, [this, id](const PostedMessage &) {
        addTopic(id);
    });
}

void LiveSpace::addTopicByHand(const QString &id)
{
    m_local.user.setName(m_space.id(), byHandPrefix + id, id).done(this, [this](const Result<void> &done) {
        if (!done)
            Q_EMIT storageFailed(done.error());
    });
    addTopic(id);
}

void LiveSpace::retryNow()
{
    m_space.stream().retryNow();
    m_outbox.resume();
}

void LiveSpace::noteConnection(Stream::Status status, const Error &reason)
{
    if (status == Stream::Status::Connected)
        m_trouble.reset();
    else if (status == Stream::Status::Waiting)
        m_trouble = reason;
    Q_EMIT connectionChanged();
}

} // namespace reeeductio
