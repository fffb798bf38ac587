// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/timelinemodel.h"

#include "models/messagetext.h"
#include "models/rolenames.h"

#include <QDateTime>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

namespace {

constexpr int windowSize = 500;
constexpr int firstLoad = 100;
constexpr int nextLoad = 50;
constexpr qint64 sameBreathSeconds = 5 * 60;

QString pendingKey(qint64 id)
{
    return u"outbox-%1"_s.arg(id);
}

} // namespace

TimelineModel::TimelineModel(QObject *parent) : QAbstractListModel(parent)
{
    // Verdicts may change many times while a topic is fetched; the window is read again once they rest.
    m_reloadTimer.setSingleShot(true);
    m_reloadTimer.setInterval(50ms);
    connect(&m_reloadTimer, &QTimer::timeout, this, &TimelineModel::reload);
}

TimelineModel::~TimelineModel() = default;

void TimelineModel::show(LiveSpace *space, Topic *topic)
{
    if (m_topic == topic)
        return;
    beginResetModel();
    clear();
    m_space = space;
    m_topic = topic;
    m_readUpTo = topic ? topic->readMark() : std::nullopt;
    endResetModel();
    if (!topic)
        return;
    connect(topic, &QObject::destroyed, m_shown.get(), [this] {
        beginResetModel();
        clear();
        endResetModel();
    });
    connect(topic, &Topic::rowsAdded, m_shown.get(),
            [this](const QList<qint64> &positions) { rowsAdded(positions); });
    connect(topic, &Topic::rowsChanged, m_shown.get(), [this] { m_reloadTimer.start(); });
    connect(topic, &Topic::readMarkFound, m_shown.get(), [this] { findReadMark(); });
    connect(space, &LiveSpace::summaryChanged, m_shown.get(), [this] {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1), {static_cast<int>(Role::SenderName)});
    });
    auto &outbox = space->outbox();
    const auto ours = [this](auto handler) {
        return [this, handler](const OutboxItem &item) {
            if (item.topic == m_topic->id())
                (this->*handler)(item);
        };
    };
    connect(&outbox, &Outbox::itemAdded, m_shown.get(), ours(&TimelineModel::addPending));
    connect(&outbox, &Outbox::itemFailed, m_shown.get(), ours(&TimelineModel::updatePending));
    connect(&outbox, &Outbox::itemRetried, m_shown.get(), ours(&TimelineModel::updatePending));
    connect(&outbox, &Outbox::itemDiscarded, m_shown.get(),
            [this](const OutboxItem &item) { dropPending(item.id); });
    connect(&outbox, &Outbox::itemSent, m_shown.get(),
            [this](const OutboxItem &item, const Message &message) { markSent(item, message); });
    showNewest();
}

void TimelineModel::clear()
{
    m_shown = std::make_unique<QObject>();
    m_reloadTimer.stop();
    m_space = nullptr;
    m_topic = nullptr;
    m_rows.clear();
    m_pending.clear();
    m_readUpTo.reset();
    m_isLoading = false;
    m_hasOldest = false;
    m_isFollowing = true;
    m_wantsNewest = false;
    m_wantsNewer = false;
    m_wantsOlder = false;
    m_wantsFurther = false;
}

void TimelineModel::load(Pending<QList<TopicRow>> rows, Take take)
{
    m_isLoading = true;
    m_take = take;
    rows.done(m_shown.get(), [this, take](const Result<QList<TopicRow>> &result) {
        m_isLoading = false;
        if (result)
            (this->*take)(*result);
        else if (!result.error().isCancelled())
            Q_EMIT readFailed(result.error());
        loadWhatIsWanted();
    });
}

void TimelineModel::loadWhatIsWanted()
{
    if (!m_topic || m_isLoading)
        return;
    if (std::exchange(m_wantsNewest, false)) {
        m_wantsNewer = false;
        load(m_topic->newestRows(firstLoad), &TimelineModel::takeNewest);
    } else if (std::exchange(m_wantsNewer, false) && m_hasNewest) {
        const auto from = m_rows.isEmpty() ? RowPlace::first() : m_rows.back().place().next();
        load(m_topic->rowsFrom(from, nextLoad), &TimelineModel::takeNewer);
    } else if (std::exchange(m_wantsOlder, false)) {
        fetchOlder();
    } else if (std::exchange(m_wantsFurther, false)) {
        fetchNewer();
    }
}

void TimelineModel::showNewest()
{
    m_wantsNewest = true;
    loadWhatIsWanted();
}

