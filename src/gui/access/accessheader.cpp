// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/access/accessheader.h"

#include "gui/shared/theme.h"

#include <QPainter>

namespace reeeductio {

namespace {

constexpr int padding = 8;

} // namespace

AccessHeader::AccessHeader(Qt::Orientation orientation, const QSize &section, QWidget *parent)
    : QHeaderView(orientation, parent), m_section(section)
{
    setSectionsClickable(true);
    setSectionResizeMode(QHeaderView::Fixed);
    setDefaultSectionSize(orientation == Qt::Horizontal ? section.width() : section.height());
}

QSize AccessHeader::sectionSizeFromContents(int /*logicalIndex*/) const
{
    return m_section;
}

void AccessHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    const bool isColumn = orientation() == Qt::Horizontal;
    const auto &colors = Theme::colorsFor(palette());
    painter->fillRect(rect, colors.side);
    painter->setPen(colors.line);
    if (isColumn)
        painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    else if (isRightToLeft())
        painter->drawLine(rect.topLeft(), rect.bottomLeft());
    else
        painter->drawLine(rect.topRight(), rect.bottomRight());
    painter->setPen(isColumn ? colors.dim : colors.text);
    const auto inner = rect.adjusted(padding, 0, -padding, 0);
    auto lines = model()->headerData(logicalIndex, orientation()).toString().split(u'\n');
    for (auto &line : lines)
        line = fontMetrics().elidedText(line, Qt::ElideRight, inner.width());
    const auto alignment = isColumn ? Qt::AlignCenter : Qt::AlignLeading | Qt::AlignVCenter;
    painter->drawText(inner, static_cast<int>(QStyle::visualAlignment(layoutDirection(), alignment)),
                      lines.join(u'\n'));
}

} // namespace reeeductio
