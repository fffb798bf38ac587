// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/spacelistmodel.h"

#include "models/displaytext.h"
#include "models/messagetext.h"
#include "models/rolenames.h"

namespace reeeductio {

namespace {

QString initialsOf(const QString &name)
{
    const auto words = name.split(u' ', Qt::SkipEmptyParts);
    QString initials;
    for (const auto &word : words.first(std::min<qsizetype>(2, words.size())))
        initials += initialOf(word);
    return initials.isEmpty() ? QStringLiteral("?") : initials;
}

int unreadOf(const LiveSpace *space)
{
    int unread = 0;
    const auto topics = space->topics();
    for (const auto &info : topics)
        unread += space->topic(info.id)->unreadCount();
    return unread;
}

} // namespace

SpaceListModel::SpaceListModel(Profile &profile, QObject *parent)
    : QAbstractListModel(parent), m_profile(profile)
{
    const auto spaces = m_profile.spaces();
    for (auto *space : spaces)
        add(space);
    connect(&m_profile, &Profile::spaceAdded, this, &SpaceListModel::add);
}

void SpaceListModel::add(LiveSpace *space)
{
    const auto row = static_cast<int>(m_spaces.size());
    beginInsertRows({}, row, row);
    m_spaces << space;
    endInsertRows();
    const auto refresh = [this, row](QList<int> roles) {
        Q_EMIT dataChanged(index(row), index(row), roles << Qt::AccessibleTextRole);
    };
    connect(space, &LiveSpace::summaryChanged, this, [refresh] {
        refresh({static_cast<int>(Role::Name), static_cast<int>(Role::Initials), Qt::DisplayRole,
                 Qt::ToolTipRole});
    });
    connect(space, &LiveSpace::unreadChanged, this,
            [refresh] { refresh({static_cast<int>(Role::UnreadCount)}); });
}

int SpaceListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_spaces.size());
}

QVariant SpaceListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    auto *space = m_spaces[index.row()];
    switch (role) {
    case Qt::ToolTipRole:
        return plainToolTip(nameOf(space));
    case Qt::DisplayRole:
    case static_cast<int>(Role::Name):
        return nameOf(space);
    case static_cast<int>(Role::Initials):
        return initialsOf(nameOf(space));
    case static_cast<int>(Role::UnreadCount):
        return unreadOf(space);
    case static_cast<int>(Role::Space):
        return QVariant::fromValue(space);
    case Qt::AccessibleTextRole:
        return unreadOf(space) == 0
                   ? nameOf(space)
                   : tr("%1, %n unread message(s)", nullptr, unreadOf(space)).arg(nameOf(space));
    default:
        return {};
    }
}

QHash<int, QByteArray> SpaceListModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractListModel::roleNames());
}

QString SpaceListModel::nameOf(LiveSpace *space) const
{
    const auto shared = displayName(space->authority().summary().name);
    if (!shared.isEmpty())
        return shared;
    const auto own = displayName(m_profile.nameOf(space));
    return own.isEmpty() ? shortId(space->space().id().text()) : own;
}

} // namespace reeeductio
