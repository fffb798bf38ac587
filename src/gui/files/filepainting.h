// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/theme.h"

#include <QImage>
#include <QPainter>
#include <QStyleOptionViewItem>

namespace reeeductio {

//! What rows of files have in common when they are painted: everything is placed as if the leading edge were
//! at the left, and mirrored when it is drawn.
class FileRowPainter
{
public:
    FileRowPainter(QPainter *painter, const QStyleOptionViewItem &option);

    const ThemeColors &colors() const { return m_colors; }
    QRect mirrored(const QRect &rect) const;

    void paintBackground();
    //! The image, or an icon where there is none.
    void paintPicture(const QRect &spot, const QImage &image, const QString &icon);
    //! One line, its middle left out when it is too long.
    void paintLine(const QRect &area, const QString &text, const QFont &font, const QColor &color);

    static QFont smallFont(const QFont &font);

private:
    QPainter *m_painter;
    const QStyleOptionViewItem &m_option;
    const ThemeColors &m_colors;
};

} // namespace reeeductio
