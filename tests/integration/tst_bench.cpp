// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The benchmark program as its caller sees it: one line of JSON last on stdout. Small figures, no limits:
// those are measured in a release build.

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Outcome
{
    int exitCode = -1;
    QByteArrayList output = {};
    QByteArray errors = {};
};

Outcome runBench(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(BENCH_PROGRAM), arguments);
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 100'000))
        process.kill();
    process.waitForFinished();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput().trimmed().split('\n'), process.readAllStandardError()};
}

} // namespace

class TestBench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void syncTellsItsFigures()
    {
        const auto outcome = runBench({u"sync"_s, u"--messages"_s, u"2500"_s, u"--runs"_s, u"3"_s});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        QCOMPARE(outcome.output.size(), 1);
        const auto figures = QJsonDocument::fromJson(outcome.output.front()).object();
        const auto rate = figures.value(u"messages_per_s"_s).toDouble();
        const auto limit = figures.value(u"libsodium_verify_per_s"_s).toDouble();
        QVERIFY(rate > 0);
        QVERIFY(limit > 0);
        QVERIFY(qFuzzyCompare(figures.value(u"ratio"_s).toDouble(), rate / limit));
        const auto phases = figures.value(u"phases"_s).toObject();
        const auto wall = phases.value(u"wall_s"_s).toDouble();
        QVERIFY(qFuzzyCompare(rate, 2500 / wall));
        const auto firstPage = figures.value(u"first_page_ms"_s).toDouble();
        QVERIFY(firstPage > 0 && firstPage <= wall * 1000);
        for (const auto &thread : {u"gui"_s, u"pool"_s, u"store"_s, u"server"_s})
            QVERIFY2(phases.value(thread + u"_cpu_s"_s).toDouble() > 0, qPrintable(thread));
        QCOMPARE(figures.value(u"messages"_s).toInteger(), 2500);
        QCOMPARE(figures.value(u"runs"_s).toInteger(), 3);
        QCOMPARE(outcome.errors.count("ratio"), 3); // a line a run
    }

    void blobTellsItsFigures()
    {
        const auto outcome = runBench({u"blob"_s, u"--bytes"_s, u"2000000"_s, u"--runs"_s, u"3"_s});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        QCOMPARE(outcome.output.size(), 1);
        const auto figures = QJsonDocument::fromJson(outcome.output.front()).object();
        const auto number = [&figures](const char *name) {
            return figures.value(QLatin1StringView(name)).toDouble();
        };
        for (const auto *const seconds : {"up_s", "down_s", "limit_s", "down_limit_s"})
            QVERIFY2(number(seconds) > 0 && number(seconds) < 60, seconds);
        QVERIFY(qFuzzyCompare(number("ratio"), std::max(number("up_s") / number("limit_s"),
                                                        number("down_s") / number("down_limit_s"))));
        QVERIFY(figures.value(u"resident_growth_mib"_s).isDouble());
        QCOMPARE(figures.value(u"bytes"_s).toInteger(), 2'000'000);
        QCOMPARE(outcome.errors.count("ratio"), 3);
    }

    void replayTellsItsFigures()
    {
        const auto outcome = runBench({u"replay"_s, u"--messages"_s, u"1500"_s, u"--runs"_s, u"3"_s});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        QCOMPARE(outcome.output.size(), 1);
        const auto figures = QJsonDocument::fromJson(outcome.output.front()).object();
        const auto number = [&figures](const char *name) {
            return figures.value(QLatin1StringView(name)).toDouble();
        };
        for (const auto *const positive : {"messages_per_s", "libsodium_verify_per_s", "at_moment_ms",
                                           "at_moment_worst_ms", "matrix_ms", "append_us"})
            QVERIFY2(number(positive) > 0, positive);
        QVERIFY(qFuzzyCompare(number("ratio"), number("messages_per_s") / number("libsodium_verify_per_s")));
        QVERIFY(number("at_moment_ms") <= number("at_moment_worst_ms"));
        const auto phases = figures.value(u"phases"_s).toObject();
        const auto wall = phases.value(u"wall_s"_s).toDouble();
        QVERIFY(qFuzzyCompare(number("messages_per_s"), 1500 / wall));
        QVERIFY(qFuzzyCompare(phases.value(u"read_s"_s).toDouble() + phases.value(u"replay_s"_s).toDouble(),
                              wall));
        QCOMPARE(figures.value(u"messages"_s).toInteger(), 1500);
        QCOMPARE(figures.value(u"past_messages"_s).toInteger(), 7500);
        QCOMPARE(figures.value(u"members"_s).toInteger(), 75);
        QCOMPARE(figures.value(u"questions"_s).toInteger(), 100);
        QCOMPARE(outcome.errors.count("ratio"), 3); // a line a run
    }

    void whatItDoesNotKnowIsAUsageError_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("another name") << QStringList{u"sing"_s};
        QTest::newRow("no messages") << QStringList{u"sync"_s, u"--messages"_s, u"0"_s};
        QTest::newRow("another option") << QStringList{u"sync"_s, u"--fast"_s};
    }

    void whatItDoesNotKnowIsAUsageError()
    {
        QFETCH(QStringList, arguments);
        const auto outcome = runBench(arguments);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY(!outcome.errors.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestBench)
#include "tst_bench.moc"
