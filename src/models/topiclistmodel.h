// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"

#include <QAbstractListModel>
#include <QPointer>

#include <memory>

namespace reeeductio {

//! The topics of one space, by id.
class TopicListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Role {
        Id = Qt::UserRole,
        Name, //!< as the space's state calls it, else the id
        Description,
        UnreadCount,
        WaitingCount, //!< messages of this person's that are not sent
        FailedCount,  //!< of these, how many wait for the person
        Failure,      //!< why it cannot be read: ErrorCode, or nothing
    };
    Q_ENUM(Role)

    explicit TopicListModel(QObject *parent = nullptr);

    //! Null empties the list, and so does the end of the space.
    void setSpace(LiveSpace *space);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    //! Invalid when there is no such topic.
    QModelIndex indexOf(const QString &topic) const;

private:
    void refresh();
    void watch(const QString &topic);
    void changed(const QString &topic);
    int failedCount(const QString &topic) const;
    QString accessibleText(const QModelIndex &index) const;

    QPointer<LiveSpace> m_space;
    QList<TopicInfo> m_topics;
    std::unique_ptr<QObject> m_shown; //!< context of everything that concerns the space shown
};

} // namespace reeeductio
