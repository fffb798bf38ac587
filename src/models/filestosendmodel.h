// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/workerpool.h"
#include "client/filetosend.h"
#include "models/filefacts.h"

#include <QAbstractListModel>

#include <functional>

namespace reeeductio {

//! Files a person is about to send: looked at one by one elsewhere, named as others shall see them. Names can
//! be edited. Lives in the GUI thread.
class FilesToSendModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Role {
        Name = Qt::UserRole,
        Size, //!< in bytes, of what will be sent; −1 until it has been looked at
        IsStripped,
        Thumbnail, //!< QImage; null when there is none
        Problem,   //!< Error, when it cannot be sent
        IsFolder,
        IsPasted, //!< it is in no file
        Largest,  //!< what can be sent, in bytes
    };
    Q_ENUM(Role)

    //! `files`: threads that may wait for a disk; they outlive this. `largest`: of a file, in bytes.
    FilesToSendModel(WorkerPool &files, qint64 largest, QObject *parent = nullptr);

    //! A file that is in the list already is not added again.
    void add(const QStringList &paths);
    //! A picture that is in no file, under that name.
    void add(const PastedImage &image, const QString &name);
    void remove(int row);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    //! Qt::EditRole: the name. An empty one, or one with a slash, is refused.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QHash<int, QByteArray> roleNames() const override;

    //! Whether images are sent without what stands beside the picture, where that can be told apart. They
    //! are, unless the person says otherwise.
    void setStripping(bool isStripping);
    //! Whether that makes a difference to any.
    bool hasStrippable() const;

    //! All have been looked at, there is one at least, and none has a problem.
    bool isReady() const;
    qint64 totalSize() const;
    //! In the order of the list.
    QList<FileToSend> files() const;

Q_SIGNALS:
    //! Rows, sizes or problems: what isReady() and totalSize() say may be another.
    void changed();

private:
    struct Entry
    {
        int id;
        QString path; //!< empty: it is in no file
        QString name;
        std::optional<FileFacts> facts = {};
    };

    //! `look` runs on the pool.
    void append(const QString &path, const QString &name, std::function<FileFacts()> look);
    void take(int id, const FileFacts &facts);
    qint64 largestOf(const Entry &entry) const;
    bool isStripped(const Entry &entry) const;
    qint64 sizeOf(const Entry &entry) const;
    QString accessibleText(const Entry &entry) const;

    WorkerPool &m_files;
    qint64 m_largest;
    bool m_isStripping = true;
    int m_lastId = 0;
    QList<Entry> m_entries;
};

} // namespace reeeductio
