// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/chat/messagelayout.h"
#include "models/thumbnails.h"

#include <QCache>
#include <QStyledItemDelegate>

namespace reeeductio {

//! Paints messages and keeps their measures: a view's layout asks for every row's height, and measuring 500
//! anew costs more than an event may. A height once known is told until it is forgotten, at another width
//! too: whoever shows the rows says when it may be another.
class MessageDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit MessageDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    //! Its content, or what stands before it, is another: measured again when it is needed.
    void forget(const QModelIndex &index);
    //! Another font, or other rows.
    void forgetAll();
    //! Where pictures come from; it outlives this. Whoever shows the rows paints them anew when one is ready.
    void setThumbnails(Thumbnails &thumbnails) { m_thumbnails = &thumbnails; }
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

Q_SIGNALS:
    void retryRequested(qint64 outboxId);
    //! Not to be sent after all.
    void takeBackRequested(qint64 outboxId);
    //! Why the server did not take it.
    void whyRequested(qint64 outboxId);
    //! The file that a message brings: to where such files go.
    void saveRequested(const reeeductio::FilePayload &file);
    //! To a place that the person chooses.
    void saveAsRequested(const reeeductio::FilePayload &file);
    //! Saved first, then handed to the desktop.
    void openRequested(const reeeductio::FilePayload &file);
    //! An image, to be looked at here. `message`: the hash of the one that brings it.
    void viewRequested(const QByteArray &message, const reeeductio::FilePayload &file);

private:
    QImage pictureFor(const MessageLayout &layout, const QModelIndex &index) const;
    const MessageLayout &layoutFor(const QStyleOptionViewItem &option, const QModelIndex &index) const;

    mutable QCache<QString, MessageLayout> m_layouts; //!< by the row's key
    mutable QHash<QString, int> m_heights;
    Thumbnails *m_thumbnails = nullptr;
};

} // namespace reeeductio
