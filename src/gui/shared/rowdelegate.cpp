// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/rowdelegate.h"

#include "gui/shared/theme.h"

namespace reeeductio {

namespace {

constexpr int rowPadding = 10;

} // namespace

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    auto size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() + rowPadding);
    return size;
}

void RowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto &colors = Theme::colorsFor(option->palette);
    for (const auto role : {QPalette::Text, QPalette::HighlightedText})
        option->palette.setColor(role, isDim(index) ? colors.dim : colors.text);
    option->palette.setColor(QPalette::Highlight, colors.accentSoft);
}

} // namespace reeeductio
