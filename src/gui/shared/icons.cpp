// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! Renders when it is painted, at whatever size and screen.
class LineIconEngine final : public QIconEngine
{
public:
    LineIconEngine(QString name, const QColor &color) : m_name(std::move(name)), m_color(color) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        static const QColor faint(0x8a, 0x90, 0x99); // can be seen on light and on dark
        const auto &color = mode == QIcon::Disabled ? faint : m_color;
        painter->drawPixmap(rect,
                            linePixmap(m_name, color, rect.width(), painter->device()->devicePixelRatio()));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, {QPoint(), size}, mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new LineIconEngine(m_name, m_color); }

private:
    QString m_name;
    QColor m_color;
};

} // namespace

QIcon lineIcon(const QString &name, const QColor &color)
{
    return QIcon(new LineIconEngine(name, color));
}

QPixmap linePixmap(const QString &name, const QColor &color, int size, qreal devicePixelRatio)
{
    const auto key = u"line:%1:%2:%3:%4"_s.arg(name, color.name()).arg(size).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(u":/icons/%1.svg"_s.arg(name)); // compiled in
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no icon %s", qPrintable(name));
    QSvgRenderer renderer(file.readAll().replace("currentColor", color.name().toLatin1()));
    pixmap = QPixmap((QSizeF(size, size) * devicePixelRatio).toSize());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace reeeductio
