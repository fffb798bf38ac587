// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QImage>
#include <QList>
#include <QWidget>

namespace reeeductio {

//! Shows one image: whole, or a part of it larger. Wheel and pinch zoom where the pointer is, dragging
//! moves, and so do the arrow keys with Shift.
class ImageCanvas : public QWidget
{
    Q_OBJECT

public:
    explicit ImageCanvas(QWidget *parent = nullptr);

    //! `levels`: the image and what it is when it is halved again and again, so that painting is never much
    //! work; `pixels`: its size. Shown whole. Empty shows nothing.
    void setImage(const QList<QImage> &levels, QSize pixels);
    //! The same image, better: what is seen of it stays.
    void refine(const QList<QImage> &levels, QSize pixels);
    bool hasImage() const { return !m_levels.isEmpty(); }

    void zoomIn();
    void zoomOut();
    //! One pixel of the image for each of the screen.
    void showActualSize();
    //! All of it, and no larger than it is.
    void fit();
    bool isFitting() const { return m_isFitting; }
    //! Pixels of the screen for each of the image.
    double zoom() const { return m_zoom; }

Q_SIGNALS:
    void zoomChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    double fittingZoom() const;
    void setZoom(double zoom, QPointF at);
    void keepInSight();
    void updateCursor();
    QSizeF shownSize() const;
    const QImage &levelFor(double zoom) const;

    QList<QImage> m_levels;
    QSize m_pixels;
    double m_zoom = 1;
    QPointF m_offset; //!< of the image's top left, in pixels of the screen
    QPointF m_grabbed;
    bool m_isFitting = true;
    bool m_isDragging = false;
};

} // namespace reeeductio
