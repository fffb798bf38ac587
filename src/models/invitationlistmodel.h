// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/invitation.h"

#include <QAbstractTableModel>

#include <functional>

namespace reeeductio {

//! The invitations of a space, the newest first.
class InvitationListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { RoleName, Note, State, Uses, Until, By, ColumnCount };

    enum class Role {
        Id = Qt::UserRole,
        CanBeRevoked, //!< its key can do something: also of one that has expired
        IsWaiting     //!< somebody joined and has not got the role yet
    };
    Q_ENUM(Role)

    //! `nameOf`: a member in words.
    explicit InvitationListModel(std::function<QString(const MemberId &)> nameOf, QObject *parent = nullptr);

    void show(QList<Invitation> invitations);
    const Invitation &at(int row) const { return m_invitations[row]; }
    //! That can still let somebody in.
    int openCount() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    QString textOf(const Invitation &invitation, int column) const;

    std::function<QString(const MemberId &)> m_nameOf;
    QList<Invitation> m_invitations;
};

//! "Unused", "Spent": in a word or two.
QString invitationStatus(const Invitation &invitation);
//! Who came by it and what became of their role, a line each; empty when nobody did.
QString invitationUses(const Invitation &invitation, const std::function<QString(const MemberId &)> &nameOf);

} // namespace reeeductio
