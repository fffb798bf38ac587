// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/datalistmodel.h"

#include <QSortFilterProxyModel>

namespace reeeductio {

//! The data entries that a person looks for, in the order they chose; by path.
class DataFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Kind { All, Alarms, NotChecked, NotThere };

    explicit DataFilterModel(DataListModel &entries, QObject *parent = nullptr);

    void setKind(Kind kind);
    //! Every word of it is in the path or the signer's name.
    void setText(const QString &text);

    const DataRecord &recordAt(const QModelIndex &index) const
    {
        return m_entries.recordAt(mapToSource(index).row());
    }
    //! Invalid when it is not shown.
    QModelIndex indexOf(const QString &path) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    bool isOfKind(DataStatus status) const;

    DataListModel &m_entries;
    Kind m_kind = Kind::All;
    QStringList m_words;
};

} // namespace reeeductio