void TimelineModel::takeNewest(const QList<TopicRow> &rows)
{
    beginResetModel();
    m_rows = rows;
    m_hasOldest = rows.size() < firstLoad;
    // What is sent has left the outbox, and may not have come into the store yet.
    m_pending.removeIf([](const PendingEntry &entry) { return entry.sentAs.isEmpty(); });
    const auto items = m_space->outbox().items(m_topic->id());
    for (const auto &item : items)
        m_pending << PendingEntry{item, {}};
    endResetModel();
    dropPendingShownIn(rows);
    setHasNewest(true);
    Q_EMIT loaded();
}

void TimelineModel::fetchOlder()
{
    if (m_isLoading)
        m_wantsOlder = m_take != &TimelineModel::takeOlder;
    else if (m_topic && !m_hasOldest && !m_rows.isEmpty())
        load(m_topic->rowsBelow(m_rows.front().place(), nextLoad), &TimelineModel::takeOlder);
}

void TimelineModel::takeOlder(const QList<TopicRow> &rows)
{
    m_hasOldest = rows.size() < nextLoad;
    if (rows.isEmpty())
        return;
    beginInsertRows({}, 0, static_cast<int>(rows.size()) - 1);
    m_rows = rows + m_rows;
    endInsertRows();
    const auto boundary =
        index(static_cast<int>(rows.size())); // no longer the first: its day may have begun before
    Q_EMIT dataChanged(boundary, boundary);
    trimBack();
}

void TimelineModel::fetchNewer()
{
    if (m_isLoading)
        m_wantsFurther = m_take != &TimelineModel::takeNewer;
    else if (m_topic && !m_hasNewest && !m_rows.isEmpty())
        load(m_topic->rowsFrom(m_rows.back().place().next(), nextLoad), &TimelineModel::takeNewer);
}

void TimelineModel::takeNewer(const QList<TopicRow> &rows)
{
    const bool isEnd = rows.size() < nextLoad;
    appendRows(rows);
    if (isEnd)
        return setHasNewest(true);
    // More came than is shown at once: whoever stands at the end goes on to the end, others are told it is
    // further.
    if (m_isFollowing && m_hasNewest)
        return showNewest();
    setHasNewest(false);
}

void TimelineModel::appendRows(const QList<TopicRow> &rows)
{
    if (rows.isEmpty())
        return;
    const auto at = static_cast<int>(m_rows.size());
    beginInsertRows({}, at, at + static_cast<int>(rows.size()) - 1);
    m_rows += rows;
    endInsertRows();
    dropPendingShownIn(rows);
    trimFront();
}

void TimelineModel::rowsAdded(const QList<qint64> &positions)
{
    if (m_rows.isEmpty())
        return showNewest();
    if (positions.front() < m_rows.front().position)
        m_hasOldest = false;
    if (positions.back() <= m_rows.back().position) {
        if (positions.back() >= m_rows.front().position)
            m_reloadTimer.start(); // somewhere in between
        return;
    }
    if (!m_hasNewest)
        return;
    m_wantsNewer = true;
    loadWhatIsWanted();
}

void TimelineModel::reload()
{
    if (!m_topic)
        return;
    if (m_isLoading) {
        m_reloadTimer.start();
        return;
    }
    if (m_rows.isEmpty())
        return showNewest();
    // By hash: the rows may have been given other positions.
    load(m_topic->rowsFromMessage(m_rows.front().hash, reloadSize()), &TimelineModel::takeAgain);
}

int TimelineModel::reloadSize() const
{
    return static_cast<int>(m_rows.size()) + (m_hasNewest ? nextLoad : 0);
}

void TimelineModel::takeAgain(const QList<TopicRow> &rows)
{
    if (rows.isEmpty())
        return showNewest();
    for (const auto &row : rows) {
        if (m_readUpTo && row.hash == m_readUpTo->hash)
            m_readUpTo->position = row.position;
    }
    if (rows.front().position != m_rows.front().position)
        m_hasOldest = false; // there may be others above it now
    const bool mayBeMore = rows.size() == reloadSize();
    const bool isSame = rows.size() >= m_rows.size() &&
                        std::equal(m_rows.cbegin(), m_rows.cend(), rows.cbegin(),
                                   [](const TopicRow &a, const TopicRow &b) { return a.hash == b.hash; });
    if (isSame) {
        const auto more = rows.sliced(m_rows.size());
        replaceRows(rows);
        appendRows(more);
    } else {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        dropPendingShownIn(rows);
        m_hasNewest ? trimFront() : trimBack();
    }
    if (m_hasNewest)
        m_wantsNewer = m_wantsNewer || mayBeMore;
    else
        setHasNewest(!mayBeMore);
}

