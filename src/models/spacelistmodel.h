// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/profile.h"

#include <QAbstractListModel>

namespace reeeductio {

//! The profile's spaces, in the order they were added.
class SpaceListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Role {
        Name = Qt::UserRole, //!< as its members call it, else as this person does
        Initials,            //!< one or two letters of the name
        UnreadCount,         //!< over all topics
        Space,               //!< LiveSpace *
    };
    Q_ENUM(Role)

    explicit SpaceListModel(Profile &profile, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    LiveSpace *spaceAt(int row) const { return m_spaces.value(row); }

private:
    void add(LiveSpace *space);
    QString nameOf(LiveSpace *space) const;

    Profile &m_profile;
    QList<LiveSpace *> m_spaces;
};

} // namespace reeeductio
