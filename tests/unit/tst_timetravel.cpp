// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// State as it was at any moment, against a fold over the messages until then that knows nothing of indexes.

#include "client/chainrows.h"
#include "client/statereplay.h"
#include "support/naivelocal.h"
#include "support/randomspace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

QList<StoredMessage> rowsOf(const RandomSpace &space)
{
    QList<StoredMessage> rows;
    for (const auto &message : space.state())
        rows << StoredMessage{message, rows.size() + 1, flagsOf(checkSeal(space.id(), "state", message))};
    return rows;
}

using Standing = QMap<QString, qsizetype>; //!< path and entry

Standing told(const StateReplay &replay, const QString &prefix, Moment moment)
{
    Standing standing;
    const auto entries = replay.standingUnder(prefix, moment);
    for (const auto entry : entries)
        standing.insert(replay.log().at(entry).path, entry);
    return standing;
}

std::optional<qsizetype> at(const Standing &standing, const QString &path)
{
    return standing.contains(path) ? std::optional(standing.value(path)) : std::nullopt;
}

} // namespace

class TestTimeTravel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMomentIsAFold_data() { addSeeds(); }
    void everyMomentIsAFold()
    {
        QFETCH(quint32, seed);
        RandomSpace space(seed);
        space.fill(80);
        const auto folded = folds(space);
        StateReplay replay(space.id(), std::nullopt);
        replay.append(rowsOf(space));

        for (int i = 0; i < 60; ++i) { // in no order
            const auto moment = space.upTo(static_cast<int>(folded.size()));
            const auto &expected = folded[moment];
            QCOMPARE(told(replay, QString(), moment), expected);
            for (const auto &message : space.state()) {
                const auto path = QString::fromUtf8(message.type);
                QCOMPARE(replay.standingAt(path, moment), at(expected, path));
            }
            const auto under = u"auth/users/"_s + space.people()[1].id.toString();
            Standing below;
            for (const auto &[path, entry] : expected.asKeyValueRange()) {
                if (path.startsWith(under))
                    below.insert(path, entry);
            }
            QCOMPARE(told(replay, under, moment), below);
        }
    }

    void whatChangedIsTheDifference_data() { addSeeds(); }
    void whatChangedIsTheDifference()
    {
        QFETCH(quint32, seed);
        RandomSpace space(seed);
        space.fill(80);
        const auto folded = folds(space);
        StateReplay replay(space.id(), std::nullopt);
        replay.append(rowsOf(space));
        for (int i = 0; i < 60; ++i) {
            const auto from = space.upTo(static_cast<int>(folded.size()));
            const auto to = space.upTo(static_cast<int>(folded.size()));
            QMap<QString, PathChange> expected;
            for (const auto &path : (folded[from].keys() + folded[to].keys())) {
                const PathChange change{path, at(folded[from], path), at(folded[to], path)};
                if (change.before != change.after)
                    expected.insert(path, change);
            }
            const auto changes = replay.changes(from, to);
            QCOMPARE(changes, expected.values());
            for (const auto &change : changes)
                ++m_kinds[change.kind()];
        }
    }

    void everyKindOfChangeWasSeen()
    {
        using enum PathChange::Kind;
        for (const auto kind : {Added, Changed, Removed})
            QVERIFY(m_kinds.value(kind) > 100);
    }

    //! Later entries change nothing about what was.
    void thePastIsToldAsItWasThen_data() { addSeeds(); }
    void thePastIsToldAsItWasThen()
    {
        QFETCH(quint32, seed);
        RandomSpace space(seed);
        space.fill(80);
        const auto rows = rowsOf(space);
        StateReplay replay(space.id(), std::nullopt);
        replay.append(rows);
        for (int i = 0; i < 10; ++i) {
            const Moment moment = space.upTo(static_cast<int>(rows.size()) + 1);
            StateReplay then(space.id(), std::nullopt);
            then.append(rows.first(moment));
            QCOMPARE(replay.summary(moment), then.summary());
            for (int j = 0; j < 20; ++j) {
                const auto question = space.question();
                const auto &strict = replay.under(RuleSet::Strict);
                const auto decision = strict.decide(question, replay.circumstancesAt(moment));
                const auto expected =
                    then.under(RuleSet::Strict).decide(question, then.circumstancesAt(then.log().size()));
                QCOMPARE(decision.allowed, expected.allowed);
                QCOMPARE(decision.because, expected.because);
            }
        }
    }

    void aMomentIsFoundByItsMessage()
    {
        RandomSpace space(1);
        space.fill(10);
        StateReplay replay(space.id(), std::nullopt);
        replay.append(rowsOf(space));
        for (qsizetype i = 0; i < space.state().size(); ++i)
            QCOMPARE(replay.momentAfter(space.state()[i].hash), std::optional<Moment>(i + 1));
        QCOMPARE(replay.momentAfter("Mnone"), std::nullopt);
        QCOMPARE(replay.circumstancesAt(0).nowMs, 0);
        QCOMPARE(replay.circumstancesAt(5).moment, 5);
        QCOMPARE(replay.circumstancesAt(5).nowMs, replay.log().at(4).time);
    }

private:
    static void addSeeds()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 301; seed <= 320; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    //! What stood after so many messages.
    static QList<Standing> folds(const RandomSpace &space)
    {
        const NaiveLocal naive(space.id(), space.state());
        QList<Standing> all{{}};
        Standing standing;
        for (qsizetype entry = 0; entry < space.state().size(); ++entry) {
            const auto &message = space.state()[entry];
            const auto path = QString::fromUtf8(message.type);
            if (naive.counts(entry) && message.data.isEmpty())
                standing.remove(path);
            else if (naive.counts(entry))
                standing.insert(path, entry);
            all << standing;
        }
        return all;
    }

    QHash<PathChange::Kind, int> m_kinds;
};

QTEST_GUILESS_MAIN(TestTimeTravel)
#include "tst_timetravel.moc"
