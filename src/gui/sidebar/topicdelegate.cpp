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

//! One painting: everything is placed as if the leading edge were at the left, and mirrored when it is drawn.
class TopicPainter
{
public:
    TopicPainter(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
        : m_painter(painter), m_option(option), m_index(index), m_colors(Theme::colorsFor(option.palette)),
          m_area(option.rect.adjusted(margin, 0, -margin, 0))
    {}

    void paint()
    {
        paintBackground();
        const auto unread = roleOf(m_index, TopicListModel::Role::UnreadCount).toInt();
        paintIcon(u"hash"_s, m_colors.dim, m_area.left());
        m_area.setLeft(m_area.left() + iconSize + gap);
        auto font = m_option.font;
        font.setBold(unread > 0);
        if (roleOf(m_index, TopicListModel::Role::FailedCount).toInt() > 0)
            paintTrailing(u"warning"_s, m_colors.bad);
        else if (unread > 0)
            paintBadge(unread >= 100 ? u"99+"_s : QString::number(unread));
        else if (roleOf(m_index, TopicListModel::Role::WaitingCount).toInt() > 0)
            paintTrailing(u"clock"_s, m_colors.dim);
        else if (roleOf(m_index, TopicListModel::Role::Failure).value<ErrorCode>() ==
                 ErrorCode::PermissionDenied)
            paintTrailing(u"lock"_s, m_colors.dim);
        m_painter->setFont(font);
        m_painter->setPen(m_colors.text);
        const auto name =
            QFontMetrics(font).elidedText(m_index.data().toString(), Qt::ElideRight, m_area.width());
        m_painter->drawText(mirrored(m_area), Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine, name);
    }

private:
    QRect mirrored(const QRect &rect) const
    {
        return QStyle::visualRect(m_option.direction, m_option.rect, rect);
    }

    void paintBackground()
    {
        const bool isCurrent = m_option.state.testFlag(QStyle::State_Selected);
        const auto &whole = m_option.rect;
        if (isCurrent || m_option.state.testFlag(QStyle::State_MouseOver))
            m_painter->fillRect(whole, isCurrent ? m_colors.accentSoft : m_colors.chip);
        if (isCurrent)
            m_painter->fillRect(mirrored({whole.left(), whole.top(), 3, whole.height()}), m_colors.accent);
        if (hasKeyboardFocus(m_option)) {
            m_painter->setPen(QPen(m_colors.accent, 2));
            m_painter->drawRect(whole.adjusted(1, 1, -1, -1));
        }
    }

    void paintIcon(const QString &name, const QColor &color, int left)
    {
        const QRect spot(left, m_area.center().y() - iconSize / 2 + 1, iconSize, iconSize);
        m_painter->drawPixmap(mirrored(spot),
                              linePixmap(name, color, iconSize, m_painter->device()->devicePixelRatio()));
    }

    void paintTrailing(const QString &name, const QColor &color)
    {
        paintIcon(name, color, m_area.right() - iconSize);
        m_area.setRight(m_area.right() - iconSize - gap);
    }

    void paintBadge(const QString &text)
    {
        auto font = m_option.font;
        font.setPointSizeF(font.pointSizeF() * 0.85);
        font.setBold(true);
        const QFontMetrics metrics(font);
        const auto height = metrics.height() + 2;
        const auto width = std::max(metrics.horizontalAdvance(text) + 12, height + 2);
        const QRect badge(m_area.right() - width, m_area.center().y() - height / 2, width, height);
        m_painter->setFont(font);
        m_painter->setPen(Qt::NoPen);
        m_painter->setBrush(m_colors.accent);
        m_painter->drawRoundedRect(mirrored(badge), height / 2.0, height / 2.0);
        m_painter->setPen(m_colors.onAccent);
        m_painter->drawText(mirrored(badge), Qt::AlignCenter, text);
        m_painter->setBrush(Qt::NoBrush);
        m_area.setRight(badge.left() - gap);
    }

    QPainter *m_painter;
    const QStyleOptionViewItem &m_option;
    const QModelIndex &m_index;
    const ThemeColors &m_colors;
    QRect m_area; //!< what is left for the name
};

} // namespace

void TopicDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    TopicPainter(painter, option, index).paint();
    painter->restore();
}

QSize TopicDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {160, option.fontMetrics.height() + 14};
}

} // namespace reeeductio
