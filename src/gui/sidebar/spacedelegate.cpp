// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/sidebar/spacedelegate.h"

#include "gui/shared/theme.h"
#include "models/spacelistmodel.h"

#include <QPainter>

namespace reeeductio {

namespace {

constexpr int tile = 38;

} // namespace

void SpaceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const auto &colors = Theme::colorsFor(option.palette);
    const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
    QRect square(0, 0, tile, tile);
    square.moveCenter(option.rect.center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    if (hasKeyboardFocus(option)) {
        painter->setPen(QPen(colors.text, 2)); // around the tile, which may be of the accent's colour itself
        painter->drawRoundedRect(square.adjusted(-3, -3, 3, 3), 12, 12);
        painter->setPen(Qt::NoPen);
    }
    painter->setBrush(isCurrent ? colors.accent : colors.chip);
    painter->drawRoundedRect(square, 10, 10);
    auto font = option.font;
    font.setBold(true);
    painter->setFont(font);
    painter->setPen(isCurrent ? colors.onAccent : colors.text);
    painter->drawText(square, Qt::AlignCenter,
                      index.data(static_cast<int>(SpaceListModel::Role::Initials)).toString());
    if (!isCurrent && index.data(static_cast<int>(SpaceListModel::Role::UnreadCount)).toInt() > 0) {
        painter->setPen(QPen(colors.rail, 2));
        painter->setBrush(colors.accent);
        painter->drawEllipse(QPointF(square.right() - 2, square.top() + 3), 5.5, 5.5);
    }
    painter->restore();
}

QSize SpaceDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {tile + 18, tile + 8};
}

} // namespace reeeductio
