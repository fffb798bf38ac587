// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/sidebar/topicdelegate.h"

#include "gui/shared/icons.h"
#include "gui/shared/theme.h"
#include "models/topiclistmodel.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int margin = 16;
constexpr int iconSize = 16;
constexpr int gap = 8;

QVariant roleOf(const QModelIndex &index, TopicListModel::Role role)
{
    return index.data(static_cast<int>(role));
}

//! Draws a pill at the trailing edge of `area` and returns what is left of it.
QRect drawBadge(QPainter *painter, QRect area, const QString &text, const ThemeColors &colors)
{
    auto font = painter->font();
    font.setPointSizeF(font.pointSizeF() * 0.85);
    font.setBold(true);
    const QFontMetrics metrics(font);
    QRect badge(0, 0, std::max(metrics.horizontalAdvance(text) + 12, metrics.height() + 4),
                metrics.height() + 2);
    badge.moveCenter(area.center());
    badge.moveRight(area.right());
    painter->save();
    painter->setFont(font);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.accent);
    painter->drawRoundedRect(badge, badge.height() / 2.0, badge.height() / 2.0);
    painter->setPen(colors.onAccent);
    painter->drawText(badge, Qt::AlignCenter, text);
    painter->restore();
    area.setRight(badge.left() - gap);
    return area;
}

} // namespace

void TopicDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const auto &colors = Theme::colorsFor(option.palette);
    const auto unread = roleOf(index, TopicListModel::Role::UnreadCount).toInt();
    const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
    const auto mirrored = [&option](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isCurrent || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, isCurrent ? colors.accentSoft : colors.chip);
    if (isCurrent)
        painter->fillRect(mirrored({option.rect.left(), option.rect.top(), 3, option.rect.height()}),
                          colors.accent);
    if (option.state.testFlag(QStyle::State_HasFocus) && !isCurrent) {
        painter->setPen(QPen(colors.accent, 1));
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }

    auto area = option.rect.adjusted(margin, 0, -margin, 0);
    QRect icon(area.left(), area.center().y() - iconSize / 2 + 1, iconSize, iconSize);
    painter->drawPixmap(mirrored(icon),
                        linePixmap(u"hash"_s, colors.dim, iconSize, painter->device()->devicePixelRatio()));
    area.setLeft(icon.right() + gap);
    auto font = option.font;
    if (unread > 0) {
        font.setBold(true);
        area = drawBadge(painter, area, unread >= 100 ? u"99+"_s : QString::number(unread), colors);
    } else if (roleOf(index, TopicListModel::Role::WaitingCount).toInt() > 0) {
        QRect clock(area.right() - iconSize, icon.top(), iconSize, iconSize);
        painter->drawPixmap(mirrored(clock), linePixmap(u"clock"_s, colors.dim, iconSize,
                                                        painter->device()->devicePixelRatio()));
        area.setRight(clock.left() - gap);
    } else if (roleOf(index, TopicListModel::Role::Failure).value<ErrorCode>() ==
               ErrorCode::PermissionDenied) {
        QRect lock(area.right() - iconSize, icon.top(), iconSize, iconSize);
        painter->drawPixmap(mirrored(lock), linePixmap(u"lock"_s, colors.dim, iconSize,
                                                       painter->device()->devicePixelRatio()));
        area.setRight(lock.left() - gap);
    }
    painter->setFont(font);
    painter->setPen(colors.text);
    const auto name = QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, area.width());
    painter->drawText(mirrored(area), Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine, name);
    painter->restore();
}

QSize TopicDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {160, option.fontMetrics.height() + 14};
}

} // namespace reeeductio
