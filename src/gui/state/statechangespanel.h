// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/statedifferencemodel.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QDateTimeEdit;
class QLabel;
class QListView;
QT_END_NAMESPACE

namespace reeeductio {

//! What became of the values since a time that a person chooses.
class StateChangesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit StateChangesPanel(QWidget *parent = nullptr);

    void setModel(StateDifferenceModel &differences);
    //! In milliseconds.
    qint64 since() const;
    void setSince(qint64 timeMs);
    //! Until when, in words.
    void setUntil(const QString &text);

Q_SIGNALS:
    void sinceChanged(qint64 timeMs);
    void pathChosen(const QString &path);

private:
    void refresh();

    StateDifferenceModel *m_differences = nullptr;
    QDateTimeEdit *m_since;
    QLabel *m_until;
    QListView *m_list;
    QLabel *m_count;
};

} // namespace reeeductio
