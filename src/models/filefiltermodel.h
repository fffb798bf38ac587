// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/filelistmodel.h"

#include <QSortFilterProxyModel>

namespace reeeductio {

//! The files of a list that a person looks for, in the order they chose; the newest first.
class FileFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Kind { All, Images, Others, Own };

    explicit FileFilterModel(FileListModel &files, QObject *parent = nullptr);

    void setKind(Kind kind);
    //! Every word of it is in the name or the sender's.
    void setText(const QString &text);
    //! Not those whose message is not what it should be.
    void setHidingAccused(bool isHiding);

    const ListedFile &fileAt(const QModelIndex &index) const
    {
        return m_files.fileAt(mapToSource(index).row());
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    FileListModel &m_files;
    Kind m_kind = Kind::All;
    QStringList m_words;
    bool m_hidesAccused = false;
};

} // namespace reeeductio
