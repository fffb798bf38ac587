// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/mergetext.h"

#include <QFrame>
#include <QSet>

QT_BEGIN_NAMESPACE
class QGridLayout;
QT_END_NAMESPACE

namespace reeeductio {

//! What others changed while a change was being looked at, beside what it would write; a person chooses.
//! Until they do, what the others wrote stays. Hidden while there is nothing.
class MergePanel : public QFrame
{
    Q_OBJECT

public:
    explicit MergePanel(QWidget *parent = nullptr);

    void show(const QList<MergeItem> &items);
    //! Paths where what the others wrote shall stay.
    QStringList left() const;

Q_SIGNALS:
    void chosen();

private:
    void addRow(const MergeItem &item);

    QGridLayout *m_rows;
    QList<MergeItem> m_items;
    QSet<QString> m_mine; //!< paths where the change shall be written all the same
};

} // namespace reeeductio
