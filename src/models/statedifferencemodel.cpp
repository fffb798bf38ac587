// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/statedifferencemodel.h"

#include "models/rolenames.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

StateDifferenceModel::StateDifferenceModel(QObject *parent) : QAbstractListModel(parent)
{}

void StateDifferenceModel::show(QList<StateDifference> differences)
{
    beginResetModel();
    m_differences = std::move(differences);
    endResetModel();
}

int StateDifferenceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_differences.size());
}

QVariant StateDifferenceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &change = m_differences[index.row()].change;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case static_cast<int>(Role::Path):
        return change.path;
    case Qt::AccessibleTextRole:
        switch (change.kind()) {
        case PathChange::Kind::Added:
            return tr("%1, new").arg(change.path);
        case PathChange::Kind::Changed:
            return tr("%1, changed").arg(change.path);
        case PathChange::Kind::Removed:
            return tr("%1, deleted").arg(change.path);
        }
        Q_UNREACHABLE();
    case static_cast<int>(Role::Kind):
        return QVariant::fromValue(static_cast<int>(change.kind()));
    default:
        return {};
    }
}

QHash<int, QByteArray> StateDifferenceModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractListModel::roleNames());
}

} // namespace reeeductio
