// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/topic.h"

#include "crypto/aesgcm.h"
#include "crypto/encoding.h"

#include <algorithm>

namespace reeeductio {

namespace {

//! The latest time of each row and those it follows, in chain order.
class LatestTimes
{
public:
    explicit LatestTimes(qint64 notBefore) : m_notBefore(notBefore), m_latest(notBefore) {}

    qint64 upTo(const StoredMessage &row)
    {
        // What was withheld before a row was no younger than it; what stands there instead may be.
        const auto unknown = row.flags.testFlag(RowFlag::Unlinked) ? m_latest : m_notBefore;
        const auto before = m_byHash.value(row.message.prevHash.value_or(QByteArray()), unknown);
        const auto time = std::max(before, row.message.serverTimestamp);
        m_byHash.insert(row.message.hash, time);
        m_latest = std::max(m_latest, time);
        return time;
    }

private:
    qint64 m_notBefore;
    qint64 m_latest;
    QHash<QByteArray, qint64> m_byHash;
};

QList<DatedMessage> dated(const QList<StoredMessage> &rows, qint64 notBefore)
{
    QList<DatedMessage> list;
    list.reserve(rows.size());
    LatestTimes latest(notBefore);
    for (const auto &row : rows)
        list << DatedMessage{row, latest.upTo(row)};
    return list;
}

//! Decrypts and reads; the verdict comes later, from what is known elsewhere. For the pool.
QList<TopicRow> readRows(const QList<DatedMessage> &stored, const std::optional<SymmetricKey> &key)
{
    QList<TopicRow> rows;
    rows.reserve(stored.size());
    for (const auto &[from, judgedAt] : stored) {
        const auto &message = from.message;
        TopicRow row{.hash = message.hash,
                     .prevHash = message.prevHash,
                     .type = message.type,
                     .sender = message.sender,
                     .time = message.serverTimestamp,
                     .judgedAt = judgedAt,
                     .position = from.position,
                     .id = from.id,
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

//! `oldest`: the row whose predecessor may still come.
QList<TopicRow> judged(QList<TopicRow> rows, const QList<std::optional<bool>> &entitled,
                       const QByteArray &oldest)
{
    for (qsizetype i = 0; i < rows.size(); ++i) {
        auto &row = rows[i];
        row.verdict = verdictOn(row.flags, row.hash == oldest, entitled[i], row.isReadable);
    }
    return rows;
}

//! Whether the topic will not be synced before something else has changed.
bool isLasting(const std::optional<Error> &failure)
{
    return failure && (failure->kind == ErrorKind::Authorization || failure->kind == ErrorKind::Validation ||
                       failure->kind == ErrorKind::Chain);
}

} // namespace

Topic::Topic(SpaceContext &context, Messages &messages, Authority &authority, const LocalServices &local,
             QString id, QObject *parent)
    : QObject(parent), m_context(context), m_messages(messages), m_authority(authority), m_local(local),
      m_id(std::move(id)), m_sync(context, messages, local.messages, m_id, TopicSync::Order::NewestFirst),
      m_head(context, messages, local.messages, local.user, m_id)
{
    connect(&m_sync, &TopicSync::stored, this, &Topic::take);
    connect(&m_sync, &TopicSync::progressChanged, this, &Topic::noteProgress);
    connect(&m_authority, &Authority::changed, this, &Topic::rowsChanged);
    connect(&m_head, &PinnedHead::advanced, this, &Topic::noteHead);
    connect(&m_head, &PinnedHead::checked, this, &Topic::headChecked);
    connect(&m_head, &PinnedHead::alarmChanged, this, &Topic::alarmChanged);
    connect(&m_head, &PinnedHead::foundUnlisted, &m_sync, &TopicSync::receive);
}

Topic::~Topic() = default;

Pending<QList<TopicRow>> Topic::rowsFrom(RowPlace place, int limit)
{
    return present(upward(place, limit));
}

Pending<QList<TopicRow>> Topic::rowsBelow(RowPlace place, int limit)
{
    return present(piece(m_local.messages.below(m_context.space(), m_id, place, limit)));
}

Pending<QList<TopicRow>> Topic::rowsFromMessage(const QByteArray &hash, int limit)
{
    return present(m_local.messages.byHash(m_context.space(), m_id, hash)
                       .then(this, [this, limit](const std::optional<StoredMessage> &row) {
                           return row ? upward(row->place(), limit) : Pending<Piece>::resolved(Piece());
                       }));
}

Pending<QList<TopicRow>> Topic::filesBelow(RowPlace place, int limit)
{
    Q_EMIT asked();
    auto files = m_local.messages.filesBelow(m_context.space(), m_id, place, limit);
    auto chain = m_local.messages.chain(m_context.space(), m_id);
    return present(
        files.then(this, [this, chain = std::move(chain)](const QList<DatedMessage> &read) mutable {
            return chain.then(this, [read](const TopicChain &found) {
                return Piece{read, found.oldest ? found.oldest->message.hash : QByteArray()};
            });
        }));
}

Pending<QList<TopicRow>> Topic::newestRows(int limit)
{
    return rowsBelow(RowPlace::behindAll(), limit);
}

Pending<Topic::Piece> Topic::upward(RowPlace place, int limit)
{
    return piece(m_local.messages.upward(m_context.space(), m_id, place, limit));
}

Pending<Topic::Piece> Topic::piece(Pending<QList<StoredMessage>> rows)
{
    Q_EMIT asked();
    // Asked for in the same turn, so nothing is stored between the two.
    const bool isWhole = progress().isComplete && !progress().isWorking;
    auto chain = isWhole ? Pending<TopicChain>::resolved(TopicChain())
                         : m_local.messages.chain(m_context.space(), m_id);
    return rows.then(this, [this, chain = std::move(chain)](const QList<StoredMessage> &read) mutable {
        if (read.isEmpty())
            return Pending<Piece>::resolved(Piece());
        return chain.then(this, [this, read](const TopicChain &found) {
            const auto oldest = found.oldest ? found.oldest->message.hash : QByteArray();
            for (const auto &row : read) {
                if (row.message.hash == oldest && row.flags.testFlag(RowFlag::Unlinked))
                    m_awaited.insert(row.message.prevHash.value_or(QByteArray()));
            }
            return m_local.messages.notBefore(m_context.space(), m_id, read.front().position)
                .then(this, [read, oldest](qint64 notBefore) {
                    return Piece{dated(read, notBefore), oldest};
                });
        });
    });
}

Pending<QList<TopicRow>> Topic::present(Pending<Piece> asked)
{
    return asked.then(this, [this](const Piece &piece) {
        std::optional<SymmetricKey> key;
        if (auto derived = m_messages.topicKey(m_id))
            key = *std::move(derived);
        return m_context.pool.run([rows = piece.rows, key = std::move(key)] { return readRows(rows, key); })
            .then(this, [this, oldest = piece.oldest](const QList<TopicRow> &rows) {
                QList<std::pair<QByteArray, qint64>> posts;
                for (const auto &row : rows)
                    posts << std::pair(row.sender, row.judgedAt);
                // Not whether it is by the time of the answer: the state may come in between.
                const bool isKnown = m_authority.isCurrent();
                return m_authority.mayHavePosted(m_id, posts)
                    .then(this, [rows, oldest, isKnown](QList<std::optional<bool>> entitled) {
                        if (!isKnown)
                            entitled.fill(std::nullopt);
                        return judged(rows, entitled, oldest);
                    });
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

void Topic::setMarks(const TopicMarks &marks)
{
    m_head.set(marks.head);
    m_read = marks.read;
    m_isReadFound = false;
    findReadMark();
}

void Topic::beginAnew()
{
    m_isReadFound = false;
    m_head.doubt();
    Q_EMIT rowsChanged();
}

void Topic::findReadMark()
{
    if (!m_read)
        return;
    constexpr int countedAtMost = 100;
    m_local.messages.byHash(m_context.space(), m_id, m_read->hash)
        .then(this,
              [this, hash = m_read->hash](const std::optional<StoredMessage> &row) {
                  if (!row || m_read->hash != hash) // not fetched yet, or another mark by now
                      return Pending<QList<StoredMessage>>::failed({ErrorKind::Cancelled});
                  m_read->position = row->position;
                  m_isReadFound = true;
                  Q_EMIT readMarkFound();
                  return m_local.messages.upward(m_context.space(), m_id, row->position + 1, countedAtMost);
              })
        .done(this, [this](const Result<QList<StoredMessage>> &rows) {
            if (rows)
                setUnread(unreadIn(*rows)); // what is stored meanwhile is among them or told behind this
        });
}

void Topic::markRead(const TopicRow &row)
{
    if (m_read && (m_isReadFound ? row.position <= m_read->position : row.time < m_read->time))
        return;
    m_read = TopicMark{row.hash, row.position, row.time};
    m_isReadFound = true;
    m_local.user.setRead(m_context.space(), m_id, *m_read).done(this, [](const Result<void> &) {});
    setUnread(0);
    findReadMark();
}

void Topic::take(const StoreOutcome &outcome)
{
    m_head.note(outcome.added);
    if (outcome.isLaidOutAnew) {
        m_isReadFound = false;
        findReadMark();
        Q_EMIT rowsChanged();
        return;
    }
    QList<qint64> positions;
    positions.reserve(outcome.added.size());
    for (const auto &row : outcome.added)
        positions << row.position;
    const bool hasReadRow =
        std::any_of(outcome.added.begin(), outcome.added.end(),
                    [this](const StoredMessage &row) { return m_read && row.message.hash == m_read->hash; });
    if (hasReadRow)
        findReadMark();
    else if (m_isReadFound)
        setUnread(m_unread + unreadIn(outcome.added));
    if (hasAwaited(outcome.added) || outcome.foundFork)
        Q_EMIT rowsChanged();
    Q_EMIT rowsAdded(positions);
}

//! Whether a row that was shown waits no longer.
bool Topic::hasAwaited(const QList<StoredMessage> &rows)
{
    bool found = false;
    for (qsizetype i = 0; i < rows.size() && !m_awaited.isEmpty(); ++i)
        found = m_awaited.remove(rows[i].message.hash) || found;
    return found;
}

int Topic::unreadIn(const QList<StoredMessage> &rows) const
{
    return static_cast<int>(std::count_if(rows.begin(), rows.end(), [this](const StoredMessage &row) {
        return row.position > m_read->position && row.message.sender != m_context.member().text();
    }));
}

void Topic::setUnread(int unread)
{
    if (std::exchange(m_unread, unread) != unread)
        Q_EMIT unreadChanged();
}

void Topic::noteProgress()
{
    const bool hasFinished = std::exchange(m_wasWorking, progress().isWorking) && !progress().isWorking;
    if (hasFinished) {
        if (progress().isCaughtUp || isLasting(progress().failure))
            m_head.check(progress().isCaughtUp);
        Q_EMIT rowsChanged(); // what is still without its predecessor will stay so, for now at least
    }
    Q_EMIT progressChanged();
}

void Topic::noteHead(const TopicMark &head)
{
    if (!m_read) {
        m_read = head; // the first look at a topic: nothing in it is news
        m_isReadFound = true;
        m_local.user.setRead(m_context.space(), m_id, head).done(this, [](const Result<void> &) {});
        findReadMark();
    }
}

} // namespace reeeductio
