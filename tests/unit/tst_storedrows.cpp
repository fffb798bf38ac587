// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Single rows and pages of the local store, whatever the chain they belong to looks like.

#include "store/database.h"
#include "store/localmessagestore.h"
#include "store/messagetable.h"
#include "support/await.h"
#include "support/cachefile.h"
#include "support/messagechain.h"

#include <functional>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

Q_DECLARE_METATYPE(Seal)

class TestStoredRows : public QObject, private CacheFile
{
    Q_OBJECT

    std::unique_ptr<MessageChain> m_chain;

    Result<StoreOutcome> put(const QList<Message> &messages, Seal seal = Seal::Good)
    {
        QList<SealedMessage> sealed;
        for (const auto &message : messages)
            sealed << SealedMessage{message, seal};
        return await(m_store->put(m_chain->space(), u"general"_s, sealed));
    }

    QList<StoredMessage> upward(RowPlace from, int limit)
    {
        return *await(m_store->upward(m_chain->space(), u"general"_s, from, limit));
    }
    QList<StoredMessage> below(RowPlace place, int limit)
    {
        return *await(m_store->below(m_chain->space(), u"general"_s, place, limit));
    }
    QList<StoredMessage> all() { return rowsOf(m_chain->space()); }

    //! Closes the store, lets somebody else at its file, and opens it again.
    Result<OpenReport> inTheFile(const std::function<void(Database &)> &work)
    {
        close();
        if (auto database = Database::open(file(), MessageTable::schema(), Durability::Normal))
            work(**database);
        return reopen();
    }

private Q_SLOTS:
    void init()
    {
        VERIFY_OK(openNew());
        m_chain = std::make_unique<MessageChain>();
    }
    void cleanup() { close(); }

