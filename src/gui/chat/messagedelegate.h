// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/chat/messagelayout.h"

#include <QCache>
#include <QStyledItemDelegate>

namespace reeeductio {

//! Paints messages and keeps their measures.
class MessageDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit MessageDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

Q_SIGNALS:
    void retryRequested(qint64 outboxId);
    void discardRequested(qint64 outboxId);

private:
    const MessageLayout &layoutFor(const QStyleOptionViewItem &option, const QModelIndex &index) const;

    mutable QCache<QString, MessageLayout> m_layouts; //!< by the row's key
};

} // namespace reeeductio
