// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/spaceoverview.h"

#include <QAbstractListModel>

namespace reeeductio {

//! Who can hold rights in a space: its users, its tools or its roles, by name; the owner first.
class HolderListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Kind { Members, Tools, Roles };
    Q_ENUM(Kind)

    enum class Role {
        Id = Qt::UserRole, //!< the member's id, or the role's name
        Name,
        About,     //!< in a few words, what it may do
        IsSelf,    //!< the person at this machine
        IsWarned,  //!< something about it is not as it should be
        SearchText //!< what it is found by
    };
    Q_ENUM(Role)

    explicit HolderListModel(Kind kind, QObject *parent = nullptr);

    Kind kind() const { return m_kind; }
    void show(const SpaceOverview &overview, const MemberId &self);
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    //! -1 when there is none of that id.
    int rowOf(const QString &id) const;

private:
    struct Row
    {
        QString id;
        QString name;
        QString about;
        bool isSelf = false;
        bool isWarned = false;

        friend bool operator==(const Row &, const Row &) = default;
    };

    QList<Row> rowsOf(const SpaceOverview &overview, const MemberId &self) const;
    Row memberRow(const RosterMember &member, const SpaceOverview &overview, const MemberId &self) const;
    QString aboutMember(const RosterMember &member, qint64 nowMs) const;

    Kind m_kind;
    QList<Row> m_rows;
};

//! A member in words: its profile's name, what its entry says it is, or its shortened id.
QString memberName(const MemberId &member, const SpaceOverview &overview, const MemberId &self);

} // namespace reeeductio
