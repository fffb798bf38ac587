// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/access/accessdelegate.h"

#include "gui/shared/theme.h"
#include "models/accessmatrixmodel.h"

namespace reeeductio {

void AccessDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    RowDelegate::initStyleOption(option, index);
    const auto &colors = Theme::colorsFor(option->palette);
    const bool isAllowed = index.data(static_cast<int>(AccessMatrixModel::Role::IsAllowed)).toBool();
    for (const auto role : {QPalette::Text, QPalette::HighlightedText})
        option->palette.setColor(role, isAllowed ? colors.ok : colors.dim);
}

} // namespace reeeductio