void TimelineModel::replaceRows(const QList<TopicRow> &rows)
{
    int first = -1; // of what changed; told as one range, since a view lays out anew for each
    int last = -1;
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].verdict != rows[row].verdict || m_rows[row].position != rows[row].position) {
            first = first < 0 ? row : first;
            last = row;
        }
        m_rows[row] = rows[row];
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first), index(last));
}

void TimelineModel::findReadMark()
{
    const auto mark = m_topic->readMark();
    if (m_readUpTo || !mark)
        return;
    m_readUpTo = mark;
    for (int row = 1; row < m_rows.size(); ++row) {
        if (beginsUnread(row))
            Q_EMIT dataChanged(index(row), index(row));
    }
}

void TimelineModel::trimFront()
{
    const auto surplus = static_cast<int>(m_rows.size()) - windowSize;
    if (surplus <= 0)
        return;
    beginRemoveRows({}, 0, surplus - 1);
    m_rows.remove(0, surplus);
    endRemoveRows();
    m_hasOldest = false;
}

void TimelineModel::trimBack()
{
    const auto surplus = static_cast<int>(m_rows.size()) - windowSize;
    if (surplus <= 0)
        return;
    beginRemoveRows({}, windowSize, windowSize + surplus - 1);
    m_rows.remove(windowSize, surplus);
    endRemoveRows();
    setHasNewest(false);
}

void TimelineModel::setHasNewest(bool hasNewest)
{
    if (m_hasNewest == hasNewest)
        return;
    m_hasNewest = hasNewest;
    Q_EMIT hasNewestChanged();
}

void TimelineModel::addPending(const OutboxItem &item)
{
    const auto at = rowCount();
    beginInsertRows({}, at, at);
    m_pending << PendingEntry{item, {}};
    endInsertRows();
}

void TimelineModel::updatePending(const OutboxItem &item)
{
    const auto row = pendingRow(item.id);
    if (row < 0)
        return;
    m_pending[row - m_rows.size()].item = item;
    Q_EMIT dataChanged(index(row), index(row));
}

void TimelineModel::markSent(const OutboxItem &item, const Message &message)
{
    const auto row = pendingRow(item.id);
    if (row < 0)
        return;
    const bool isShown = std::any_of(m_rows.begin(), m_rows.end(), [&message](const TopicRow &shown) {
        return shown.hash == message.hash;
    });
    if (isShown)
        return dropPending(item.id);
    m_pending[row - m_rows.size()].sentAs = message.hash;
    Q_EMIT dataChanged(index(row), index(row));
}

void TimelineModel::dropPending(qint64 id)
{
    const auto row = pendingRow(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_pending.removeAt(row - m_rows.size());
    endRemoveRows();
}

void TimelineModel::dropPendingShownIn(const QList<TopicRow> &rows)
{
    QSet<QByteArray> shown;
    for (const auto &row : rows)
        shown << row.hash;
    // One whose answer has not come yet may come over the stream first; what it was tried as, the outbox
    // knows.
    const auto waiting = m_space->outbox().items(m_topic->id());
    for (const auto &item : waiting) {
        if (item.attempt && shown.contains(item.attempt->hash))
            dropPending(item.id);
    }
    const auto pending = m_pending;
    for (const auto &entry : pending) {
        if (shown.contains(entry.sentAs))
            dropPending(entry.item.id);
    }
}

int TimelineModel::pendingRow(qint64 id) const
{
    for (qsizetype i = 0; i < m_pending.size(); ++i) {
        if (m_pending[i].item.id == id)
            return static_cast<int>(m_rows.size() + i);
    }
    return -1;
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size() + m_pending.size());
}

const TopicRow *TimelineModel::rowAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
}

int TimelineModel::rowOf(const QString &key) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (data(index(row), static_cast<int>(Role::Key)).toString() == key)
            return row;
    }
    return -1;
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid) || !m_space)
        return {};
    const int row = index.row();
    switch (role) {
    case static_cast<int>(Role::SenderName): {
        const auto sender = senderAt(row);
        return senderName(sender, m_space->nameOf(sender), sender == m_space->space().member().text());
    }
    case static_cast<int>(Role::SenderId):
        return QString::fromUtf8(senderAt(row));
    case static_cast<int>(Role::IsOwn):
        return senderAt(row) == m_space->space().member().text();
    case static_cast<int>(Role::Time):
        return timeAt(row);
    case static_cast<int>(Role::BeginsDay):
        return beginsDay(row);
    case static_cast<int>(Role::ContinuesSender):
        return continuesSender(row);
    case static_cast<int>(Role::BeginsUnread):
        return beginsUnread(row);
    case Qt::AccessibleTextRole:
        return accessibleText(row);
    default:
        break;
    }
    return row < m_rows.size() ? rowData(row, role) : pendingData(m_pending[row - m_rows.size()], role);
}

