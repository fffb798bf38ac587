// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The state as a person looks through it: what stood when, every version of a value, what became of it.

#include "client/statebrowsing.h"
#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "support/scene.h"

#include <QRandomGenerator>
#include <QTest>

#include <chrono>
#include <ctime>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

using Flags = QHash<qsizetype, RowFlag>; //!< by line

std::unique_ptr<StateReplay> replayOf(const Scene &scene, const Flags &flags = {})
{
    QList<StoredMessage> rows;
    for (qsizetype i = 0; i < scene.log().size(); ++i) {
        StoredMessage row{scene.log().at(i).message, i + 1, {}};
        row.message.hash = QByteArray::number(i);
        if (flags.contains(i))
            row.flags = flags.value(i);
        rows << row;
    }
    auto replay = std::make_unique<StateReplay>(scene.log().space(), std::nullopt);
    replay->append(rows);
    return replay;
}

//! "a=0 b=3!", `-` for an emptied one, `!` where something written later does not count.
QString wordsFor(const StateSnapshot &snapshot)
{
    QStringList words;
    for (const auto &path : snapshot.paths)
        words << path.path + u'=' + (path.entry ? QString::number(*path.entry) : QString()) +
                     (path.isEmptied ? u"-"_s : QString()) + (path.isDoubtful ? u"!"_s : QString());
    return words.join(u' ');
}

QString wordsFor(const QList<StateDifference> &differences)
{
    QStringList words;
    for (const auto &difference : differences) {
        const auto sign = difference.change.kind() == PathChange::Kind::Added     ? u'+'
                          : difference.change.kind() == PathChange::Kind::Removed ? u'-'
                                                                                  : u'*';
        words << sign + difference.change.path;
    }
    return words.join(u' ');
}

std::chrono::nanoseconds ownTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

Message withData(const QByteArray &bytes)
{
    Message message;
    message.data = toBase64(bytes);
    return message;
}

} // namespace

