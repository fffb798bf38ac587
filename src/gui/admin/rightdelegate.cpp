// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/rightdelegate.h"

#include "gui/shared/icons.h"
#include "gui/shared/theme.h"
#include "models/rightlistmodel.h"

#include <QFontDatabase>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int rowPadding = 12;

} // namespace

QSize RightDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    auto size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() + rowPadding);
    return size;
}

void RightDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto &colors = Theme::colorsFor(option->palette);
    const bool isOver = index.data(static_cast<int>(RightListModel::Role::IsOver)).toBool();
    const auto trouble = index.data(static_cast<int>(RightListModel::Role::Trouble)).toInt();
    auto color = isOver ? colors.dim : colors.text;
    if (index.column() == RightListModel::AsStored)
        option->font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (index.column() == RightListModel::Through)
        color = colors.dim;
    if (index.column() == RightListModel::Checked && !isOver) {
        color = trouble == 0 ? colors.ok : colors.warn;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(16, 16);
        option->icon = lineIcon(trouble == 0 ? u"check"_s : u"warning"_s, color);
    }
    for (const auto role : {QPalette::Text, QPalette::HighlightedText})
        option->palette.setColor(role, color);
    option->palette.setColor(QPalette::Highlight, colors.accentSoft);
}

} // namespace reeeductio
