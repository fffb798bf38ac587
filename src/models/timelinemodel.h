// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace reeeductio {

//! A window of at most 500 messages over a topic, then this person's own that are on their way. Rows are
//! fetched when the view comes near an end, and let go at the other. Lives in the GUI thread; reading is done
//! elsewhere.
class TimelineModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Role {
        Key = Qt::UserRole, //!< what stays the same while the row is there: the hash, or `outbox-ID`
        Hash,               //!< empty for what is not on the server
        Text,
        File, //!< FilePayload, when it brings a file
        SenderId,
        SenderName,
        IsOwn,
        Time, //!< QDateTime, local
        TypeName,
        Verdict,  //!< reeeductio::Verdict as int
        Delivery, //!< Delivery as int
        Failure,  //!< Error, for Delivery::Failed
        OutboxId,
        BeginsDay,       //!< the first of its day
        ContinuesSender, //!< the one before is the same person's, minutes ago
        BeginsUnread,    //!< the first that is new since the topic was shown
        Position,
    };
    Q_ENUM(Role)

    enum class Delivery {
        Stored,  //!< on the server, and here
        Sent,    //!< on the server
        Sending, //!< on its way, or waiting for its turn
        Failed,  //!< waits for the person
    };
    Q_ENUM(Delivery)

    explicit TimelineModel(QObject *parent = nullptr);
    ~TimelineModel() override;

    //! Null empties the window, and so does the end of the topic.
    void show(LiveSpace *space, Topic *topic);
    Topic *topic() const { return m_topic; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    //! The row on the server, if it is one.
    const TopicRow *rowAt(int row) const;
    //! The newest of the window that is on the server; null in an empty one.
    const TopicRow *newestStored() const { return m_rows.isEmpty() ? nullptr : &m_rows.back(); }
    //! -1 when there is no such row in the window.
    int rowOf(const QString &key) const;

    //! Fetches 50 more at that end, unless that is under way or there are none.
    void fetchOlder();
    void fetchNewer();
    //! Begins anew at the end, once what is under way is done.
    void showNewest();
    //! Whether the view stands at the end and wants to stay there.
    void setFollowing(bool isFollowing) { m_isFollowing = isFollowing; }
    bool hasNewest() const { return m_hasNewest; }
    bool isLoading() const { return m_isLoading; }

Q_SIGNALS:
    //! The first rows of a topic are there, or it is known to be empty.
    void loaded();
    void readFailed(const reeeductio::Error &error);
    void hasNewestChanged();

private:
    struct PendingEntry
    {
        OutboxItem item;
        QByteArray sentAs; //!< the hash once it is on the server
    };

    void clear();
    using Take = void (TimelineModel::*)(const QList<TopicRow> &);
    void load(Pending<QList<TopicRow>> rows, Take take);
    void loadWhatIsWanted();
    void takeNewest(const QList<TopicRow> &rows);
    void takeOlder(const QList<TopicRow> &rows);
    void takeNewer(const QList<TopicRow> &rows);
    void takeAgain(const QList<TopicRow> &rows);
    void appendRows(const QList<TopicRow> &rows);
    void replaceRows(const QList<TopicRow> &rows);
    void findReadMark();
    void rowsAdded(const QList<qint64> &positions);
    void reload();
    int reloadSize() const;
    void trimFront();
    void trimBack();
    void setHasNewest(bool hasNewest);

    void addPending(const OutboxItem &item);
    void updatePending(const OutboxItem &item);
    void markSent(const OutboxItem &item, const Message &message);
    void dropPending(qint64 id);
    void dropPendingShownIn(const QList<TopicRow> &rows);
    int pendingRow(qint64 id) const;

    QVariant rowData(int row, int role) const;
    QVariant pendingData(const PendingEntry &entry, int role) const;
    QByteArray senderAt(int row) const;
    QDateTime timeAt(int row) const;
    bool beginsDay(int row) const;
    bool continuesSender(int row) const;
    bool beginsUnread(int row) const;
    QString accessibleText(int row) const;

    QPointer<LiveSpace> m_space;
    QPointer<Topic> m_topic;
    std::unique_ptr<QObject> m_shown; //!< context of everything that concerns the topic shown
    QList<TopicRow> m_rows;
    QList<PendingEntry> m_pending;
    std::optional<TopicMark> m_readUpTo; //!< when the topic was shown
    QTimer m_reloadTimer;
    bool m_isLoading = false;
    Take m_take = nullptr; //!< of what is loading, or was
    bool m_hasOldest = false;
    bool m_hasNewest = true;
    bool m_isFollowing = true;
    // Asked for while something else was under way.
    bool m_wantsNewest = false;
    bool m_wantsNewer = false;
    bool m_wantsOlder = false;   //!< by fetchOlder(), while something else was loading
    bool m_wantsFurther = false; //!< by fetchNewer()
};

} // namespace reeeductio
