// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/datafiltermodel.h"

#include "models/wordsearch.h"

#include <algorithm>

namespace reeeductio {

DataFilterModel::DataFilterModel(DataListModel &entries, QObject *parent)
    : QSortFilterProxyModel(parent), m_entries(entries)
{
    setSourceModel(&entries);
    setDynamicSortFilter(true);
    sort(DataListModel::Path);
}

void DataFilterModel::setKind(Kind kind)
{
    m_kind = kind;
    invalidateFilter();
}

void DataFilterModel::setText(const QString &text)
{
    m_words = searchWords(text);
    invalidateFilter();
}

QModelIndex DataFilterModel::indexOf(const QString &path) const
{
    const auto row = m_entries.rowOf(path);
    return row < 0 ? QModelIndex() : mapFromSource(m_entries.index(row, 0));
}

bool DataFilterModel::isOfKind(DataStatus status) const
{
    switch (m_kind) {
    case Kind::All:
        return true;
    case Kind::Alarms:
        return isAlarm(status);
    case Kind::NotChecked:
        return status == DataStatus::NeverChecked || status == DataStatus::Forgotten;
    case Kind::NotThere:
        return status == DataStatus::Deleted || status == DataStatus::KnownGone || status == DataStatus::Gone;
    }
    Q_UNREACHABLE();
}

bool DataFilterModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto &record = m_entries.recordAt(row);
    if (!isOfKind(statusOf(record)))
        return false;
    const auto signer = m_entries.index(row, DataListModel::Signer, parent).data().toString();
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        return hasWord(record.path, word) || hasWord(signer, word);
    });
}

bool DataFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto &a = m_entries.recordAt(left.row());
    const auto &b = m_entries.recordAt(right.row());
    switch (sortColumn()) {
    case DataListModel::SignedAt:
        return a.newest.signedAt != b.newest.signedAt ? a.newest.signedAt < b.newest.signedAt
                                                      : a.path < b.path;
    case DataListModel::Status:
        return statusOf(a) != statusOf(b) ? statusOf(a) < statusOf(b) : a.path < b.path;
    case DataListModel::Signer: {
        const auto order = left.data().toString().localeAwareCompare(right.data().toString());
        return order != 0 ? order < 0 : a.path < b.path;
    }
    default:
        return a.path < b.path;
    }
}

} // namespace reeeductio
