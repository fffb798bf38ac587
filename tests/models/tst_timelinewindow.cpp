// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The window over a topic: how it opens, moves, and survives what happens to its topic.

#include "models/timelinemodel.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/storedtopic.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestTimelineWindow : public QObject
{
    Q_OBJECT

    Backend m_nobody; // never started: services without a server
    std::unique_ptr<StoredTopic> m_stored;
    std::unique_ptr<LiveSpace> m_space;
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    Topic *topic() const { return m_space->topic(m_stored->topic); }

    bool show()
    {
        m_space = m_stored->open(m_nobody.services());
        if (!m_space)
            return false;
        QSignalSpy loaded(m_model.get(), &TimelineModel::loaded);
        m_model->show(m_space.get(), topic());
        return loaded.wait();
    }

    QString text(int row) const { return m_model->index(row).data().toString(); }

    //! "first..last", when all numbers in between are there too; else all that is there.
    QString range() const
    {
        QStringList all;
        bool isRange = m_model->rowCount() > 0;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            all << text(row);
            isRange = isRange && text(row).toInt() == text(0).toInt() + row;
        }
        return isRange ? all.front() + u".."_s + all.back() : all.join(u' ');
    }

private Q_SLOTS:
    void init()
    {
        m_stored = std::make_unique<StoredTopic>();
        QVERIFY(m_stored->machine.open());
        m_model = std::make_unique<TimelineModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_space.reset();
        m_stored.reset();
    }

    void itOpensAtTheEnd_data()
    {
        QTest::addColumn<int>("stored");
        QTest::addColumn<QString>("shown");
        QTest::newRow("one") << 1 << u"0..0"_s;
        QTest::newRow("a few") << 30 << u"0..29"_s;
        QTest::newRow("as many as are read first") << 100 << u"0..99"_s;
        QTest::newRow("one more") << 101 << u"1..100"_s;
        QTest::newRow("many") << 1200 << u"1100..1199"_s;
    }
    void itOpensAtTheEnd()
    {
        QFETCH(int, stored);
        QVERIFY(m_stored->store(m_stored->writeMany(stored)));
        QVERIFY(show());
        QTEST(range(), "shown");
        QVERIFY(m_model->hasNewest());
        m_model->fetchNewer(); // nothing further
        QVERIFY(!m_model->isLoading());
    }

    void itMovesUpAndDownBy50AndHolds500()
    {
        QVERIFY(m_stored->store(m_stored->writeMany(1200)));
        QVERIFY(show());
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        for (int first = 1050; first >= 0; first -= 50) {
            m_model->fetchOlder();
            m_model->fetchOlder(); // under way already
            const auto last = std::min(1199, first + 499);
            QTRY_COMPARE(range(), u"%1..%2"_s.arg(first).arg(last));
            QCOMPARE(m_model->hasNewest(), last == 1199);
        }
        QCOMPARE(inserted.size(), 22);
        m_model->fetchOlder();
        QTRY_VERIFY(!m_model->isLoading());
        QCOMPARE(range(), u"0..499"_s);

        for (int last = 549; last < 1200; last += 50) {
            m_model->fetchNewer();
            QTRY_COMPARE(range(), u"%1..%2"_s.arg(last - 499).arg(last));
        }
        m_model->fetchNewer();
        QTRY_VERIFY(m_model->hasNewest());
        QCOMPARE(range(), u"700..1199"_s);
        QCOMPARE(reset.size(), 0);
    }

    void aForksSiblingsAreShownAlsoAcrossTheWindowsEdge()
    {
        auto messages = m_stored->writeMany(150);
        messages << m_stored->writeBehind(messages[49].hash,
                                          {.plaintext = "fork", .time = messages[50].serverTimestamp});
        QVERIFY(m_stored->store(messages));
        QVERIFY(show());
        QCOMPARE(m_model->rowCount(), 100);
        QCOMPARE(text(0), u"fork"_s); // and 50, which shares its place, is the next one above
        m_model->fetchOlder();
        QTRY_COMPARE(m_model->rowCount(), 150);
        QCOMPARE(text(49), u"50"_s);
        m_model->fetchOlder();
        QTRY_COMPARE(m_model->rowCount(), 151);
        QCOMPARE(text(0), u"0"_s);
    }

    void theBoundaryIsToldWhenOlderRowsCome()
    {
        QVERIFY(m_stored->store(m_stored->writeMany(120)));
        QVERIFY(show());
        QVERIFY(m_model->index(0).data(static_cast<int>(TimelineModel::Role::BeginsDay)).toBool());
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->fetchOlder();
        QTRY_COMPARE(m_model->rowCount(), 120);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.front().front().toModelIndex().row(), 20);
        QVERIFY(!m_model->index(20).data(static_cast<int>(TimelineModel::Role::BeginsDay)).toBool());
    }

    void anEmptyTopicIsLoadedToo()
    {
        m_space = std::make_unique<LiveSpace>(m_stored->owner.clone(), m_nobody.services(),
                                              m_stored->machine.services(), RuleSet::Local);
        m_space->start();
        m_space->addTopicByHand(u"general"_s);
        QSignalSpy loaded(m_model.get(), &TimelineModel::loaded);
        m_model->show(m_space.get(), topic());
        QVERIFY(loaded.wait());
        QCOMPARE(m_model->rowCount(), 0);
        m_model->fetchOlder();
        m_model->fetchNewer();
        QVERIFY(!m_model->isLoading());
        // Two beginnings: laid out anew, not added at an end.
        QVERIFY(m_stored->store(
            {m_stored->writeBehind({}, {.plaintext = "0"}), m_stored->writeBehind({}, {.plaintext = "1"})}));
        Q_EMIT topic()->rowsChanged();
        QTRY_COMPARE(m_model->rowCount(), 2);
    }

    void moreAboveTheOldestIsReachedAfterANewLayout()
    {
        const auto messages = m_stored->writeMany(40);
        QVERIFY(m_stored->store(messages.sliced(20)));
        QVERIFY(show());
        m_model->fetchOlder(); // there is no more
        QTRY_VERIFY(!m_model->isLoading());
        const auto before = m_model->rowAt(0)->position;
        QVERIFY(m_stored->store(messages.first(10))); // apart: laid out anew
        Q_EMIT topic()->rowsChanged();
        QTRY_VERIFY(m_model->rowAt(0)->position != before);
        m_model->fetchOlder();
        QTRY_COMPARE(m_model->rowCount(), 30);
        QCOMPARE(text(0), u"0"_s);
    }

    void newRowsAreAppendedForWhoStandsAtTheEnd_data()
    {
        QTest::addColumn<int>("added");
        QTest::addColumn<QString>("shown");
        QTest::newRow("one") << 1 << u"20..120"_s;
        QTest::newRow("a page less one") << 49 << u"20..168"_s;
        QTest::newRow("more than is fetched at once") << 300 << u"320..419"_s;
    }
    void newRowsAreAppendedForWhoStandsAtTheEnd()
    {
        QFETCH(int, added);
        QFETCH(QString, shown);
        const auto messages = m_stored->writeMany(420);
        QVERIFY(m_stored->store(messages.first(120)));
        QVERIFY(show());
        QVERIFY(m_stored->store(messages.sliced(120, added)));
        const auto last = m_model->rowAt(99)->position;
        QList<qint64> positions;
        for (int i = 1; i <= added; ++i)
            positions << last + i;
        Q_EMIT topic()->rowsAdded(positions);
        QTRY_COMPARE(range(), shown);
        QVERIFY(m_model->hasNewest());
    }

    void aNewLayoutKeepsWhatIsShown_data()
    {
        QTest::addColumn<bool>("atTheEnd");
        QTest::newRow("at the end") << true;
        QTest::newRow("further up") << false;
    }
    void aNewLayoutKeepsWhatIsShown()
    {
        QFETCH(bool, atTheEnd);
        const auto messages = m_stored->writeMany(900);
        QVERIFY(m_stored->store(messages.sliced(200))); // the beginning is not here yet
        QVERIFY(show());
        const auto before = m_model->rowAt(0)->position;
        QVERIFY(before > 1'000'000);
        while (!atTheEnd && m_model->hasNewest()) {
            m_model->fetchOlder();
            QTRY_VERIFY(!m_model->isLoading());
        }
        const auto shown = range();
        QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        QVERIFY(m_stored->store(messages.first(100))); // apart: everything is given another position
        Q_EMIT topic()->rowsChanged();
        QTRY_VERIFY(m_model->rowAt(0) && m_model->rowAt(0)->position < 1000);
        QCOMPARE(range(), shown);
        QCOMPARE(m_model->hasNewest(), atTheEnd);
        QCOMPARE(reset.size(), 0);
        QVERIFY(m_stored->store(messages.sliced(100, 100)));
        Q_EMIT topic()->rowsChanged();
        QTRY_COMPARE(m_model->rowAt(m_model->rowCount() - 1)->position,
                     text(m_model->rowCount() - 1).toInt() + 1);
        QCOMPARE(range(), shown);
    }

    void aGapInTheMiddleIsFilled()
    {
        const auto messages = m_stored->writeMany(60);
        QVERIFY(m_stored->store(messages.first(20)));
        QVERIFY(m_stored->store(messages.sliced(40)));
        QVERIFY(show());
        QCOMPARE(m_model->rowCount(), 40);
        QVERIFY(m_stored->store(messages.sliced(20, 20)));
        Q_EMIT topic()->rowsChanged();
        QTRY_COMPARE(range(), u"0..59"_s);
        QVERIFY(m_model->hasNewest());
    }

    void anotherTopicWhileOneIsRead()
    {
        StoredTopic other(u"alerts"_s);
        other.owner = m_stored->owner.clone();
        QVERIFY(other.machine.open());
        QVERIFY(m_stored->store(m_stored->writeMany(50)));
        QList<SealedMessage> alerts;
        for (const auto &message : other.writeMany(7))
            alerts << SealedMessage{message, Seal::Good};
        VERIFY_OK(await(m_stored->machine.messages().put(m_stored->owner.space, u"alerts"_s, alerts)));
        m_space = m_stored->open(m_nobody.services());
        QVERIFY(m_space);
        QTRY_VERIFY(m_space->topic(u"alerts"_s));
        for (int i = 0; i < 5; ++i) {
            m_model->show(m_space.get(), topic());
            QCOMPARE(m_model->rowCount(), 0);
            m_model->show(m_space.get(), m_space->topic(u"alerts"_s));
        }
        QTRY_COMPARE(range(), u"0..6"_s);
        m_model->fetchOlder();
        m_model->show(m_space.get(), topic());
        QTRY_COMPARE(range(), u"0..49"_s);
        m_model->show(nullptr, nullptr);
        QCOMPARE(m_model->rowCount(), 0);
        QVERIFY(!m_model->topic());
    }

    void theNewestAreShownThoughSomethingIsUnderWay()
    {
        QVERIFY(m_stored->store(m_stored->writeMany(1200)));
        QVERIFY(show());
        while (m_model->hasNewest()) {
            m_model->fetchOlder();
            QTRY_VERIFY(!m_model->isLoading());
        }
        m_model->fetchOlder();
        m_model->showNewest(); // the button for it is pressed in that moment
        QTRY_COMPARE(range(), u"1100..1199"_s);
        QVERIFY(m_model->hasNewest());
    }

    void theSpaceGoesWhileItIsShown_data()
    {
        QTest::addColumn<bool>("whileLoading");
        QTest::newRow("at rest") << false;
        QTest::newRow("while something is fetched") << true;
    }
    void theSpaceGoesWhileItIsShown()
    {
        QFETCH(bool, whileLoading);
        QVERIFY(m_stored->store(m_stored->writeMany(300)));
        QVERIFY(show());
        if (whileLoading) {
            m_model->fetchOlder();
            Q_EMIT topic()->rowsAdded({m_model->rowAt(99)->position + 1}); // and more is wanted after that
            QVERIFY(m_model->isLoading());
        }
        m_space.reset();
        QCOMPARE(m_model->rowCount(), 0);
        QVERIFY(!m_model->topic());
        QVERIFY(!m_model->isLoading());
        m_model->showNewest();
        m_model->fetchOlder();
        QVERIFY(show()); // and it can show another one
        QCOMPARE(range(), u"200..299"_s);
    }

    void aStoreThatCannotBeReadIsSaidSo()
    {
        QVERIFY(m_stored->store(m_stored->writeMany(3)));
        QVERIFY(show());
        SerialThread thread;
        LocalMessageStore closed(thread, u"/proc/nowhere/cache.db"_s);
        const LocalServices local{closed, m_stored->machine.user(), m_stored->machine.services().authority,
                                  m_stored->machine.services().uploadSlots,
                                  m_stored->machine.services().downloadSlots};
        LiveSpace blind(m_stored->owner.clone(), m_nobody.services(), local, RuleSet::Local);
        blind.addTopicByHand(u"general"_s);
        QSignalSpy failed(m_model.get(), &TimelineModel::readFailed);
        m_model->show(&blind, blind.topic(u"general"_s));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.front().front().value<Error>().kind, ErrorKind::Storage);
        QVERIFY(!m_model->isLoading());
    }
};

QTEST_GUILESS_MAIN(TestTimelineWindow)
#include "tst_timelinewindow.moc"
