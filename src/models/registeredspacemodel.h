// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/serverregister.h"

#include <QAbstractTableModel>

namespace reeeductio {

//! The spaces that are registered on a server.
class RegisteredSpaceModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Space, CreatedBy, Time, Proof, ColumnCount };

    explicit RegisteredSpaceModel(QObject *parent = nullptr);

    void show(const ServerRegister &found);
    const RegisteredSpace &at(int row) const { return m_register.spaces[row]; }
    int rowOf(const SpaceId &space) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const RegisteredSpace &space, int column) const;

    ServerRegister m_register;
};

//! What a server administrator is called: the description, or a short id.
QString serverAdminName(const ServerAdmin &admin);
//! What they may do, in a phrase.
QString serverAdminRights(const ServerAdmin &admin);

} // namespace reeeductio
