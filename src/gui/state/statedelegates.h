// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QStyledItemDelegate>

namespace reeeductio {

//! A row as high as its text and a little air, in the colours of the theme.
class StateRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    static void setIcon(QStyleOptionViewItem &option, const QString &name, const QColor &color);
    static void setTextColor(QStyleOptionViewItem &option, const QColor &color);
};

//! Of a StateTreeModel: what is encrypted, what the server can read, what is gone or wrong.
class StateTreeDelegate final : public StateRowDelegate
{
    Q_OBJECT

public:
    using StateRowDelegate::StateRowDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

//! Of a StateHistoryModel: which version stands, which does not count.
class StateHistoryDelegate final : public StateRowDelegate
{
    Q_OBJECT

public:
    using StateRowDelegate::StateRowDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

//! Of a StateDifferenceModel: new, changed, deleted.
class StateDifferenceDelegate final : public StateRowDelegate
{
    Q_OBJECT

public:
    using StateRowDelegate::StateRowDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace reeeductio
