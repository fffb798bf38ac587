// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// How often a tool was used, and when, in words.

#include "models/toolusetext.h"

#include <QLocale>
#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace reeeductio;

namespace {

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr qint64 now = 1'800'000'000'000;

} // namespace

class TestToolUseText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void timesAreToldInTheLargestUnit_data()
    {
        QTest::addColumn<qint64>("ago");
        QTest::addColumn<QString>("text");
        QTest::newRow("future: the clocks differ") << -5 * minute << u"just now"_s;
        QTest::newRow("now") << qint64(0) << u"just now"_s;
        QTest::newRow("less than a minute") << 59 * second << u"just now"_s;
        QTest::newRow("minutes") << 12 * minute + 40 * second << u"12 minute(s) ago"_s;
        QTest::newRow("less than an hour") << hour - 1 << u"59 minute(s) ago"_s;
        QTest::newRow("hours") << 23 * hour << u"23 hour(s) ago"_s;
        QTest::newRow("days") << 400 * day << u"400 day(s) ago"_s;
    }

    void timesAreToldInTheLargestUnit()
    {
        QFETCH(const qint64, ago);
        QTEST(agoText(now - ago, now), "text");
    }

    void usesAreToldWithTheLimit()
    {
        ToolUses uses{.countedSince = now - day};
        QCOMPARE(toolUsesText(uses, 10, now), u"0 of 10 uses"_s);
        uses.counted = 7;
        uses.lastUse = now - 12 * minute;
        QCOMPARE(toolUsesText(uses, 10, now), u"7 of 10 uses, the last one 12 minute(s) ago"_s);
    }

    void whatIsNotCountedIsSaid()
    {
        ToolUses uses;
        QVERIFY(!toolUsesCaveat(uses).contains(u"may not read"_s));
        uses.unreadable = QStringList{u"alerts"_s, u"pay\u202Eroll"_s};
        const auto text = toolUsesCaveat(uses);
        QVERIFY2(text.contains(u"You may not read alerts"_s), qPrintable(text));
        QVERIFY(!text.contains(QChar(0x202E)));
    }

    void eachUseIsInOnePartOfTheTime()
    {
        ToolUses uses{.countedSince = now - 4 * hour};
        uses.times = {now - 4 * hour, now - 3 * hour - 1, now - 90 * minute, now, now + 5 * minute, 0};
        const auto parts = usesOverTime(uses, now, 4);
        QCOMPARE(parts, (QList<int>{3, 0, 1, 2}));
        QCOMPARE(std::accumulate(parts.begin(), parts.end(), 0), static_cast<int>(uses.times.size()));
    }

    void aLimitOfThisVeryMomentHasNoTimeToDivide()
    {
        ToolUses uses{.countedSince = now};
        uses.times = {now};
        QCOMPARE(usesOverTime(uses, now, 3), (QList<int>{1, 0, 0}));
    }
};

QTEST_GUILESS_MAIN(TestToolUseText)
#include "tst_toolusetext.moc"
