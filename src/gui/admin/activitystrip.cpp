// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/activitystrip.h"

#include "gui/shared/theme.h"

#include <QPainter>

#include <algorithm>

namespace reeeductio {

namespace {

constexpr int barWidth = 4;
constexpr int gap = 2;
constexpr int tallest = 22;
constexpr int emptyBar = 2;

} // namespace

ActivityStrip::ActivityStrip(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ActivityStrip::setBars(const QList<int> &bars)
{
    m_bars = bars;
    update();
}

QSize ActivityStrip::sizeHint() const
{
    return {barCount * (barWidth + gap) - gap, tallest};
}

void ActivityStrip::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const auto &colors = Theme::colorsFor(palette());
    const int most = m_bars.isEmpty() ? 0 : *std::max_element(m_bars.cbegin(), m_bars.cend());
    for (qsizetype i = 0; i < m_bars.size(); ++i) {
        const int bar = m_bars[i] == 0 ? emptyBar : std::max(2 * emptyBar, tallest * m_bars[i] / most);
        const auto place = isRightToLeft() ? m_bars.size() - 1 - i : i;
        painter.fillRect(static_cast<int>(place) * (barWidth + gap), height() - bar, barWidth, bar,
                         m_bars[i] == 0 ? colors.line : colors.accent);
    }
}

} // namespace reeeductio
