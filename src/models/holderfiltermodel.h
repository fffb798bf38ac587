// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/holderlistmodel.h"

#include <QSortFilterProxyModel>

namespace reeeductio {

//! The members, roles or tools that a person looks for.
class HolderFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    //! `holders` outlives it.
    explicit HolderFilterModel(HolderListModel &holders, QObject *parent = nullptr);

    //! Every word is in a holder's name or in what is said about it, or its id begins with it.
    void setText(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    HolderListModel &m_holders;
    QStringList m_words;
};

} // namespace reeeductio
