// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/filefiltermodel.h"

#include <algorithm>

namespace reeeductio {

FileFilterModel::FileFilterModel(FileListModel &files, QObject *parent)
    : QSortFilterProxyModel(parent), m_files(files)
{
    setSourceModel(&files);
    setSortRole(static_cast<int>(FileListModel::Role::Sort));
    setSortLocaleAware(true);
    setDynamicSortFilter(true);
    sort(FileListModel::Time, Qt::DescendingOrder);
}

void FileFilterModel::setKind(Kind kind)
{
    m_kind = kind;
    invalidateFilter();
}

void FileFilterModel::setText(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void FileFilterModel::setHidingAccused(bool isHiding)
{
    m_hidesAccused = isHiding;
    invalidateFilter();
}

bool FileFilterModel::filterAcceptsRow(int row, const QModelIndex &) const
{
    const auto &file = m_files.fileAt(row);
    if (m_hidesAccused && file.isAccused())
        return false;
    const bool isWanted = m_kind == Kind::All || (m_kind == Kind::Images && file.file.isImage) ||
                          (m_kind == Kind::Others && !file.file.isImage) ||
                          (m_kind == Kind::Own && m_files.isOwn(file));
    if (!isWanted)
        return false;
    const auto text =
        m_files.index(row, 0).data(static_cast<int>(FileListModel::Role::SearchText)).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace reeeductio
