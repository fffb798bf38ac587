// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/files/filepainting.h"

#include "gui/shared/icons.h"

#include <QPainterPath>
#include <QStyle>

namespace reeeductio {

namespace {

constexpr int pictureRadius = 6;
constexpr int iconSize = 22;

} // namespace

FileRowPainter::FileRowPainter(QPainter *painter, const QStyleOptionViewItem &option)
    : m_painter(painter), m_option(option), m_colors(Theme::colorsFor(option.palette))
{}

QRect FileRowPainter::mirrored(const QRect &rect) const
{
    return QStyle::visualRect(m_option.direction, m_option.rect, rect);
}

void FileRowPainter::paintBackground()
{
    const bool isCurrent = m_option.state.testFlag(QStyle::State_Selected);
    if (isCurrent || m_option.state.testFlag(QStyle::State_MouseOver))
        m_painter->fillRect(m_option.rect, isCurrent ? m_colors.accentSoft : m_colors.side);
    if (isCurrent && hasKeyboardFocus(m_option)) {
        m_painter->setPen(QPen(m_colors.accent, 2));
        m_painter->setBrush(Qt::NoBrush);
        m_painter->drawRect(m_option.rect.adjusted(1, 1, -1, -1));
    }
}

void FileRowPainter::paintPicture(const QRect &spot, const QImage &image, const QString &icon)
{
    const auto place = mirrored(spot);
    QPainterPath shape;
    shape.addRoundedRect(place, pictureRadius, pictureRadius);
    m_painter->fillPath(shape, m_colors.chip);
    if (image.isNull()) {
        const auto ratio = m_painter->device()->devicePixelRatio();
        QRect middle(0, 0, iconSize, iconSize);
        middle.moveCenter(place.center());
        m_painter->drawPixmap(middle, linePixmap(icon, m_colors.dim, iconSize, ratio));
        return;
    }
    // Filled, whatever its shape: what goes over the edge is not seen.
    const auto size = image.size().scaled(place.size(), Qt::KeepAspectRatioByExpanding);
    QRect whole({}, size);
    whole.moveCenter(place.center());
    m_painter->save();
    m_painter->setClipPath(shape);
    m_painter->setRenderHint(QPainter::SmoothPixmapTransform);
    m_painter->drawImage(whole, image);
    m_painter->restore();
}

void FileRowPainter::paintLine(const QRect &area, const QString &text, const QFont &font, const QColor &color)
{
    m_painter->setFont(font);
    m_painter->setPen(color);
    const auto shown = QFontMetrics(font).elidedText(text, Qt::ElideMiddle, area.width());
    m_painter->drawText(mirrored(area), Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine, shown);
}

QFont FileRowPainter::smallFont(const QFont &font)
{
    auto small = font;
    small.setPointSizeF(font.pointSizeF() * 0.9);
    return small;
}

} // namespace reeeductio
