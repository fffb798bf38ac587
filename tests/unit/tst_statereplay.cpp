// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A space's state as it is stored, with what a hostile server left out, branched or dated.

#include "client/statereplay.h"
#include "support/scene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

using Flags = QHash<qsizetype, RowFlag>; //!< by line

std::unique_ptr<StateReplay> replayOf(const Scene &scene, const Flags &flags = {})
{
    QList<StoredMessage> rows;
    for (qsizetype i = 0; i < scene.log().size(); ++i) {
        StoredMessage row{scene.log().at(i).message, i + 1, {}};
        if (flags.contains(i))
            row.flags = flags.value(i);
        rows << row;
    }
    auto replay = std::make_unique<StateReplay>(scene.log().space(), std::nullopt);
    replay->append(rows);
    return replay;
}

//! Of a line of the script: one a second.
constexpr qint64 timeOf(qsizetype line)
{
    return Scene::firstTime + line * 1000;
}

QString wordFor(std::optional<bool> answer)
{
    return !answer ? u"unknown"_s : *answer ? u"yes"_s : u"no"_s;
}

} // namespace

class TestStateReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsBehindAHoleIsNotKnown_data()
    {
        QTest::addColumn<Flags>("flags");
        QTest::addColumn<QString>("question");
        QTest::addColumn<qint64>("time");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const Flags &flags, const QString &who, qint64 time,
                            const QString &expected) {
            QTest::newRow(name) << flags << who + u" create topics/general/messages"_s << time << expected;
        };
        const Flags hole{{3, RowFlag::Unlinked}};
        row("whole", {}, u"ada"_s, timeOf(9), u"yes"_s);
        row("before it was allowed", hole, u"ada"_s, timeOf(0), u"no"_s);
        row("before the hole", hole, u"ada"_s, timeOf(2) - 1, u"yes"_s);
        row("within the hole", hole, u"ada"_s, timeOf(2), u"unknown"_s);
        row("behind the hole", hole, u"ada"_s, timeOf(9), u"unknown"_s);
        row("a stranger before the hole", hole, u"eve"_s, timeOf(1), u"no"_s);
        row("a stranger behind the hole", hole, u"eve"_s, timeOf(9), u"unknown"_s);
        row("the owner needs no state", hole, u"owner"_s, timeOf(9), u"yes"_s);
        row("nor by the space's own id", hole, u"space"_s, timeOf(9), u"yes"_s);
        row("the beginning is missing", {{0, RowFlag::Unlinked}}, u"ada"_s, timeOf(2), u"unknown"_s);
        row("a fork has all of it", {{3, RowFlag::Fork}, {4, RowFlag::Fork}}, u"ada"_s, timeOf(9), u"yes"_s);
    }
    void whatIsBehindAHoleIsNotKnown()
    {
        QFETCH(Flags, flags);
        QFETCH(QString, question);
        QFETCH(qint64, time);
        const Scene scene({u"owner auth/users/$ada {}"_s,
                           u"owner auth/users/$ada/rights/r right create topics/{any}/messages"_s,
                           u"owner a 1"_s, u"owner b 2"_s, u"owner c 3"_s});
        const auto replay = replayOf(scene, flags);
        QTEST(wordFor(replay->wasAllowed(scene.question(question), time)), "expected");
    }

    //! The times of state are the server's, and nobody signed them.
    void whatStoodWhen_data()
    {
        QTest::addColumn<QList<qint64>>("times");
        QTest::addColumn<QList<qsizetype>>("moments"); // at 0, 10, 20, 30, 40
        QTest::addColumn<qsizetype>("backward");
        using Times = QList<qint64>;
        using Moments = QList<qsizetype>;
        QTest::newRow("none") << Times() << Moments{0, 0, 0, 0, 0} << qsizetype(0);
        QTest::newRow("ascending") << Times{10, 20, 30} << Moments{0, 1, 2, 3, 3} << qsizetype(0);
        QTest::newRow("at once") << Times{10, 10, 30} << Moments{0, 2, 2, 3, 3} << qsizetype(0);
        QTest::newRow("one from the future")
            << Times{10, 99, 20, 30} << Moments{0, 1, 3, 4, 4} << qsizetype(1);
        QTest::newRow("the last from the future")
            << Times{10, 20, 99} << Moments{0, 1, 2, 2, 2} << qsizetype(0);
        QTest::newRow("one from the past") << Times{10, 20, 5, 30} << Moments{0, 3, 3, 4, 4} << qsizetype(1);
        QTest::newRow("descending") << Times{40, 30, 20, 10} << Moments{0, 4, 4, 4, 4} << qsizetype(3);
        QTest::newRow("up and down") << Times{20, 40, 30, 50, 35} << Moments{0, 0, 1, 3, 5} << qsizetype(2);
    }
    void whatStoodWhen()
    {
        QFETCH(QList<qint64>, times);
        QFETCH(QList<qsizetype>, moments);
        Scene scene;
        for (const auto time : std::as_const(times))
            scene.writeAt(time, u"owner a 1"_s);
        const auto replay = replayOf(scene);
        for (qsizetype i = 0; i < moments.size(); ++i)
            QCOMPARE(replay->momentAt(i * 10), moments[i]);
        QTEST(replay->summary().backwardTimes, "backward");
    }

    void aDateInTheFutureHidesNoRevocation()
    {
        Scene scene({u"owner auth/users/$ada {}"_s,
                     u"owner auth/users/$ada/rights/r right create topics/{any}/messages"_s});
        scene.writeAt(Scene::now, u"owner a 1"_s);
        scene.writeAt(timeOf(3), u"owner auth/users/$ada/rights/r right read state/revoked"_s);
        const auto replay = replayOf(scene);
        const auto question = scene.question(u"ada create topics/general/messages"_s);
        QCOMPARE(wordFor(replay->wasAllowed(question, timeOf(2))), u"yes"_s);
        QCOMPARE(wordFor(replay->wasAllowed(question, timeOf(4))), u"no"_s);
    }

    void aDateInThePastRevivesNoRole()
    {
        Scene scene({u"owner auth/users/$ada {}"_s, u"owner auth/roles/mod/rights/r right write state/a"_s,
                     u"owner auth/users/$ada/roles/mod assign 1005000"_s, u"ada a 1"_s});
        scene.writeAt(1'006'000, u"owner b 1"_s);
        scene.writeAt(1'004'000, u"ada a 2"_s);
        const auto replay = replayOf(scene);
        QCOMPARE(wordFor(replay->wasEntitled(3)), u"yes"_s);
        QCOMPARE(wordFor(replay->wasEntitled(5)), u"no"_s);
    }

    void whoWroteStateBehindAHole()
    {
        const Scene scene({u"owner auth/users/$ada {}"_s,
                           u"owner auth/users/$ada/rights/r right write state/{...}"_s, u"ada a 1"_s,
                           u"eve a 2"_s, u"ada b 3"_s, u"eve b 4"_s, u"owner b 5"_s});
        const auto replay = replayOf(scene, {{4, RowFlag::Unlinked}});
        QStringList entitled;
        for (qsizetype i = 0; i < scene.log().size(); ++i)
            entitled << wordFor(replay->wasEntitled(i));
        QCOMPARE(entitled,
                 (QStringList{u"yes"_s, u"yes"_s, u"yes"_s, u"no"_s, u"unknown"_s, u"unknown"_s, u"yes"_s}));
    }

    void whatDoesNotCountHidesNothing_data()
    {
        QTest::addColumn<QString>("writer");
        QTest::addColumn<std::optional<RowFlag>>("flag");
        QTest::addColumn<bool>("counts");
        QTest::newRow("by a stranger") << u"eve"_s << std::optional<RowFlag>() << false;
        QTest::newRow("by a member without the right") << u"ada"_s << std::optional<RowFlag>() << false;
        QTest::newRow("forged") << u"owner"_s << std::optional(RowFlag::BadSignature) << false;
        QTest::newRow("altered") << u"owner"_s << std::optional(RowFlag::BadHash) << false;
        QTest::newRow("by the owner") << u"owner"_s << std::optional<RowFlag>() << true;
    }
    void whatDoesNotCountHidesNothing()
    {
        QFETCH(QString, writer);
        QFETCH(std::optional<RowFlag>, flag);
        QFETCH(bool, counts);
        Scene scene({u"owner auth/users/$ada {}"_s,
                     uR"(owner auth/users/$ada/rights/r {"op":"read","path":"topics/secret/messages"})"_s,
                     uR"(owner auth/roles/mod {"role_id":"mod"})"_s, uR"(owner space {"name":"Team"})"_s,
                     uR"(owner topics/general {"name":"General"})"_s,
                     uR"(owner profiles/$ada {"name":"Ada"})"_s});
        const auto written = scene.log().size();
        Flags flags;
        for (const auto &path : {u"auth/users/$ada/rights/r"_s, u"auth/roles/mod"_s, u"space"_s,
                                 u"topics/general"_s, u"profiles/$ada"_s}) {
            for (const auto &value : {u" {}"_s, u""_s}) {
                if (flag)
                    flags.insert(scene.log().size(), *flag);
                scene.write(writer + u' ' + path + value);
            }
        }
        const auto replay = replayOf(scene, flags);
        const auto summary = replay->summary();
        QCOMPARE(summary.name, counts ? QString() : u"Team"_s);
        QCOMPARE(summary.topics.keys(), counts ? QStringList() : (QStringList{u"general"_s, u"secret"_s}));
        QCOMPARE(summary.topics.value(u"general"_s).name, counts ? QString() : u"General"_s);
        QCOMPARE(summary.names.values(), counts ? QStringList() : QStringList{u"Ada"_s});
        QCOMPARE(replay->standingUnder(u"auth/roles/"_s), counts ? QList<qsizetype>() : QList<qsizetype>{2});
        QCOMPARE(replay->standingAt(u"space"_s), counts ? std::nullopt : std::optional<qsizetype>(3));
        if (!counts)
            QCOMPARE(summary.suspiciousEntries, scene.log().size() - written);
        QCOMPARE(summary.users.size(), 1);
    }

    void whatIsSuspicious_data()
    {
        QTest::addColumn<Flags>("flags");
        QTest::addColumn<qsizetype>("suspicious");
        QTest::addColumn<bool>("isWhole");
        QTest::newRow("nothing") << Flags() << qsizetype(0) << true;
        QTest::newRow("a hole") << Flags{{2, RowFlag::Unlinked}} << qsizetype(1) << false;
        QTest::newRow("two holes") << Flags{{1, RowFlag::Unlinked}, {3, RowFlag::Unlinked}} << qsizetype(2)
                                   << false;
        QTest::newRow("a fork") << Flags{{1, RowFlag::Fork}, {2, RowFlag::Fork}} << qsizetype(2) << true;
        QTest::newRow("a bad signature") << Flags{{3, RowFlag::BadSignature}} << qsizetype(1) << true;
        QTest::newRow("a bad hash") << Flags{{3, RowFlag::BadHash}} << qsizetype(1) << true;
    }
    void whatIsSuspicious()
    {
        QFETCH(Flags, flags);
        const auto summary =
            replayOf(Scene({u"owner a 1"_s, u"owner b 2"_s, u"owner c 3"_s, u"owner d 4"_s}), flags)
                ->summary();
        QCOMPARE(summary.stateMessages, 4);
        QTEST(summary.suspiciousEntries, "suspicious");
        QTEST(summary.isWhole, "isWhole");
    }
};

QTEST_GUILESS_MAIN(TestStateReplay)
#include "tst_statereplay.moc"
