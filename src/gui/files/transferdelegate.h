// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QStyledItemDelegate>

namespace reeeductio {

//! A file that goes up or down: its name and topic, how far it is and how fast, and what can be done with it.
class TransferDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

    //! "Cancel" while it is not done, "Clear" after that.
    static QString removeText(const QModelIndex &index);
    static QString retryText();
    static QString showText();
    //! `4.2 of 12 MB · 3.1 MB/s · 3 s left`, or what is wrong with it.
    static QString statusText(const QModelIndex &index);

Q_SIGNALS:
    void removeRequested(const QModelIndex &index);
    void retryRequested(const QModelIndex &index);
    //! Of one that has been saved: in its folder.
    void showRequested(const QModelIndex &index);

private:
    struct Links
    {
        QRect remove;
        QRect other; //!< retry or show; empty when there is neither
    };
    static Links linksIn(const QRect &row, const QFont &font, const QModelIndex &index);
};

} // namespace reeeductio
