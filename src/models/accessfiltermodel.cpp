// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/accessfiltermodel.h"

#include "models/wordsearch.h"

#include <algorithm>

namespace reeeductio {

namespace {

//! Leaves those that have the word; all, and says so, when none has.
template <class TextOf>
bool leave(std::vector<bool> &kept, const QString &word, TextOf textOf)
{
    std::vector<bool> found(kept.size());
    for (size_t i = 0; i < kept.size(); ++i)
        found[i] = kept[i] && hasWord(textOf(static_cast<int>(i)), word);
    if (std::none_of(found.begin(), found.end(), [](bool is) { return is; }))
        return false;
    kept = found;
    return true;
}

} // namespace

AccessFilterModel::AccessFilterModel(AccessMatrixModel &matrix, QObject *parent)
    : QSortFilterProxyModel(parent), m_matrix(matrix)
{
    // Before the proxy looks at what is there: connections are called in the order they were made.
    connect(&matrix, &QAbstractItemModel::modelReset, this, &AccessFilterModel::find);
    setSourceModel(&matrix);
}

void AccessFilterModel::setText(const QString &text)
{
    m_words = searchWords(text);
    find();
    invalidateFilter();
}

void AccessFilterModel::find()
{
    m_rows.assign(static_cast<size_t>(m_matrix.rowCount()), true);
    m_columns.assign(static_cast<size_t>(m_matrix.columnCount()), true);
    for (const auto &word : std::as_const(m_words)) {
        const bool isFound =
            leave(m_rows, word,
                  [this](int row) {
                      return QString(m_matrix.memberAt(row) + u'\n' +
                                     m_matrix.overview().matrix.members().at(row).toString());
                  }) ||
            leave(m_columns, word, [this](int column) { return m_matrix.phraseAt(column); });
        if (!isFound)
            m_rows.assign(m_rows.size(), false);
    }
}

bool AccessFilterModel::filterAcceptsRow(int row, const QModelIndex &) const
{
    return static_cast<size_t>(row) >= m_rows.size() || m_rows[static_cast<size_t>(row)];
}

bool AccessFilterModel::filterAcceptsColumn(int column, const QModelIndex &) const
{
    return static_cast<size_t>(column) >= m_columns.size() || m_columns[static_cast<size_t>(column)];
}

} // namespace reeeductio
