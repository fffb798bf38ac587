// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/files/imagecanvas.h"

#include "gui/shared/theme.h"

#include <QKeyEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace reeeductio {

namespace {

constexpr double zoomStep = 1.25;
constexpr double largestZoom = 16;
constexpr double wheelNotch = 120;

} // namespace

ImageCanvas::ImageCanvas(QWidget *parent) : QWidget(parent)
{
    setMinimumSize(160, 120);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void ImageCanvas::setImage(const QList<QImage> &levels, QSize pixels)
{
    m_levels = levels;
    m_pixels = pixels.isEmpty() && hasImage() ? levels.front().size() : pixels;
    fit();
}

void ImageCanvas::refine(const QList<QImage> &levels, QSize pixels)
{
    if (!hasImage() || m_pixels != pixels)
        return setImage(levels, pixels);
    m_levels = levels;
    update();
}

void ImageCanvas::zoomIn()
{
    setZoom(m_zoom * zoomStep, QRectF(rect()).center());
}

void ImageCanvas::zoomOut()
{
    setZoom(m_zoom / zoomStep, QRectF(rect()).center());
}

void ImageCanvas::showActualSize()
{
    setZoom(1, QRectF(rect()).center());
}

void ImageCanvas::fit()
{
    m_isFitting = true;
    m_zoom = fittingZoom();
    keepInSight();
    update();
    updateCursor();
    Q_EMIT zoomChanged();
}

double ImageCanvas::fittingZoom() const
{
    if (m_pixels.isEmpty())
        return 1;
    const auto ratio = devicePixelRatioF();
    return std::min({1.0, width() * ratio / m_pixels.width(), height() * ratio / m_pixels.height()});
}

QSizeF ImageCanvas::shownSize() const
{
    return QSizeF(m_pixels) * (m_zoom / devicePixelRatioF());
}

void ImageCanvas::setZoom(double zoom, QPointF at)
{
    if (!hasImage())
        return;
    const auto least = fittingZoom();
    const auto next = std::clamp(zoom, std::min(least, 1.0), std::max(largestZoom, least));
    m_offset = at - (at - m_offset) * (next / m_zoom);
    m_zoom = next;
    m_isFitting = qFuzzyCompare(next, least);
    keepInSight();
    update();
    updateCursor();
    Q_EMIT zoomChanged();
}

//! In the middle where it is smaller than the view, without a gap at an edge where it is larger.
void ImageCanvas::keepInSight()
{
    const auto shown = shownSize();
    const auto placed = [](double offset, double size, double room) {
        return size <= room ? (room - size) / 2 : std::clamp(offset, room - size, 0.0);
    };
    m_offset = {placed(m_offset.x(), shown.width(), width()), placed(m_offset.y(), shown.height(), height())};
}

void ImageCanvas::updateCursor()
{
    const auto shown = shownSize();
    const bool canMove = hasImage() && (shown.width() > width() || shown.height() > height());
    setCursor(!canMove ? Qt::ArrowCursor : m_isDragging ? Qt::ClosedHandCursor : Qt::OpenHandCursor);
}

const QImage &ImageCanvas::levelFor(double zoom) const
{
    const auto wanted = m_pixels.width() * zoom;
    const auto last = std::find_if(m_levels.crbegin(), m_levels.crend(),
                                   [wanted](const QImage &level) { return level.width() >= wanted; });
    return last == m_levels.crend() ? m_levels.front() : *last;
}

void ImageCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::colorsFor(palette()).side);
    if (!hasImage())
        return;
    const QRectF shown(m_offset, shownSize());
    const auto visible = shown.intersected(rect());
    const auto &level = levelFor(m_zoom);
    const auto across = level.width() / shown.width();
    const auto down = level.height() / shown.height(); // a sender's word for the size may not fit the picture
    const QRectF part((visible.x() - shown.x()) * across, (visible.y() - shown.y()) * down,
                      visible.width() * across, visible.height() * down);
    painter.setRenderHint(QPainter::SmoothPixmapTransform,
                          m_zoom < 4); // further in, pixels are what one looks for
    painter.drawImage(visible, level, part);
}

void ImageCanvas::resizeEvent(QResizeEvent *)
{
    if (m_isFitting)
        return fit();
    keepInSight();
    updateCursor();
}

void ImageCanvas::wheelEvent(QWheelEvent *event)
{
    setZoom(m_zoom * std::pow(zoomStep, event->angleDelta().y() / wheelNotch), event->position());
    event->accept();
}

bool ImageCanvas::event(QEvent *event)
{
    if (event->type() != QEvent::NativeGesture)
        return QWidget::event(event);
    const auto *const gesture = static_cast<QNativeGestureEvent *>(event);
    if (gesture->gestureType() != Qt::ZoomNativeGesture)
        return QWidget::event(event);
    setZoom(m_zoom * (1 + gesture->value()), gesture->position());
    return true;
}

void ImageCanvas::keyPressEvent(QKeyEvent *event)
{
    constexpr double step = 64;
    QPointF by;
    if (event->modifiers() == Qt::ShiftModifier)
        by = {event->key() == Qt::Key_Left    ? step
              : event->key() == Qt::Key_Right ? -step
                                              : 0,
              event->key() == Qt::Key_Up     ? step
              : event->key() == Qt::Key_Down ? -step
                                             : 0};
    if (by.isNull())
        return QWidget::keyPressEvent(event);
    m_offset += by;
    keepInSight();
    update();
}

void ImageCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    m_isDragging = true;
    m_grabbed = event->position() - m_offset;
    updateCursor();
}

void ImageCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_isDragging)
        return;
    m_offset = event->position() - m_grabbed;
    keepInSight();
    update();
}

void ImageCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mouseReleaseEvent(event);
    m_isDragging = false;
    updateCursor();
}

void ImageCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (m_isFitting && m_zoom < 1)
        setZoom(1, event->position());
    else
        fit();
}

} // namespace reeeductio
