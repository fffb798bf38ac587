// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/topiclistmodel.h"

#include "models/displaytext.h"
#include "models/messagetext.h"
#include "models/rolenames.h"

#include <algorithm>

namespace reeeductio {

TopicListModel::TopicListModel(QObject *parent) : QAbstractListModel(parent)
{}

void TopicListModel::setSpace(LiveSpace *space)
{
    if (m_space == space)
        return;
    beginResetModel();
    m_shown = std::make_unique<QObject>();
    m_space = space;
    m_topics = space ? space->topics() : QList<TopicInfo>();
    endResetModel();
    if (!space)
        return;
    for (const auto &topic : std::as_const(m_topics))
        watch(topic.id);
    connect(space, &LiveSpace::topicsChanged, m_shown.get(), [this] { refresh(); });
    connect(space, &QObject::destroyed, m_shown.get(), [this] {
        beginResetModel();
        m_shown.reset();
        m_space = nullptr;
        m_topics.clear();
        endResetModel();
    });
    const auto itemChanged = [this](const OutboxItem &item) { changed(item.topic); };
    connect(&space->outbox(), &Outbox::itemAdded, m_shown.get(), itemChanged);
    connect(&space->outbox(), &Outbox::itemFailed, m_shown.get(), itemChanged);
    connect(&space->outbox(), &Outbox::itemRetried, m_shown.get(), itemChanged);
    connect(&space->outbox(), &Outbox::itemDiscarded, m_shown.get(), itemChanged);
    connect(&space->outbox(), &Outbox::itemSent, m_shown.get(), itemChanged);
}

int TopicListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_topics.size());
}

QVariant TopicListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid) || !m_space)
        return {};
    const auto &info = m_topics[index.row()];
    const auto *topic = m_space->topic(info.id);
    const auto name = topicName(info);
    switch (role) {
    case static_cast<int>(Role::Id):
        return info.id;
    case Qt::DisplayRole:
    case static_cast<int>(Role::Name):
        return name;
    case Qt::ToolTipRole:
        return plainToolTip(info.description.isEmpty() ? u'#' + info.id : info.description);
    case static_cast<int>(Role::Description):
        return info.description;
    case static_cast<int>(Role::UnreadCount):
        return topic ? topic->unreadCount() : 0;
    case static_cast<int>(Role::WaitingCount):
        return m_space->outbox().items(info.id).size();
    case static_cast<int>(Role::Failure):
        return topic && topic->progress().failure ? QVariant::fromValue(topic->progress().failure->code)
                                                  : QVariant();
    case static_cast<int>(Role::FailedCount):
        return failedCount(info.id);
    case Qt::AccessibleTextRole:
        return accessibleText(index);
    default:
        return {};
    }
}

int TopicListModel::failedCount(const QString &topic) const
{
    const auto items = m_space->outbox().items(topic);
    return static_cast<int>(std::count_if(items.begin(), items.end(),
                                          [](const OutboxItem &item) { return item.failure.has_value(); }));
}

QString TopicListModel::accessibleText(const QModelIndex &index) const
{
    const auto role = [&index](Role wanted) { return index.data(static_cast<int>(wanted)); };
    const auto name = role(Role::Name).toString();
    if (const auto failed = role(Role::FailedCount).toInt(); failed > 0)
        return tr("Topic %1, %n message(s) not sent", nullptr, failed).arg(name);
    if (const auto unread = role(Role::UnreadCount).toInt(); unread > 0)
        return tr("Topic %1, %n unread message(s)", nullptr, unread).arg(name);
    if (const auto waiting = role(Role::WaitingCount).toInt(); waiting > 0)
        return tr("Topic %1, %n message(s) waiting to be sent", nullptr, waiting).arg(name);
    if (role(Role::Failure).value<ErrorCode>() == ErrorCode::PermissionDenied)
        return tr("Topic %1, which you may not read").arg(name);
    return tr("Topic %1").arg(name);
}

QHash<int, QByteArray> TopicListModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractListModel::roleNames());
}

QModelIndex TopicListModel::indexOf(const QString &topic) const
{
    for (int row = 0; row < m_topics.size(); ++row) {
        if (m_topics[row].id == topic)
            return index(row);
    }
    return {};
}

void TopicListModel::refresh()
{
    // Topics come and never go, and both lists are sorted by id: what is new is inserted where it belongs.
    const auto topics = m_space->topics();
    for (int row = 0; row < topics.size(); ++row) {
        const bool isKnown = row < m_topics.size() && m_topics[row].id == topics[row].id;
        if (isKnown && m_topics[row] != topics[row]) {
            m_topics[row] = topics[row];
            Q_EMIT dataChanged(index(row), index(row));
        } else if (!isKnown) {
            beginInsertRows({}, row, row);
            m_topics.insert(row, topics[row]);
            endInsertRows();
            watch(topics[row].id);
        }
    }
}

void TopicListModel::watch(const QString &topic)
{
    const auto *watched = m_space->topic(topic);
    connect(watched, &Topic::unreadChanged, m_shown.get(), [this, topic] { changed(topic); });
    connect(watched, &Topic::progressChanged, m_shown.get(), [this, topic] { changed(topic); });
}

void TopicListModel::changed(const QString &topic)
{
    const auto row = indexOf(topic);
    if (row.isValid())
        Q_EMIT dataChanged(row, row,
                           {static_cast<int>(Role::UnreadCount), static_cast<int>(Role::WaitingCount),
                            static_cast<int>(Role::FailedCount), static_cast<int>(Role::Failure),
                            Qt::AccessibleTextRole});
}

} // namespace reeeductio
