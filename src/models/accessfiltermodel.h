// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/accessmatrixmodel.h"

#include <QSortFilterProxyModel>

#include <vector>

namespace reeeductio {

//! The part of a matrix that a text finds. Each word leaves the members that have it in their name or id, or,
//! where no member has, the columns that speak of it.
class AccessFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    //! The model outlives it.
    explicit AccessFilterModel(AccessMatrixModel &matrix, QObject *parent = nullptr);

    void setText(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool filterAcceptsColumn(int column, const QModelIndex &parent) const override;

private:
    void find();

    AccessMatrixModel &m_matrix;
    QStringList m_words;
    std::vector<bool> m_rows; //!< whether the text leaves them
    std::vector<bool> m_columns;
};

} // namespace reeeductio
