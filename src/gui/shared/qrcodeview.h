// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QBitArray>
#include <QWidget>

namespace reeeductio {

//! A QR code for a telephone's camera: dark on light whatever the theme, with the margin that readers need.
//! What it says is a secret more often than not: only its squares are kept, and they go with clear().
class QrCodeView : public QWidget
{
    Q_OBJECT

public:
    explicit QrCodeView(QWidget *parent = nullptr);

    //! False, and nothing is shown, for what is too long for one (2,953 bytes).
    bool show(QByteArrayView text);
    void clear();

    //! Squares along one side; 0 while there is none.
    int side() const { return m_side; }
    bool isDark(int x, int y) const { return m_squares.testBit(y * m_side + x); }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QBitArray m_squares;
    int m_side = 0;
};

} // namespace reeeductio
