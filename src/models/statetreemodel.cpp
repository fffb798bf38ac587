// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/statetreemodel.h"

#include "models/rolenames.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

int nodeOf(const QModelIndex &index)
{
    return index.isValid() ? static_cast<int>(index.internalId()) : 0;
}

bool saysTheSame(const StatePath *a, const StatePath *b)
{
    return (!a && !b) || (a && b && a->entry == b->entry && a->isDoubtful == b->isDoubtful);
}

} // namespace

StateTreeModel::StateTreeModel(QObject *parent)
    : QAbstractItemModel(parent), m_tree(std::make_shared<StateTree>())
{}

void StateTreeModel::setTree(std::shared_ptr<const StateTree> tree)
{
    if (!tree->hasSameShapeAs(*m_tree)) {
        beginResetModel();
        m_tree = std::move(tree);
        endResetModel();
        return;
    }
    const auto before = std::exchange(m_tree, std::move(tree));
    for (int node = 1; node < m_tree->size(); ++node) {
        if (!saysTheSame(before->valueOf(node), m_tree->valueOf(node)))
            Q_EMIT dataChanged(indexOfNode(node), indexOfNode(node));
    }
}

QModelIndex StateTreeModel::indexOfNode(int node) const
{
    return node == 0 ? QModelIndex() : createIndex(m_tree->node(node).row, 0, static_cast<quintptr>(node));
}

QModelIndex StateTreeModel::indexOf(const QString &path) const
{
    const auto node = m_tree->find(path);
    return node ? indexOfNode(*node) : QModelIndex();
}

QModelIndex StateTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, 0, static_cast<quintptr>(m_tree->node(nodeOf(parent)).firstChild + row));
}

QModelIndex StateTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOfNode(m_tree->node(nodeOf(child)).parent) : QModelIndex();
}

int StateTreeModel::rowCount(const QModelIndex &parent) const
{
    return m_tree->node(nodeOf(parent)).childCount;
}

int StateTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant StateTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto node = nodeOf(index);
    const auto &its = m_tree->node(node);
    const auto *const value = m_tree->valueOf(node);
    switch (role) {
    case Qt::DisplayRole:
        return its.name.isEmpty() ? u"/"_s : its.name;
    case Qt::ToolTipRole:
        return m_tree->pathOf(node);
    case Qt::AccessibleTextRole:
        return accessibleText(node);
    case static_cast<int>(Role::Path):
        return m_tree->pathOf(node);
    case static_cast<int>(Role::HasValue):
        return value != nullptr;
    case static_cast<int>(Role::Count):
        return its.last - its.first;
    case static_cast<int>(Role::IsDeleted):
        return value && value->isEmptied;
    case static_cast<int>(Role::IsPlain):
        return value && value->isPlain;
    case static_cast<int>(Role::IsDoubtful):
        return value && value->isDoubtful;
    default:
        return {};
    }
}

QString StateTreeModel::accessibleText(int node) const
{
    const auto &its = m_tree->node(node);
    const auto *const value = m_tree->valueOf(node);
    if (!value) //: A branch of a tree, and how many values are in it
        return tr("%1, %n value(s)", nullptr, its.last - its.first).arg(its.name);
    if (value->isDoubtful)
        return tr("%1, something written there does not count").arg(its.name);
    if (value->isEmptied)
        return tr("%1, deleted").arg(its.name);
    return value->isPlain ? tr("%1, the server can read it").arg(its.name)
                          : tr("%1, encrypted").arg(its.name);
}

QHash<int, QByteArray> StateTreeModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractItemModel::roleNames());
}

} // namespace reeeductio
