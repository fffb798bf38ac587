// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/holderfiltermodel.h"

#include "models/wordsearch.h"

namespace reeeductio {

HolderFilterModel::HolderFilterModel(HolderListModel &holders, QObject *parent)
    : QSortFilterProxyModel(parent), m_holders(holders)
{
    setSourceModel(&holders);
}

void HolderFilterModel::setText(const QString &text)
{
    m_words = searchWords(text);
    invalidateFilter();
}

bool HolderFilterModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto text =
        m_holders.index(row, 0, parent).data(static_cast<int>(HolderListModel::Role::SearchText));
    return hasWords(text.toString(), m_words);
}

} // namespace reeeductio
