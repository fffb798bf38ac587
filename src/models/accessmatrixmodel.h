// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/accessoverview.h"

#include <QAbstractTableModel>

namespace reeeductio {

//! Members by what they may do. A row's header is the member, a column's what is asked, in two lines.
class AccessMatrixModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Role {
        IsAllowed = Qt::UserRole,
    };
    Q_ENUM(Role)

    using QAbstractTableModel::QAbstractTableModel;

    //! `self`: who looks at it.
    void setOverview(const AccessOverview &overview, const MemberId &self,
                     const QHash<QString, QString> &topicNames);
    void clear();

    const AccessOverview &overview() const { return m_overview; }
    Question questionAt(const QModelIndex &index) const;
    const QString &memberAt(int row) const { return m_members[row]; }
    //! `post in #general`
    const QString &phraseAt(int column) const { return m_phrases[column]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    AccessOverview m_overview;
    QStringList m_members;
    QStringList m_titles;
    QStringList m_phrases;
};

} // namespace reeeductio
