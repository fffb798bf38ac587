// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/access/accessdelegate.h"

#include "gui/shared/theme.h"
#include "models/accessmatrixmodel.h"

#include <QPainter>

namespace reeeductio {

//! By hand: hundreds are in sight, and by the style sheet they were most of a long event.
void AccessDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const auto &colors = Theme::colorsFor(option.palette);
    const bool isAllowed = index.data(static_cast<int>(AccessMatrixModel::Role::IsAllowed)).toBool();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, colors.accentSoft);
    painter->setPen(isAllowed ? colors.ok : colors.dim);
    painter->setFont(option.font);
    painter->drawText(option.rect, Qt::AlignCenter, index.data().toString());
    if (!hasKeyboardFocus(option))
        return;
    painter->setPen(colors.accent);
    painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
}

} // namespace reeeductio
