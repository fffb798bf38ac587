// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/files/filerowdelegate.h"

#include "gui/shared/icons.h"
#include "gui/shared/theme.h"
#include "models/filelistmodel.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

bool is(const QModelIndex &index, FileListModel::Role role)
{
    return index.data(static_cast<int>(role)).toBool();
}

} // namespace

bool FileRowDelegate::isDim(const QModelIndex &index) const
{
    return is(index, FileListModel::Role::IsAccused) || is(index, FileListModel::Role::IsRemoved) ||
           index.column() != FileListModel::Name;
}

void FileRowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    RowDelegate::initStyleOption(option, index);
    if (index.column() != FileListModel::Name)
        return;
    const auto &colors = Theme::colorsFor(option->palette);
    const bool isAccused = is(index, FileListModel::Role::IsAccused);
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(16, 16);
    const auto kind = is(index, FileListModel::Role::IsImage) ? u"image"_s : u"file"_s;
    option->icon = isAccused ? lineIcon(u"shield-alert"_s, colors.bad) : lineIcon(kind, colors.dim);
}

} // namespace reeeductio
