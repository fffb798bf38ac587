// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/cardbutton.h"

#include "gui/shared/theme.h"

#include <QEvent>
#include <QPainter>

namespace reeeductio {

namespace {

constexpr int margin = 16;
constexpr int gap = 4;
constexpr int cardWidth = 240;

} // namespace

CardButton::CardButton(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void CardButton::setDescription(const QString &description)
{
    m_description = description;
    setAccessibleDescription(description);
    updateGeometry();
    update();
}

void CardButton::setEmphasized(bool isEmphasized)
{
    m_isEmphasized = isEmphasized;
    update();
}

QRect CardButton::textArea() const
{
    return rect().adjusted(margin, margin, -margin, -margin);
}

QSize CardButton::sizeHint() const
{
    const auto metrics = fontMetrics();
    const auto width = std::max(cardWidth, metrics.averageCharWidth() * 34);
    const auto area = QRect(0, 0, width - 2 * margin, 1000);
    const auto description = metrics.boundingRect(area, Qt::TextWordWrap, m_description).height();
    return {width, 2 * margin + metrics.height() + gap + description};
}

void CardButton::paintEvent(QPaintEvent *)
{
    const auto &colors = Theme::colorsFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isLit = m_isEmphasized || underMouse() || hasFocus();
    const qreal pen = hasFocus() ? 2 : 1;
    painter.setPen(QPen(isEnabled() && isLit ? colors.accent : colors.line, pen));
    painter.setBrush(m_isEmphasized || isDown() ? colors.accentSoft : colors.card);
    const auto half = pen / 2;
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), 10, 10);

    auto area = textArea();
    auto bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(isEnabled() ? colors.text : colors.dim);
    painter.drawText(area, Qt::AlignTop | Qt::AlignLeading | Qt::TextSingleLine, text());
    area.setTop(area.top() + fontMetrics().height() + gap);
    painter.setFont(font());
    painter.setPen(colors.dim);
    painter.drawText(area, Qt::AlignTop | Qt::AlignLeading | Qt::TextWordWrap, m_description);
}

bool CardButton::event(QEvent *event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)
        update();
    return QAbstractButton::event(event);
}

} // namespace reeeductio
