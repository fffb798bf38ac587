// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/rightlint.h"
#include "client/spaceoverview.h"
#include "models/holderlistmodel.h"

#include <QAbstractTableModel>

namespace reeeductio {

//! One right of somebody's, as it stands.
struct ShownRight
{
    QString id;
    qsizetype entry = -1;
    std::optional<Capability> capability = {}; //!< nothing when it cannot be read
    QString role = {};                         //!< through which a user has it; empty for the holder's own
    std::optional<qint64> expiresAt = {};      //!< when that role ends
    bool isExpired = false;
    QList<RightWarning> warnings = {}; //!< the gravest first
    EntrySource source = {};

    friend bool operator==(const ShownRight &, const ShownRight &) = default;
};

//! What a user, tool or role may do: its own rights, then those a user has through roles. What was taken away
//! is not shown.
class RightListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { May, What, AsStored, Through, Checked, ColumnCount };

    enum class Role {
        IsOwn = Qt::UserRole, //!< the holder's own, which can be taken from it alone
        IsOver,               //!< its role has expired: it allows nothing any more
        Trouble,              //!< 0 none, 1 could be better, 2 allows nothing or too much
    };
    Q_ENUM(Role)

    using QAbstractTableModel::QAbstractTableModel;

    void show(const SpaceOverview &overview, HolderListModel::Kind kind, const QString &id);
    void clear();
    const ShownRight &rightAt(int row) const { return m_rights[row]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    QString textOf(const ShownRight &right, int column) const;

    QList<ShownRight> m_rights;
};

//! Those of one holder, in the model's order.
QList<ShownRight> shownRights(const SpaceOverview &overview, HolderListModel::Kind kind, const QString &id);

} // namespace reeeductio
