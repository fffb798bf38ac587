// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

namespace reeeductio {

//! What goes up and down in the spaces of a profile, in the order it was asked for. What is done stays in the
//! list until it is cleared. How far each is, is looked up four times a second while anything moves. Lives in
//! the GUI thread.
class TransferListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Role {
        Name = Qt::UserRole,
        TopicName,
        IsUpload,
        State,       //!< State as int
        Done,        //!< of the bytes of the blob
        Total,       //!< −1 while it is not known
        IsReading,   //!< the file is read to know its hash; nothing moves yet
        Speed,       //!< in bytes a second; 0 while it is not known
        SecondsLeft, //!< −1 while it is not known
        Failure,     //!< Error: why it failed, or what it waits for
        Path,        //!< of the file on this computer
    };
    Q_ENUM(Role)

    enum class State { Waiting, Running, Done, Failed };
    Q_ENUM(State)

    explicit TransferListModel(QObject *parent = nullptr);

    //! Also those of this space, until it is gone.
    void addSpace(LiveSpace *space);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    bool hasRunning() const;
    bool hasDone() const;

    void retry(int row);
    //! Aborts what is not done; takes out of the list what is.
    void remove(int row);
    //! Everything that is done.
    void clearDone();

private:
    struct Entry
    {
        QPointer<LiveSpace> space;
        qint64 id = 0;
        bool isUpload = false;
        QString name = {};
        QString topic = {};
        QString path = {};
        State state = State::Waiting;
        std::optional<Error> failure = {};
        std::shared_ptr<const TransferProgress> progress = {};
        double speed = 0; //!< in bytes a second, smoothed
        qint64 lastDone = 0;
    };

    void addUpload(LiveSpace *space, qint64 id);
    void addDownload(LiveSpace *space, qint64 id);
    void append(Entry entry);
    void takeUpload(LiveSpace *space, qint64 id);
    void takeDownload(LiveSpace *space, qint64 id);
    void markSent(LiveSpace *space, qint64 id);
    void drop(int row);
    void update(int row, State state, const std::optional<Error> &failure,
                const std::shared_ptr<const TransferProgress> &progress);
    void measureWhileRunning();
    void measure();
    int rowOf(const LiveSpace *space, qint64 id, bool isUpload) const;
    QString accessibleText(const Entry &entry) const;

    QList<Entry> m_entries;
    QTimer m_measuring;
    QElapsedTimer m_sinceMeasured;
};

} // namespace reeeductio
