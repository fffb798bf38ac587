// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QHash>
#include <QList>
#include <QTimer>
#include <QTreeView>

namespace reeeductio {

//! Keeps columns of a table wide enough for what is in sight, looked at once behind a burst of changes.
//! QHeaderView::ResizeToContents looks at every row in sight each time anything is laid out, several times
//! over: with 3,000 files one such event took 16 ms. Columns grow, and begin anew with the model or another
//! width of the view.
class FittedColumns : public QObject
{
    Q_OBJECT

public:
    //! A part of the view, which has its model already.
    FittedColumns(QTreeView &view, QList<int> columns);

    //! Where all of it does not fit beside what the view's other columns hold, this one is cut rather than
    //! pushed out of sight: what it holds can be read elsewhere.
    void letYield(int column) { m_yielding = column; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fitLater(bool isAnew);
    void fit();
    int needed(int column) const;
    int spaceFor(int column) const;

    QTreeView &m_view;
    QList<int> m_columns;
    QTimer m_timer;
    QHash<int, int> m_needed; //!< by column, since the last beginning
    int m_yielding = -1;
    bool m_isAnew = true;
};

} // namespace reeeductio
