// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/timelinemodel.h"

#include <QListView>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QMenu;
class QPushButton;
QT_END_NAMESPACE

namespace reeeductio {

class MessageDelegate;

//! The messages of a topic: keeps what is being read where it is while rows come and go, stays at the end
//! when it is there, and asks for more before an end of the window is reached.
class TimelineView : public QListView
{
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);

    void setTimeline(TimelineModel *model);
    MessageDelegate &delegate() { return *m_delegate; }
    bool isAtEnd() const;
    void scrollToEnd();
    //! The end of the topic, fetched first when it is not in the window.
    void showNewest();

    //! The text of the current row to the clipboard.
    void copyCurrent();

Q_SIGNALS:
    //! A person chose a message.
    void messageActivated(const QModelIndex &index);
    //! They want to know more about it.
    void detailsRequested();
    //! The newest message can be seen.
    void endReached();

protected:
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    //! What is at the top: the row's key and how far its own top is above the view's.
    struct Anchor
    {
        QString key;
        int offset = 0;
    };

    void remember();
    void restore();
    void scrolled();
    void placeJump();
    void addLookingActions(QMenu &menu, const QModelIndex &index);
    //! These rows may have other heights now.
    void remeasure(int first, int last);
    void remeasureSome();

    TimelineModel *m_timeline = nullptr;
    MessageDelegate *m_delegate;
    QPushButton *m_jump; //!< over the rows, while the newest is out of sight
    Anchor m_anchor;
    QTimer m_remeasure; //!< runs while rows out of sight have the height of another width
    int m_nextToRemeasure = 0;
    bool m_staysAtEnd = true;
    bool m_isRestoring = false;
};

} // namespace reeeductio