    // Siblings share a position: none may be passed over where two pages meet.
    void pagesHoldEveryRowOnce_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {1, 2, 3, 7, 100})
            QTest::addRow("pages of %d", size) << size;
    }
    void pagesHoldEveryRowOnce()
    {
        QFETCH(int, size);
        const auto messages = m_chain->appendMany(10);
        VERIFY_OK(put(messages));
        for (int i = 0; i < 4; ++i) {
            const auto branch =
                m_chain->behind(messages[3].hash, messages[4].serverTimestamp + i, QByteArray::number(i));
            VERIFY_OK(put({branch}));
            VERIFY_OK(put({m_chain->behind(branch.hash, branch.serverTimestamp + 1)}));
        }
        const auto whole = all();
        QCOMPARE(whole.size(), 18);

        QList<StoredMessage> up;
        for (auto page = upward(RowPlace::first(), size); !page.isEmpty();
             page = upward(up.back().place().next(), size))
            up << page;
        QCOMPARE(hashes(up), hashes(whole));

        QList<StoredMessage> down;
        for (auto page = below(RowPlace::behindAll(), size); !page.isEmpty();
             page = below(down.front().place(), size))
            down = page + down;
        QCOMPARE(hashes(down), hashes(whole));
    }

    // Whatever was given under its hash first.
    void aGoodCopyTakesTheBadOnesPlace_data()
    {
        QTest::addColumn<Seal>("seal");
        QTest::addColumn<bool>("isInOneBatch");
        QTest::newRow("another content") << Seal::BadHash << false;
        QTest::newRow("another signature") << Seal::BadSignature << false;
        QTest::newRow("both in one batch") << Seal::BadHash << true;
    }
    void aGoodCopyTakesTheBadOnesPlace()
    {
        QFETCH(Seal, seal);
        QFETCH(bool, isInOneBatch);
        const auto messages = m_chain->appendMany(3);
        auto bad = messages[1];
        bad.signature = "x";
        if (seal == Seal::BadHash) {
            bad.data = "b3RoZXI=";
            bad.prevHash = messages[2].hash;
        }
        VERIFY_OK(put({messages[0], messages[2]}));
        if (isInOneBatch) {
            VERIFY_OK(await(m_store->put(m_chain->space(), u"general"_s,
                                         {{bad, seal}, {messages[1], Seal::Good}, {bad, seal}})));
        } else {
            VERIFY_OK(put({bad}, seal));
            QVERIFY((*await(m_store->byHash(m_chain->space(), u"general"_s, bad.hash)))->flags);
            QVERIFY(put({messages[1]})->hasChanged());
        }
        QVERIFY(!put({bad}, seal)->hasChanged()); // and not the other way round
        const auto rows = all();
        QCOMPARE(rows.size(), 3);
        for (qsizetype i = 0; i < 3; ++i) {
            QCOMPARE(rows[i].message, messages[i]);
            QCOMPARE(rows[i].flags, RowFlags());
            QCOMPARE(rows[i].position, rows[0].position + i);
        }
        QCOMPARE(*await(m_store->count(m_chain->space())), 3);
    }

    void readingMakesNoTopics()
    {
        const auto space = m_chain->space();
        QCOMPARE(await(m_store->chain(space, u"nowhere"_s))->count, 0);
        QVERIFY(all().isEmpty());
        QVERIFY(!await(m_store->byHash(space, u"nowhere"_s, "M"))->has_value());
        QCOMPARE(*await(m_store->remove(space, u"nowhere"_s)), 0);
        VERIFY_OK(await(m_store->markComplete(space, u"empty"_s))); // known, but nothing is stored of it
        QCOMPARE(*await(m_store->topics(space)), QStringList());
        QVERIFY(await(m_store->chain(space, u"empty"_s))->isComplete);
        QVERIFY(inTheFile([](Database &database) {
            auto &count = database.prepared("SELECT count(*) FROM topic");
            VERIFY_OK(count.run());
            QVERIFY(count.next());
            QCOMPARE(count.integer(0), 1);
        }));
    }

    void oneMessageCanBeRemovedAndComesAgain_data()
    {
        QTest::addColumn<int>("removed"); // of 0 1 2 3 4, and 5 a sibling of 2
        QTest::addColumn<QList<int>>("unlinked");
        QTest::addColumn<bool>("isForked"); // still
        QTest::newRow("the beginning") << 0 << QList<int>{1} << true;
        QTest::newRow("in the middle") << 3 << QList<int>{4} << true;
        QTest::newRow("the newest") << 4 << QList<int>() << true;
        QTest::newRow("a sibling") << 5 << QList<int>() << false;
    }
    void oneMessageCanBeRemovedAndComesAgain()
    {
        QFETCH(int, removed);
        QFETCH(QList<int>, unlinked);
        QFETCH(bool, isForked);
        const auto space = m_chain->space();
        auto messages = m_chain->appendMany(5);
        messages << m_chain->behind(messages[1].hash, messages[2].serverTimestamp);
        VERIFY_OK(put(messages));
        VERIFY_OK(await(m_store->markComplete(space, u"general"_s)));
        const auto before = hashes(all());
        QVERIFY(*await(m_store->removeMessage(space, u"general"_s, messages[removed].hash)));
        QVERIFY(!*await(m_store->removeMessage(space, u"general"_s, messages[removed].hash)));
        QCOMPARE(*await(m_store->count(space, u"general"_s)), 5);
        QCOMPARE(await(m_store->chain(space, u"general"_s))->isComplete, removed != 0);
        const auto rows = all();
        QCOMPARE(rows.size(), 5);
        for (const auto &row : rows) {
            const auto index = static_cast<int>(messages.indexOf(row.message));
            QCOMPARE(row.flags.testFlag(RowFlag::Unlinked), unlinked.contains(index));
            QCOMPARE(row.flags.testFlag(RowFlag::Fork), isForked && (index == 2 || index == 5));
        }
        VERIFY_OK(put({messages[removed]}));
        auto after = hashes(all());
        auto expected = before;
        std::sort(after.begin(), after.end());
        std::sort(expected.begin(), expected.end());
        QCOMPARE(after, expected);
        for (const auto &row : all())
            QVERIFY(!row.flags.testFlag(RowFlag::Unlinked));
    }

    void countsLatestAndClearingBySpace()
    {
        const MessageChain other;
        const auto messages = m_chain->appendMany(3);
        QVERIFY(!await(m_store->latest(m_chain->space(), u"general"_s))->has_value());
        VERIFY_OK(put(messages));
        VERIFY_OK(await(
            m_store->put(m_chain->space(), u"alerts"_s, sealedGood({m_chain->behind(std::nullopt, 1)}))));
        VERIFY_OK(
            await(m_store->put(other.space(), u"general"_s, sealedGood({other.behind(std::nullopt, 1)}))));
        QCOMPARE((*await(m_store->latest(m_chain->space(), u"general"_s)))->message, messages.back());
        QCOMPARE(*await(m_store->count(m_chain->space(), u"general"_s)), 3);
        QCOMPARE(*await(m_store->count(m_chain->space(), u"alerts"_s)), 1);
        QCOMPARE(*await(m_store->count(m_chain->space(), u"nowhere"_s)), 0);

        QCOMPARE(*await(m_store->clear(m_chain->space())), 4);
        QCOMPARE(*await(m_store->countAll()), 1);
        QCOMPARE(*await(m_store->topics(m_chain->space())), QStringList());
        QCOMPARE(*await(m_store->topics(other.space())), QStringList{u"general"_s});
        VERIFY_OK(put(messages)); // keys of cleared topics are not used again
        QCOMPARE(all().size(), 3);
    }

    void anEmptyTopicsBeginningIsNotThatOfWhatComesLater()
    {
        const auto space = m_chain->space();
        const auto messages = m_chain->appendMany(5);
        VERIFY_OK(await(m_store->markComplete(space, u"general"_s)));
        VERIFY_OK(put({messages[3], messages[4]}));
        QVERIFY(!await(m_store->chain(space, u"general"_s))->isComplete);
        VERIFY_OK(await(m_store->markComplete(space, u"general"_s)));
        VERIFY_OK(put({messages[2]}));
        QVERIFY(await(m_store->chain(space, u"general"_s))->isComplete);
    }

    // Two statements each: the second one fails.
    void whatCannotBeRemovedWhollyIsKept_data()
    {
        QTest::addColumn<QString>("event");
        QTest::addColumn<bool>("isClear");
        QTest::newRow("a topic") << u"UPDATE"_s << false;
        QTest::newRow("everything") << u"DELETE"_s << true;
    }
    void whatCannotBeRemovedWhollyIsKept()
    {
        QFETCH(QString, event);
        QFETCH(bool, isClear);
        const auto space = m_chain->space();
        VERIFY_OK(put(m_chain->appendMany(3)));
        QVERIFY(inTheFile([&event](Database &database) {
            VERIFY_OK(database.execute(u"CREATE TRIGGER refusing BEFORE "_s + event +
                                       u" ON topic BEGIN SELECT RAISE(ABORT, 'no'); END"_s));
        }));
        QVERIFY(!(isClear ? await(m_store->clear()).has_value()
                          : await(m_store->remove(space, u"general"_s)).has_value()));
        QCOMPARE(all().size(), 3);
        QCOMPARE(*await(m_store->count(space)), 3);
        QVERIFY(
            inTheFile([](Database &database) { VERIFY_OK(database.execute(u"DROP TRIGGER refusing"_s)); }));
        VERIFY_OK(await(m_store->clear()));
        QVERIFY(all().isEmpty());
    }

    void aTransactionThatCannotBeginIsNone()
    {
        const auto database = Database::open(m_dir->filePath(u"other.db"_s), {}, Durability::Normal);
        VERIFY_OK(database);
        {
            auto outer = Transaction::begin(**database);
            VERIFY_OK(outer);
            QVERIFY(!Transaction::begin(**database));
            VERIFY_OK((*database)->execute(u"CREATE TABLE kept(x)"_s));
            VERIFY_OK(outer->commit());
        }
        {
            const auto dropped = Transaction::begin(**database);
            VERIFY_OK(dropped);
            VERIFY_OK((*database)->execute(u"CREATE TABLE dropped(x)"_s));
        }
        VERIFY_OK((*database)->execute(u"SELECT * FROM kept"_s));
        QVERIFY(!(*database)->execute(u"SELECT * FROM dropped"_s));
    }
};

QTEST_GUILESS_MAIN(TestStoredRows)
#include "tst_storedrows.moc"
