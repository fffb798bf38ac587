// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/statefeed.h"

#include "protocol/names.h"

#include <algorithm>
#include <limits>

namespace reeeductio {

namespace {

constexpr int piece = 500; //!< rows read from the store at a time

bool isBelow(const StoredMessage &a, const StoredMessage &b)
{
    return a.position < b.position;
}

} // namespace

StateFeed::StateFeed(SpaceContext &context, Messages &messages, Authority &authority,
                     LocalMessageStore &store, UserStore &user, QObject *parent)
    : QObject(parent), m_context(context), m_authority(authority), m_store(store), m_user(user),
      m_sync(context, messages, store, stateTopic, TopicSync::Order::OldestFirst)
{
    connect(&m_sync, &TopicSync::stored, this, &StateFeed::take);
    // Through the event loop: a sync that ends and at once begins again has not ended.
    connect(&m_sync, &TopicSync::progressChanged, this, &StateFeed::noteProgress, Qt::QueuedConnection);
}

StateFeed::~StateFeed() = default;

void StateFeed::start(const std::optional<TopicMark> &whole)
{
    m_whole = whole;
    readAnew();
}

void StateFeed::beginAnew()
{
    m_sync.catchUp();
    readAnew();
}

void StateFeed::catchUp()
{
    if (m_hasStarted)
        m_sync.catchUp();
}

void StateFeed::readAnew()
{
    ++m_reading;
    m_isReading = true;
    m_hasFailed = false;
    m_fed.clear();
    m_hasWhole = false;
    m_newest = {};
    m_queue.clear(); // all of it is stored
    m_lastPosition = std::numeric_limits<qint64>::min();
    m_authority.beginAnew();
    readOn(RowPlace::first());
}

void StateFeed::readOn(RowPlace from)
{
    m_store.upward(m_context.space(), stateTopic, from, piece)
        .done(this, [this, reading = m_reading](const Result<QList<StoredMessage>> &rows) {
            if (reading != m_reading)
                return;
            if (rows)
                return readSome(*rows);
            m_hasFailed = true;
            endReading();
            Q_EMIT storageFailed(rows.error());
        });
}

void StateFeed::readSome(const QList<StoredMessage> &rows)
{
    feed(unknown(rows));
    if (rows.size() < piece)
        return endReading();
    readOn(rows.back().place().next());
}

void StateFeed::endReading()
{
    m_isReading = false;
    if (!m_hasFailed) {
        auto came = unknown(std::exchange(m_queue, {}));
        std::stable_sort(came.begin(), came.end(), isBelow);
        feed(came);
        // As much as was known to be whole: not what a rebuilt cache.db has of it so far.
        if (m_whole && m_fed.size() >= m_whole->position && hasPinned())
            m_authority.setCurrent();
    }
    if (!std::exchange(m_hasStarted, true)) {
        m_sync.catchUp();
        Q_EMIT started();
    }
    if (!m_hasFailed)
        noteProgress();
}

void StateFeed::take(const StoreOutcome &outcome)
{
    if (m_hasFailed)
        return; // all of it is read again
    const auto added = unknown(outcome.added);
    const bool isInBetween = std::any_of(added.begin(), added.end(), [this](const StoredMessage &row) {
        return row.position <= m_lastPosition;
    });
    if (outcome.isLaidOutAnew || outcome.foundFork || isInBetween)
        readAnew();
    else if (m_isReading)
        m_queue += added;
    else
        feed(added);
}

void StateFeed::feed(const QList<StoredMessage> &rows)
{
    if (rows.isEmpty())
        return;
    for (const auto &row : rows) {
        m_fed.insert(row.message.hash);
        if (row.flags.testAnyFlags(RowFlag::BadHash | RowFlag::BadSignature))
            continue;
        m_newest = {row.message.hash, 0, row.message.serverTimestamp};
        m_hasWhole = m_hasWhole || (m_whole && m_whole->hash == row.message.hash);
    }
    m_lastPosition = rows.back().position;
    m_authority.append(rows);
}

QList<StoredMessage> StateFeed::unknown(const QList<StoredMessage> &rows) const
{
    QList<StoredMessage> news;
    for (const auto &row : rows) {
        if (!m_fed.contains(row.message.hash))
            news << row;
    }
    return news;
}

void StateFeed::noteProgress()
{
    const auto &progress = m_sync.progress();
    if (m_isReading || !progress.isCaughtUp || progress.isWorking)
        return;
    if (m_hasFailed)
        return readAnew();
    if (!hasPinned()) {
        if (!std::exchange(m_alarm, TopicAlarm{*m_whole}))
            Q_EMIT alarmRaised();
        return;
    }
    const bool isMended = std::exchange(m_alarm, std::nullopt).has_value();
    m_authority.setCurrent();
    pin();
    if (isMended)
        Q_EMIT alarmEnded();
}

//! Of a run that did not remember which, nothing can be said.
bool StateFeed::hasPinned() const
{
    return !m_whole || m_whole->hash.isEmpty() || m_hasWhole;
}

//! Next time, and without a server too, what is stored is known to be whole.
void StateFeed::pin()
{
    const auto now = TopicMark{m_newest.hash, m_fed.size(), m_newest.time};
    if (m_whole && m_whole->hash == now.hash && m_whole->position == now.position)
        return;
    m_whole = now;
    m_hasWhole = true;
    m_user.setHead(m_context.space(), stateTopic, now).done(this, [](const Result<void> &) {});
}

} // namespace reeeductio