QVariant TimelineModel::rowData(int row, int role) const
{
    const auto &shown = m_rows[row];
    switch (role) {
    case static_cast<int>(Role::Key):
    case static_cast<int>(Role::Hash):
        return QString::fromUtf8(shown.hash);
    case Qt::DisplayRole:
    case static_cast<int>(Role::Text):
        return contentText(shown);
    case static_cast<int>(Role::File): {
        const auto *const file = std::get_if<FilePayload>(&shown.payload);
        return file ? QVariant::fromValue(*file) : QVariant();
    }
    case static_cast<int>(Role::TypeName):
        return QString::fromUtf8(shown.type);
    case static_cast<int>(Role::Verdict):
        return static_cast<int>(shown.verdict);
    case static_cast<int>(Role::Delivery):
        return static_cast<int>(Delivery::Stored);
    case static_cast<int>(Role::Position):
        return shown.position;
    default:
        return {};
    }
}

QVariant TimelineModel::pendingData(const PendingEntry &entry, int role) const
{
    const auto delivery = [&entry] {
        if (entry.item.failure)
            return Delivery::Failed;
        return entry.sentAs.isEmpty() ? Delivery::Sending : Delivery::Sent;
    };
    switch (role) {
    case static_cast<int>(Role::Key):
        return pendingKey(entry.item.id);
    case static_cast<int>(Role::Hash):
        return QString::fromUtf8(entry.sentAs);
    case Qt::DisplayRole:
    case static_cast<int>(Role::Text):
        return contentText(readPayload(entry.item.type, entry.item.plaintext), entry.item.plaintext);
    case static_cast<int>(Role::TypeName):
        return QString::fromUtf8(entry.item.type);
    case static_cast<int>(Role::Verdict):
        return static_cast<int>(Verdict::Checking);
    case static_cast<int>(Role::Delivery):
        return static_cast<int>(delivery());
    case static_cast<int>(Role::Failure):
        return entry.item.failure ? QVariant::fromValue(*entry.item.failure) : QVariant();
    case static_cast<int>(Role::OutboxId):
        return entry.item.id;
    default:
        return {};
    }
}

QByteArray TimelineModel::senderAt(int row) const
{
    return row < m_rows.size() ? m_rows[row].sender : m_space->space().member().text();
}

QDateTime TimelineModel::timeAt(int row) const
{
    const auto time = row < m_rows.size() ? m_rows[row].time : m_pending[row - m_rows.size()].item.createdAt;
    return QDateTime::fromMSecsSinceEpoch(time);
}

bool TimelineModel::beginsDay(int row) const
{
    return row == 0 || timeAt(row).date() != timeAt(row - 1).date();
}

bool TimelineModel::continuesSender(int row) const
{
    if (row == 0 || beginsDay(row) || beginsUnread(row) || senderAt(row) != senderAt(row - 1))
        return false;
    const auto *shown = rowAt(row);
    const bool isAccused = shown && shown->verdict > Verdict::Undecryptable;
    return !isAccused && timeAt(row - 1).secsTo(timeAt(row)) < sameBreathSeconds;
}

bool TimelineModel::beginsUnread(int row) const
{
    const auto *shown = rowAt(row);
    const bool isOwn = shown && shown->sender == m_space->space().member().text();
    if (!m_readUpTo || !shown || isOwn || shown->position <= m_readUpTo->position)
        return false;
    const auto *before = rowAt(row - 1);
    return before && before->position <= m_readUpTo->position;
}

QString TimelineModel::accessibleText(int row) const
{
    const auto at = index(row);
    const auto text = [&](Role role) { return data(at, static_cast<int>(role)).toString(); };
    const auto *shown = rowAt(row);
    const auto delivery = static_cast<Delivery>(data(at, static_cast<int>(Role::Delivery)).toInt());
    QString state;
    if (shown)
        state = verdictTitle(shown->verdict);
    else if (delivery == Delivery::Failed)
        state = tr("Not sent");
    else
        state = delivery == Delivery::Sent ? tr("Sent") : tr("Being sent");
    //: A message for a screen reader: sender, time, text, state
    return tr("%1, %2: %3. %4")
        .arg(text(Role::SenderName), QLocale().toString(timeAt(row).time(), QLocale::ShortFormat),
             text(Role::Text), state);
}

QHash<int, QByteArray> TimelineModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractListModel::roleNames());
}

} // namespace reeeductio