class TestStateBrowsing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAMessageSays_data()
    {
        QTest::addColumn<QByteArray>("plaintext");
        QTest::addColumn<QByteArray>("key"); // "": plain; "space": the space's; "other"
        QTest::addColumn<StateForm>("form");
        QTest::newRow("nothing") << QByteArray() << QByteArray() << StateForm::Emptied;
        QTest::newRow("a text") << QByteArray("blue") << QByteArray() << StateForm::Plain;
        QTest::newRow("JSON") << QByteArray("{\"a\":1}") << QByteArray() << StateForm::Plain;
        QTest::newRow("lines") << QByteArray("a\n\tb\r\n") << QByteArray() << StateForm::Plain;
        QTest::newRow("a few odd bytes") << QByteArray("\x01\xff") << QByteArray() << StateForm::Plain;
        QTest::newRow("encrypted") << QByteArray("blue") << QByteArray("space") << StateForm::Encrypted;
        QTest::newRow("encrypted nothing") << QByteArray() << QByteArray("space") << StateForm::Encrypted;
        QTest::newRow("with another key") << QByteArray("blue") << QByteArray("other") << StateForm::Sealed;
    }
    void whatAMessageSays()
    {
        QFETCH(QByteArray, plaintext);
        QFETCH(QByteArray, key);
        QFETCH(StateForm, form);
        const auto spaceKey = SymmetricKey::generate();
        const auto otherKey = SymmetricKey::generate();
        const auto stored =
            key.isEmpty() ? plaintext : aesgcm::seal(key == "space" ? spaceKey : otherKey, plaintext);
        const auto content = contentOf(withData(stored), &spaceKey);
        QCOMPARE(content.form, form);
        QCOMPARE(content.bytes, form == StateForm::Sealed ? stored : plaintext);
        if (form == StateForm::Encrypted) // who has no key sees that there is something, not what
            QCOMPARE(contentOf(withData(stored), nullptr), (StateContent{StateForm::Sealed, stored}));
    }

    void whatIsNoBase64IsShownAsItCame()
    {
        Message message;
        message.data = "a";
        QCOMPARE(contentOf(message, nullptr), (StateContent{StateForm::Plain, "a"}));
    }

    void whatStoodWhen_data()
    {
        QTest::addColumn<Moment>("moment");
        QTest::addColumn<QString>("expected");
        const auto row = [](Moment moment, const char *expected) {
            QTest::addRow("%d", static_cast<int>(moment)) << moment << QString::fromLatin1(expected);
        };
        row(0, "");
        row(1, "a=0");
        row(2, "a=0 b=1");
        row(3, "a=0! b=1"); // eve may not
        row(4, "a=0! b=1 c=-!");
        row(5, "a=4 b=1 c=-!");
        row(6, "a=4 b=5- c=-!");
        row(7, "a=4 b=6 c=-!");
        row(99, "a=4 b=6 c=-!");
    }
    void whatStoodWhen()
    {
        QFETCH(Moment, moment);
        const Scene scene({u"owner a 1"_s, u"owner b 2"_s, u"eve a 3"_s, u"eve c 4"_s, u"owner a 5"_s,
                           u"owner b"_s, u"owner b 7"_s});
        const auto replay = replayOf(scene);
        const auto snapshot = snapshotOf(*replay, moment);
        QTEST(wordsFor(snapshot), "expected");
        QCOMPARE(snapshot.moment, std::min<Moment>(moment, 7));
        QCOMPARE(snapshot.size, 7);
        QCOMPARE(snapshot.head, "6"_ba);
        QCOMPARE(snapshot.time, moment == 0 ? 0 : Scene::firstTime + (snapshot.moment - 1) * 1000);
    }

    //! F6: what is shown at each event is what a fold over the events before it gives.
    void everyMomentIsAFoldOfWhatCameBefore()
    {
        QRandomGenerator random(20261129);
        Scene scene;
        scene.write(u"owner auth/users/$ada {}"_s);
        scene.write(u"owner auth/users/$ada/rights/w right write state/{...}"_s);
        constexpr int events = 400;
        for (int i = 2; i < events; ++i) {
            const QStringList writers{u"owner"_s, u"ada"_s, u"eve"_s};
            const auto writer = writers[random.bounded(3)];
            const auto value = random.bounded(4) == 0 ? QString() : u" %1"_s.arg(i);
            scene.write(
                u"%1 dir%2/p%3%4"_s.arg(writer).arg(random.bounded(3)).arg(random.bounded(5)).arg(value));
        }
        const auto replay = replayOf(scene);
        QMap<QString, qsizetype> standing;
        for (Moment moment = 0; moment <= events; ++moment) {
            const auto snapshot = snapshotOf(*replay, moment);
            QMap<QString, qsizetype> shown;
            for (const auto &path : snapshot.paths) {
                if (!path.isEmptied)
                    shown.insert(path.path, *path.entry);
            }
            QCOMPARE(shown, standing);
            if (moment == events)
                break;
            const auto &next = scene.log().at(moment);
            if (next.message.sender == scene.member(u"eve"_s).text())
                continue;
            if (next.isEmpty())
                standing.remove(next.path);
            else
                standing.insert(next.path, moment);
        }
        // The same of what became of it between any two.
        for (int i = 0; i < 200; ++i) {
            const Moment from = random.bounded(events + 1);
            const Moment to = from + random.bounded(static_cast<int>(events - from) + 1);
            QMap<QString, std::pair<qsizetype, qsizetype>> expected; // -1: nothing
            for (const auto &[moment, isBefore] : {std::pair(from, true), std::pair(to, false)}) {
                const auto snapshot = snapshotOf(*replay, moment);
                for (const auto &path : snapshot.paths) {
                    auto &both = expected.insert(path.path, expected.value(path.path, {-1, -1})).value();
                    (isBefore ? both.first : both.second) = path.isEmptied ? -1 : *path.entry;
                }
            }
            expected.removeIf([](const decltype(expected)::iterator &its) {
                return its.value().first == its.value().second;
            });
            QMap<QString, std::pair<qsizetype, qsizetype>> found;
            const auto differences = differencesBetween(*replay, from, to);
            for (const auto &difference : differences)
                found.insert(difference.change.path,
                             {difference.change.before.value_or(-1), difference.change.after.value_or(-1)});
            QCOMPARE(found, expected);
        }
    }

    void whatBecameOfIt()
    {
        const Scene scene({u"owner a 1"_s, u"owner b 1"_s, u"owner c 1"_s, u"owner a 2"_s, u"owner b"_s,
                           u"owner d 1"_s, u"eve c 2"_s, u"owner e 1"_s, u"owner e"_s, u"owner c 1"_s});
        const auto replay = replayOf(scene);
        QCOMPARE(wordsFor(differencesBetween(*replay, 3, 10)), u"*a -b *c +d"_s); // c was written once more
        QCOMPARE(wordsFor(differencesBetween(*replay, 0, 3)), u"+a +b +c"_s);
        QCOMPARE(wordsFor(differencesBetween(*replay, 5, 5)), QString());
        QCOMPARE(wordsFor(differencesBetween(*replay, 9, 2)), QString());
        const auto differences = differencesBetween(*replay, 3, 10);
        QCOMPARE(differences[1].time, Scene::firstTime + 4000);
        QCOMPARE(differences[1].sender, scene.member(u"owner"_s).text());
    }

    void everyVersionSaysWhatItIsWorth()
    {
        const Scene scene({u"owner a 1"_s, u"owner a 2"_s, u"owner a 3"_s, u"eve a 4"_s, u"owner b 5"_s,
                           u"owner a"_s, u"owner a 7"_s});
        const auto replay =
            replayOf(scene, {{1, RowFlag::BadHash}, {2, RowFlag::BadSignature}, {6, RowFlag::Fork}});
        const auto history = historyOf(*replay, u"a"_s, 7, nullptr);
        QStringList words;
        for (const auto &version : history.versions)
            words << u"%1 %2%3"_s.arg(version.entry)
                         .arg(QString(nameOf(version.verdict)), version.counts ? u" counts"_s : QString());
        QCOMPARE(words, (QStringList{u"6 fork counts"_s, u"5 verified counts"_s, u"3 not-entitled"_s,
                                     u"2 bad-signature"_s, u"1 bad-hash"_s, u"0 verified counts"_s}));
        QCOMPARE(history.standing, std::optional<qsizetype>(0));
        QCOMPARE(history.versions[0].content, (StateContent{StateForm::Plain, "7"}));
        QCOMPARE(history.versions[1].content.form, StateForm::Emptied);
        QCOMPARE(history.versions[0].stored, "7"_ba);
        QCOMPARE(history.older, 0);

        const auto earlier = historyOf(*replay, u"a"_s, 4, nullptr, 2);
        QCOMPARE(earlier.versions.size(), 2);
        QCOMPARE(earlier.versions[0].entry, 3);
        QCOMPARE(earlier.older, 2);
        QVERIFY(!earlier.standing); // it is among the older
        QVERIFY(historyOf(*replay, u"nowhere"_s, 7, nullptr).versions.isEmpty());
    }

    //! F6: 50,000 events, any point in less than 200 ms.
    void anyPointOfALongHistoryIsQuick()
    {
        constexpr int events = 50'000;
        Scene scene;
        for (int i = 0; i < events; ++i)
            scene.write(u"owner items/%1/%2 {\"n\":%3}"_s.arg(i % 50).arg(i % 5000).arg(i));
        const auto replay = replayOf(scene);
        std::chrono::nanoseconds dearest{0};
        for (const Moment moment : {0, 1, 100, 5'000, 25'000, 49'999, 50'000}) {
            const auto begin = ownTime();
            const auto snapshot = snapshotOf(*replay, moment);
            dearest = std::max(dearest, ownTime() - begin);
            QCOMPARE(snapshot.paths.size(), std::min<Moment>(moment, 5000));
        }
        qInfo() << "the dearest of seven points:"
                << std::chrono::duration<double, std::milli>(dearest).count() << "ms";
        QVERIFY(dearest < 200ms);
    }
};

QTEST_GUILESS_MAIN(TestStateBrowsing)

#include "tst_statebrowsing.moc"
