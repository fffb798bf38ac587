// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A QR code as a camera needs it: whole, square, dark on light with a margin, also in a dark window.

#include "gui/shared/qrcodeview.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;

class TestQrCode : public QObject
{
    Q_OBJECT

    //! The pattern in three corners that a reader finds a code by.
    static bool hasFinder(const QrCodeView &code, int left, int top)
    {
        for (int y = 0; y < 7; ++y) {
            for (int x = 0; x < 7; ++x) {
                const int ring = std::max(std::abs(x - 3), std::abs(y - 3));
                if (code.isDark(left + x, top + y) != (ring != 2))
                    return false;
            }
        }
        return true;
    }

private Q_SLOTS:
    void whatIsLongTakesMoreSquares_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<int>("side");
        QTest::newRow("one byte") << 1 << 21;
        QTest::newRow("as much as the smallest holds") << 17 << 21;
        QTest::newRow("one more") << 18 << 25;
        QTest::newRow("the most there is") << 2953 << 177;
    }

    void whatIsLongTakesMoreSquares()
    {
        QFETCH(const int, bytes);
        QrCodeView code;
        QVERIFY(code.show(QByteArray(bytes, 'x')));
        QTEST(code.side(), "side");
        const int far = code.side() - 7;
        QVERIFY(hasFinder(code, 0, 0) && hasFinder(code, far, 0) && hasFinder(code, 0, far));
        QVERIFY(!hasFinder(code, far, far));
    }

    void whatDoesNotFitIsNotShown()
    {
        QrCodeView code;
        QVERIFY(code.show("a"));
        QVERIFY(!code.show(QByteArray(2954, 'x')));
        QCOMPARE(code.side(), 0);
        QCOMPARE(code.sizeHint(), QSize(0, 0));
    }

    void itIsDarkOnLightWithAMargin()
    {
        QrCodeView code;
        auto dark = code.palette();
        dark.setColor(QPalette::Window, Qt::black);
        code.setPalette(dark);
        QVERIFY(code.show("reeeductio:join#"));
        const int all = code.side() + 8;
        constexpr int square = 5;
        code.resize(all * square, all * square);
        const auto image = code.grab().toImage();
        const auto colorAt = [&image](int x, int y) {
            return image.pixelColor(x * square + square / 2, y * square + square / 2);
        };
        for (int y = 0; y < all; ++y) {
            for (int x = 0; x < all; ++x) {
                const bool isMargin = x < 4 || y < 4 || x >= all - 4 || y >= all - 4;
                const bool isDark = !isMargin && code.isDark(x - 4, y - 4);
                QCOMPARE(colorAt(x, y), QColor(isDark ? Qt::black : Qt::white));
            }
        }
    }

    void nothingOfItStays()
    {
        QrCodeView code;
        QVERIFY(code.show("secret"));
        code.clear();
        QCOMPARE(code.side(), 0);
        code.resize(50, 50);
        const auto image = code.grab().toImage();
        QCOMPARE(image.pixelColor(25, 25), image.pixelColor(0, 0));
    }
};

QTEST_MAIN(TestQrCode)
#include "tst_qrcode.moc"
