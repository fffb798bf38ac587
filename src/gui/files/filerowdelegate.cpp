// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/files/filerowdelegate.h"

#include "gui/shared/icons.h"
#include "gui/shared/theme.h"
#include "models/filelistmodel.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int rowPadding = 10;

bool is(const QModelIndex &index, FileListModel::Role role)
{
    return index.data(static_cast<int>(role)).toBool();
}

} // namespace

QSize FileRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    auto size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() + rowPadding);
    return size;
}

void FileRowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto &colors = Theme::colorsFor(option->palette);
    const bool isAccused = is(index, FileListModel::Role::IsAccused);
    const bool isGone = is(index, FileListModel::Role::IsRemoved);
    const bool isDim = isAccused || isGone || index.column() != FileListModel::Name;
    for (const auto role : {QPalette::Text, QPalette::HighlightedText})
        option->palette.setColor(role, isDim ? colors.dim : colors.text);
    option->palette.setColor(QPalette::Highlight, colors.accentSoft);
    if (index.column() != FileListModel::Name)
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(16, 16);
    const auto kind = is(index, FileListModel::Role::IsImage) ? u"image"_s : u"file"_s;
    option->icon = isAccused ? lineIcon(u"shield-alert"_s, colors.bad) : lineIcon(kind, colors.dim);
}

} // namespace reeeductio
