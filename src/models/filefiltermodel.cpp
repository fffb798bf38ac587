// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/filefiltermodel.h"

#include <algorithm>

namespace reeeductio {

FileFilterModel::FileFilterModel(FileListModel &files, QObject *parent)
    : QSortFilterProxyModel(parent), m_files(files)
{
    setSourceModel(&files);
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
    m_words = text.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
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
    const auto &sender = m_files.senderNameOf(file);
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        return file.folded.contains(word) || sender.contains(word, Qt::CaseInsensitive);
    });
}

//! Not through data(): thousands are compared in one event.
bool FileFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto &a = m_files.fileAt(left.row());
    const auto &b = m_files.fileAt(right.row());
    const auto byTime = a.time != b.time ? a.time < b.time : a.hash < b.hash;
    const auto byText = [byTime](const QString &first, const QString &second) {
        const auto order = first.compare(second);
        return order != 0 ? order < 0 : byTime;
    };
    switch (sortColumn()) {
    case FileListModel::Name:
        return byText(a.folded, b.folded);
    case FileListModel::Size:
        return a.file.size != b.file.size ? a.file.size < b.file.size : byTime;
    case FileListModel::Sender:
        return byText(m_files.senderNameOf(a), m_files.senderNameOf(b));
    case FileListModel::TopicName:
        return byText(a.topic, b.topic);
    default:
        return byTime;
    }
}

} // namespace reeeductio
