// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/qrcodeview.h"

#include <QPainter>

#include <qrcodegen/qrcodegen.hpp>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace reeeductio {

namespace {

constexpr int margin = 4; //!< squares, as the standard wants it
constexpr int preferredSquare = 4;

} // namespace

QrCodeView::QrCodeView(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

bool QrCodeView::show(QByteArrayView text)
{
    clear();
    try {
        const std::vector<std::uint8_t> bytes(text.begin(), text.end());
        const auto code = qrcodegen::QrCode::encodeBinary(bytes, qrcodegen::QrCode::Ecc::LOW);
        m_side = code.getSize();
        m_squares.resize(m_side * m_side);
        for (int y = 0; y < m_side; ++y) {
            for (int x = 0; x < m_side; ++x)
                m_squares.setBit(y * m_side + x, code.getModule(x, y));
        }
    } catch (const std::length_error &) { // the library's way to say that it does not fit
        return false;
    }
    updateGeometry();
    update();
    return true;
}

void QrCodeView::clear()
{
    m_squares.fill(false);
    m_squares.clear();
    m_side = 0;
    updateGeometry();
    update();
}

QSize QrCodeView::sizeHint() const
{
    const int length = m_side == 0 ? 0 : (m_side + 2 * margin) * preferredSquare;
    return {length, length};
}

void QrCodeView::paintEvent(QPaintEvent * /*event*/)
{
    if (m_side == 0)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    const int square = std::max(1, std::min(width(), height()) / (m_side + 2 * margin));
    const int left = (width() - m_side * square) / 2;
    const int top = (height() - m_side * square) / 2;
    for (int y = 0; y < m_side; ++y) {
        for (int x = 0; x < m_side; ++x) {
            if (isDark(x, y))
                painter.fillRect(left + x * square, top + y * square, square, square, Qt::black);
        }
    }
}

} // namespace reeeductio
