// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/statebrowsing.h"

#include <QAbstractListModel>

namespace reeeductio {

//! What became of each path between two moments.
class StateDifferenceModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Role {
        Path = Qt::UserRole,
        Kind, //!< PathChange::Kind
    };
    Q_ENUM(Role)

    explicit StateDifferenceModel(QObject *parent = nullptr);

    void show(QList<StateDifference> differences);
    const StateDifference &differenceAt(int row) const { return m_differences[row]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    QList<StateDifference> m_differences;
};

} // namespace reeeductio
