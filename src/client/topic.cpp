// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/topic.h"

#include "crypto/aesgcm.h"
#include "crypto/encoding.h"

#include <limits>

namespace reeeductio {

namespace {

//! Decrypts and reads; the verdict comes later, from what is known elsewhere. For the pool.
QList<TopicRow> readRows(const QList<StoredMessage> &stored, const std::optional<SymmetricKey> &key)
{
    QList<TopicRow> rows;
    rows.reserve(stored.size());
    for (const auto &from : stored) {
        const auto &message = from.message;
        TopicRow row{.hash = message.hash,
                     .prevHash = message.prevHash,
                     .type = message.type,
                     .sender = message.sender,
                     .time = message.serverTimestamp,
                     .position = from.position,
                     .flags = from.flags,
                     .verdict = Verdict::Checking,
                     .payload = OtherPayload{{}, message.data.size() * 3 / 4},
                     .isReadable = false};
        const auto framed = fromBase64(message.data);
        const auto plaintext = framed && key ? aesgcm::open(*key, *framed) : fail({});
        if (plaintext) {
            row.payload = readPayload(message.type, *plaintext);
            row.isReadable = true;
        }
        rows << std::move(row);
    }
    return rows;
}

} // namespace

Topic::Topic(SpaceContext &context, Messages &messages, Authority &authority, const LocalServices &local,
             QString id, QObject *parent)
    : QObject(parent), m_context(context), m_messages(messages), m_authority(authority), m_local(local),
      m_id(std::move(id)), m_sync(context, messages, local.messages, m_id, TopicSync::Order::NewestFirst)
{
    connect(&m_sync, &TopicSync::stored, this, &Topic::take);
    connect(&m_sync, &TopicSync::progressChanged, this, &Topic::noteProgress);
    connect(&m_authority, &Authority::changed, this, &Topic::rowsChanged);
}

Topic::~Topic() = default;

Pending<QList<TopicRow>> Topic::rowsFrom(qint64 position, int limit)
{
    return present(m_local.messages.upward(m_context.space(), m_id, position, limit));
}

Pending<QList<TopicRow>> Topic::rowsBelow(qint64 position, int limit)
{
    return present(m_local.messages.below(m_context.space(), m_id, position, limit));
}

Pending<QList<TopicRow>> Topic::newestRows(int limit)
{
    return rowsBelow(std::numeric_limits<qint64>::max(), limit);
}

Pending<QList<TopicRow>> Topic::present(Pending<QList<StoredMessage>> stored)
{
    return stored
        .then(this,
              [this](const QList<StoredMessage> &rows) {
                  std::optional<SymmetricKey> key;
                  if (auto derived = m_messages.topicKey(m_id))
                      key = *std::move(derived);
                  return m_context.pool.run([rows, key = std::move(key)] { return readRows(rows, key); });
              })
        .then(this, [this](const QList<TopicRow> &rows) {
            QList<std::pair<QByteArray, qint64>> posts;
            for (const auto &row : rows)
                posts << std::pair(row.sender, row.time);
            return m_authority.mayHavePosted(m_id, posts)
                .then(this, [this, rows](const QList<bool> &entitled) {
                    const bool linkMayCome = !progress().isComplete || progress().isWorking;
                    auto judged = rows;
                    for (qsizetype i = 0; i < judged.size(); ++i) {
                        auto &row = judged[i];
                        const auto known =
                            m_authority.isCurrent() ? std::optional(entitled[i]) : std::nullopt;
                        row.verdict = verdictOn(row.flags, linkMayCome, known, row.isReadable);
                    }
                    return judged;
                });
        });
}

Pending<std::optional<qint64>> Topic::heightOf(qint64 position)
{
    return m_local.messages.chain(m_context.space(), m_id)
        .then(this, [position](const TopicChain &chain) -> std::optional<qint64> {
            if (!chain.isComplete || !chain.oldest)
                return std::nullopt;
            return position - chain.oldest->position + 1;
        });
}

void Topic::setReadMark(const std::optional<TopicMark> &mark)
{
    m_read = mark;
    if (!m_read)
        return;
    constexpr int countedAtMost = 100;
    m_local.messages.upward(m_context.space(), m_id, m_read->position + 1, countedAtMost)
        .done(this, [this](const Result<QList<StoredMessage>> &rows) {
            if (rows)
                countUnread(*rows);
        });
}

void Topic::markRead(const TopicRow &row)
{
    if (m_read && row.position <= m_read->position)
        return;
    m_read = TopicMark{row.hash, row.position, row.time};
    m_local.user.setRead(m_context.space(), m_id, *m_read).done(this, [](const Result<void> &) {});
    const bool hadUnread = m_unread > 0;
    setReadMark(m_read);
    m_unread = 0;
    if (hadUnread)
        Q_EMIT unreadChanged();
}

void Topic::take(const StoreOutcome &outcome)
{
    if (outcome.isLaidOutAnew) {
        Q_EMIT rowsChanged();
        return;
    }
    QList<qint64> positions;
    positions.reserve(outcome.added.size());
    for (const auto &row : outcome.added)
        positions << row.position;
    countUnread(outcome.added);
    const auto &newest = outcome.added.back();
    if (newest.position > m_head.position)
        m_head = {newest.message.hash, newest.position, newest.message.serverTimestamp};
    if (outcome.foundFork)
        Q_EMIT rowsChanged();
    Q_EMIT rowsAdded(positions);
}

void Topic::countUnread(const QList<StoredMessage> &rows)
{
    if (!m_read)
        return;
    const auto before = m_unread;
    for (const auto &row : rows)
        m_unread +=
            row.position > m_read->position && row.message.sender != m_context.member().text() ? 1 : 0;
    if (m_unread != before)
        Q_EMIT unreadChanged();
}

void Topic::noteProgress()
{
    const bool hasFinished = std::exchange(m_wasWorking, progress().isWorking) && !progress().isWorking;
    if (hasFinished && progress().isCaughtUp) {
        pinHead();
        Q_EMIT rowsChanged(); // what is still without its predecessor will stay so
    }
    Q_EMIT progressChanged();
}

void Topic::pinHead()
{
    if (m_head.hash.isEmpty())
        return;
    m_local.user.setHead(m_context.space(), m_id, m_head).done(this, [](const Result<void> &) {});
    if (!m_read) { // the first look at a topic: nothing in it is news
        m_read = m_head;
        m_local.user.setRead(m_context.space(), m_id, m_head).done(this, [](const Result<void> &) {});
    }
}

} // namespace reeeductio
