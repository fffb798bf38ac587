// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/holderdelegate.h"

#include "gui/shared/icons.h"
#include "gui/shared/theme.h"
#include "models/holderlistmodel.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int margin = 10;
constexpr int padding = 6;
constexpr int iconSize = 16;

} // namespace

void HolderDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const auto &colors = Theme::colorsFor(option.palette);
    const auto mirrored = [&option](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    painter->save();
    const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
    if (isCurrent || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, isCurrent ? colors.accentSoft : colors.chip);
    if (hasKeyboardFocus(option)) {
        painter->setPen(QPen(colors.accent, 2));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
    auto area = option.rect.adjusted(margin, padding, -margin, -padding);
    if (index.data(static_cast<int>(HolderListModel::Role::IsWarned)).toBool()) {
        const QRect spot(area.right() - iconSize, area.center().y() - iconSize / 2, iconSize, iconSize);
        painter->drawPixmap(mirrored(spot), linePixmap(u"warning"_s, colors.warn, iconSize,
                                                       painter->device()->devicePixelRatio()));
        area.setRight(spot.left() - margin);
    }
    const auto draw = [&](const QFont &font, const QColor &color, int top, HolderListModel::Role role) {
        const QFontMetrics metrics(font);
        painter->setFont(font);
        painter->setPen(color);
        const QRect line(area.left(), top, area.width(), metrics.height());
        painter->drawText(
            mirrored(line), Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
            metrics.elidedText(index.data(static_cast<int>(role)).toString(), Qt::ElideRight, area.width()));
    };
    auto bold = option.font;
    bold.setWeight(QFont::DemiBold);
    draw(bold, colors.text, area.top(), HolderListModel::Role::Name);
    draw(option.font, colors.dim, area.top() + option.fontMetrics.height() + 2, HolderListModel::Role::About);
    painter->restore();
}

QSize HolderDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, 2 * option.fontMetrics.height() + 2 + 2 * padding};
}

} // namespace reeeductio
