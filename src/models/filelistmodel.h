// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <QTimer>

namespace reeeductio {

//! A file that a message brought.
struct ListedFile
{
    QString topic;
    QByteArray hash; //!< of the message
    QByteArray sender;
    qint64 time = 0; //!< the server's, in milliseconds
    Verdict verdict = Verdict::Checking;
    FilePayload file;
    QString name = {};   //!< as a file here would be called
    QString folded = {}; //!< the same, to be sorted by and looked for

    bool isAccused() const { return verdict >= Verdict::NotEntitled; }
};

//! The files of a topic, or of all topics of a space, as far as their messages are here: in no order, one
//! that comes later is added. Lives in the GUI thread; reading is done elsewhere.
class FileListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Size, Sender, TopicName, Time, ColumnCount };

    enum class Role {
        Key = Qt::UserRole, //!< the message's hash
        IsImage,
        IsAccused, //!< its message is not what it should be
        IsRemoved, //!< from the server, since the list was shown
    };
    Q_ENUM(Role)

    explicit FileListModel(QObject *parent = nullptr);
    ~FileListModel() override;

    //! Null shows nothing; an empty topic all of them.
    void show(LiveSpace *space, const QString &topic);
    LiveSpace *space() const { return m_space; }
    const QString &topic() const { return m_topic; }

    const ListedFile &fileAt(int row) const { return m_files[row]; }
    bool isOwn(const ListedFile &file) const;
    bool isRemoved(const ListedFile &file) const { return m_removed.contains(file.file.blob); }
    const QString &senderNameOf(const ListedFile &file) const;
    QString topicNameOf(const ListedFile &file) const;
    bool isLoading() const { return !m_toRead.isEmpty(); }
    //! Whether every message of what is shown is here.
    bool isComplete() const;
    //! Of all that are listed, in bytes, as far as it is known.
    qint64 totalSize() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    //! isLoading(), isComplete() or totalSize() may be another.
    void progressed();
    void readFailed(const reeeductio::Error &error);

private:
    void watch(Topic *topic);
    void addTopics();
    void want(const QString &topic);
    void readNext();
    void readBelow(const QString &topic, RowPlace place);
    void take(const QString &topic, const QList<TopicRow> &rows);
    void merge(const QString &topic);
    void dropMissing(const QString &topic);
    void append(const QList<ListedFile> &files);
    bool isListed(const QString &topic) const;
    void finishTopic();
    QVariant text(const ListedFile &file, int column) const;

    QPointer<LiveSpace> m_space;
    QString m_topic;
    std::unique_ptr<QObject> m_shown; //!< context of everything that concerns what is shown
    QList<ListedFile> m_files;
    QSet<QString> m_watched;      //!< topics
    QStringList m_toRead;         //!< topics, the first of them now
    bool m_isFirstReading = true; //!< of that topic: its rows are listed as they come
    QList<ListedFile> m_reading;  //!< what has been read of it, otherwise
    mutable QHash<QByteArray, QString> m_senderNames;
    QSet<QString> m_changed; //!< topics, since they were read
    QSet<BlobId> m_removed;
    QTimer m_rereading;
};

} // namespace reeeductio
