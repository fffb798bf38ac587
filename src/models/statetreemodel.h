// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/statetree.h"

#include <QAbstractItemModel>

#include <memory>

namespace reeeductio {

//! A StateTree for a view: one column, the segments' names.
class StateTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Role {
        Path = Qt::UserRole,
        HasValue,
        Count, //!< values in it and below it
        IsDeleted,
        IsPlain,    //!< the server can read it
        IsDoubtful, //!< something was written there that does not count
    };
    Q_ENUM(Role)

    explicit StateTreeModel(QObject *parent = nullptr);

    //! Places stay as they are when the shape is the same; otherwise it is another model.
    void setTree(std::shared_ptr<const StateTree> tree);
    const std::shared_ptr<const StateTree> &tree() const { return m_tree; }

    //! Invalid when there is no value at exactly this path.
    QModelIndex indexOf(const QString &path) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    QModelIndex indexOfNode(int node) const;
    QString accessibleText(int node) const;

    std::shared_ptr<const StateTree> m_tree;
};

} // namespace reeeductio
