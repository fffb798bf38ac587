// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/database.h"
#include "store/localmessagestore.h"
#include "support/await.h"
#include "support/messagechain.h"

#include <QFile>
#include <QRandomGenerator>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestLocalMessageStore : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SerialThread> m_thread;
    std::unique_ptr<LocalMessageStore> m_store;

    QString file() const { return m_dir->filePath(u"cache.db"_s); }

    Result<OpenReport> reopen()
    {
        m_store.reset();
        m_store = std::make_unique<LocalMessageStore>(*m_thread, file());
        return await(m_store->open());
    }

    Result<StoreOutcome> put(const MessageChain &chain, const QList<Message> &messages)
    {
        return await(m_store->put(chain.space(), u"general"_s, sealedGood(messages)));
    }

    QList<StoredMessage> all(const MessageChain &chain)
    {
        return await(
                   m_store->upward(chain.space(), u"general"_s, std::numeric_limits<qint64>::min(), 100'000))
            .value_or(QList<StoredMessage>());
    }

    static QList<QByteArray> hashes(const QList<StoredMessage> &rows)
    {
        QList<QByteArray> list;
        for (const auto &row : rows)
            list << row.message.hash;
        return list;
    }

    static QList<QByteArray> hashes(const QList<Message> &messages)
    {
        QList<QByteArray> list;
        for (const auto &message : messages)
            list << message.hash;
        return list;
    }

    static void verifyUnbrokenChain(const QList<StoredMessage> &rows, const QList<Message> &expected)
    {
        QCOMPARE(hashes(rows), hashes(expected));
        for (qsizetype i = 0; i < rows.size(); ++i) {
            QCOMPARE(rows[i].flags.toInt(), 0);
            QCOMPARE(rows[i].position, rows.front().position + i);
        }
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_thread = std::make_unique<SerialThread>();
        VERIFY_OK(reopen());
    }
    void cleanup()
    {
        m_store.reset();
        m_thread.reset();
    }

    void whatIsPutIsThereAfterReopening()
    {
        MessageChain chain;
        auto odd = chain.append("not base64", QByteArray("a\0|\xff", 4)); // kept byte for byte
        chain.append();
        VERIFY_OK(put(chain, chain.messages()));
        VERIFY_OK(reopen());
        const auto rows = all(chain);
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0].message, odd);
        QCOMPARE(rows[1].message, chain.messages()[1]);
        QCOMPARE(rows[0].position, 1); // a chain from its beginning counts from one
    }

    void anyOrderAndOverlapGiveTheSameChain_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 20; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void anyOrderAndOverlapGiveTheSameChain()
    {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<unsigned>(seed));
        MessageChain chain;
        const auto messages = chain.appendMany(60);
        QList<QList<Message>> pages;
        for (qsizetype at = 0; at < messages.size(); at += 7)
            pages << messages.mid(std::max<qsizetype>(0, at - 2), 9); // pages overlap, as pages by time do
        std::shuffle(pages.begin(), pages.end(), random);
        for (auto &page : pages) {
            std::shuffle(page.begin(), page.end(), random);
            VERIFY_OK(put(chain, page));
        }
        const auto rows = all(chain);
        QCOMPARE(hashes(rows), hashes(messages));
        for (const auto &row : rows)
            QCOMPARE(row.flags.toInt(), 0);
        QCOMPARE(*await(m_store->count(chain.space())), 60);
    }

    void newestFirstFillsBackwards()
    {
        MessageChain chain;
        const auto messages = chain.appendMany(30);
        VERIFY_OK(put(chain, messages.sliced(20)));
        auto ends = *await(m_store->chain(chain.space(), u"general"_s));
        QVERIFY(!ends.isComplete);
        QVERIFY(ends.oldest->flags.testFlag(RowFlag::Unlinked));
        VERIFY_OK(put(chain, messages.sliced(10, 10)));
        VERIFY_OK(put(chain, messages.first(10)));
        verifyUnbrokenChain(all(chain), messages);
        ends = *await(m_store->chain(chain.space(), u"general"_s));
        QVERIFY(ends.isComplete);
        QCOMPARE(ends.count, 30);
        QCOMPARE(ends.oldest->message, messages.front());
        QCOMPARE(ends.newest->message, messages.back());
    }

    void equalTimesAreOrderedByTheChain()
    {
        MessageChain chain;
        auto messages = chain.appendMany(8);
        for (auto &message : messages)
            message.serverTimestamp = 5;
        auto shuffled = messages;
        std::reverse(shuffled.begin(), shuffled.end());
        VERIFY_OK(put(chain, shuffled));
        verifyUnbrokenChain(all(chain), messages);
    }

    void aGapIsMarkedAndNamedAndCanBeClosed()
    {
        MessageChain chain;
        const auto messages = chain.appendMany(12);
        VERIFY_OK(put(chain, messages.first(4)));
        const auto outcome = put(chain, messages.sliced(8));
        QCOMPARE(outcome->missing, QList<QByteArray>{messages[7].hash});
        auto rows = all(chain);
        QCOMPARE(hashes(rows), hashes(messages.first(4) + messages.sliced(8)));
        QVERIFY(rows[4].flags.testFlag(RowFlag::Unlinked));

        VERIFY_OK(put(chain, messages.sliced(4, 4)));
        verifyUnbrokenChain(all(chain), messages);
    }

    void aForkKeepsBothBranchesAndMarksTheSiblings()
    {
        MessageChain chain;
        const auto messages = chain.appendMany(5);
        const auto other = chain.behind(messages[2].hash, messages[3].serverTimestamp);
        const auto otherChild = chain.behind(other.hash, messages[4].serverTimestamp);
        VERIFY_OK(put(chain, messages));
        const auto outcome = put(chain, {other, otherChild});
        QVERIFY(outcome->foundFork);
        QHash<QByteArray, StoredMessage> byHash;
        const auto rows = all(chain);
        for (const auto &row : rows)
            byHash.insert(row.message.hash, row);
        QCOMPARE(byHash.size(), 7);
        QCOMPARE(byHash[other.hash].position, byHash[messages[3].hash].position);
        QCOMPARE(byHash[otherChild.hash].position, byHash[messages[4].hash].position);
        for (const auto &row : rows) {
            const bool isSibling = row.message.hash == other.hash || row.message.hash == messages[3].hash;
            QCOMPARE(row.flags.testFlag(RowFlag::Fork), isSibling);
        }
    }

    void anyTreeInAnyOrderIsLinkedAlike_data() { anyOrderAndOverlapGiveTheSameChain_data(); }
    void anyTreeInAnyOrderIsLinkedAlike()
    {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<unsigned>(seed));
        MessageChain chain;
        QList<Message> messages{chain.append()};
        for (int i = 0; i < 50; ++i) { // mostly a chain, now and then a branch
            const auto &parent = random() % 5 == 0
                                     ? messages[static_cast<qsizetype>(random()) % messages.size()]
                                     : messages.back();
            messages << chain.behind(parent.hash, static_cast<qint64>(1000 + random() % 100),
                                     QByteArray::number(i));
        }
        auto shuffled = messages;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        for (qsizetype at = 0; at < shuffled.size(); at += 6)
            VERIFY_OK(put(chain, shuffled.mid(at, 6)));

        QHash<QByteArray, qint64> positions;
        QHash<QByteArray, int> children;
        const auto rows = all(chain);
        QCOMPARE(rows.size(), messages.size());
        for (const auto &row : rows) {
            positions.insert(row.message.hash, row.position);
            ++children[row.message.prevHash.value_or(QByteArray())];
        }
        for (const auto &row : rows) {
            const auto parent = row.message.prevHash.value_or(QByteArray());
            QCOMPARE(row.position, positions.value(parent, 0) + 1);
            QVERIFY(!row.flags.testFlag(RowFlag::Unlinked));
            QCOMPARE(row.flags.testFlag(RowFlag::Fork), children.value(parent) > 1);
        }
    }

    //! In whatever order rows come: each one dated before its predecessor is marked, and no row counts as
    //! stored before what it stands behind.
    void timesThatRunBackward_data() { anyOrderAndOverlapGiveTheSameChain_data(); }
    void timesThatRunBackward()
    {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<unsigned>(seed));
        const MessageChain chain;
        QList<Message> messages;
        QList<qint64> latest;
        for (int i = 0; i < 40; ++i) {
            const auto time = 1000 + i * 10 - (random() % 6 == 0 ? static_cast<qint64>(random() % 200) : 0);
            messages << chain.behind(i == 0 ? std::nullopt : std::optional(messages.back().hash), time);
            latest << (i == 0 ? time : std::max(time, latest.back()));
        }
        auto shuffled = messages;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        for (qsizetype at = 0; at < shuffled.size(); at += 1 + seed % 7)
            VERIFY_OK(put(chain, shuffled.mid(at, 1 + seed % 7)));

        const auto rows = all(chain);
        QCOMPARE(hashes(rows), hashes(messages));
        qint64 before = 0;
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const auto time = rows[i].message.serverTimestamp;
            QCOMPARE(rows[i].flags.testFlag(RowFlag::Backdated), time < before);
            const auto notBefore = await(m_store->notBefore(chain.space(), u"general"_s, rows[i].position));
            VERIFY_OK(notBefore);
            QCOMPARE(std::max(*notBefore, time), latest[i]);
            before = time;
        }
    }

    //! What stands behind a hole was not shown to follow anything; it counts as younger than what comes
    //! before the hole all the same.
    void behindAHoleNothingIsOlder()
    {
        const MessageChain chain;
        const auto first = chain.behind(std::nullopt, 1000);
        const auto second = chain.behind(first.hash, 5000);
        const auto withheld = chain.behind(second.hash, 6000);
        const auto orphan = chain.behind(withheld.hash, 2000);
        const auto last = chain.behind(orphan.hash, 2001);
        VERIFY_OK(put(chain, {first, second, orphan, last}));
        QList<qint64> notBefore;
        const auto rows = all(chain);
        for (const auto &row : rows)
            notBefore << await(m_store->notBefore(chain.space(), u"general"_s, row.position)).value_or(-1);
        QCOMPARE(notBefore, (QList<qint64>{0, 0, 5000, 5000}));
    }

    //! Rows that an earlier version of this program stored.
    void timesThatRanBackwardBefore()
    {
        MessageChain chain;
        const auto first = chain.append();
        const auto backdated = chain.behind(first.hash, 1000);
        VERIFY_OK(put(chain, {first, backdated}));
        m_store.reset();
        await(m_thread->run([] {})); // closed by now
        {
            auto old = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"old"_s);
            old.setDatabaseName(file());
            QVERIFY(old.open());
            for (const auto &sql : {u"UPDATE message SET flags = 0"_s, u"DROP INDEX message_backdated"_s,
                                    u"PRAGMA user_version = 1"_s})
                QVERIFY(QSqlQuery(old).exec(sql));
        }
        QSqlDatabase::removeDatabase(u"old"_s);
        VERIFY_OK(reopen());
        const auto rows = all(chain);
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0].flags, RowFlags());
        QCOMPARE(rows[1].flags, RowFlags(RowFlag::Backdated));
    }

    void aForkInsideOneBatchIsSeenToo()
    {
        MessageChain chain;
        const auto messages = chain.appendMany(3);
        const auto other = chain.behind(messages[1].hash, messages[2].serverTimestamp);
        const auto outcome = put(chain, messages + QList{other});
        QVERIFY(outcome->foundFork);
        QCOMPARE(outcome->added.size(), 4);
        int forked = 0;
        const auto rows = all(chain);
        for (const auto &row : rows)
            forked += row.flags.testFlag(RowFlag::Fork) ? 1 : 0;
        QCOMPARE(forked, 2);
    }

    void aSecondBeginningIsAFork()
    {
        MessageChain chain;
        const auto messages = chain.appendMany(3);
        VERIFY_OK(put(chain, messages));
        const auto outcome = put(chain, {chain.behind(std::nullopt, messages[1].serverTimestamp)});
        QVERIFY(outcome->foundFork);
        QCOMPARE(all(chain).size(), 4);
    }

    void linksInACircleAreStoredAndEnd()
    {
        MessageChain chain;
        auto messages = chain.appendMany(3);
        messages[0].prevHash = messages[2].hash; // forged: the hashes no longer hold, which the seal says
        auto own = messages[1];
        own.hash = "MX";
        own.prevHash = "MX";
        auto early = messages[1]; // the first child of one that descends from its own second child
        early.hash = "MY";
        early.prevHash = messages[2].hash;
        early.serverTimestamp = 1;
        VERIFY_OK(put(chain, messages + QList{own, early}));
        QCOMPARE(all(chain).size(), 5);
    }

    void badSealsAreKeptWithTheirMark()
    {
        MessageChain chain;
        const auto messages = chain.appendMany(3);
        VERIFY_OK(await(m_store->put(
            chain.space(), u"general"_s,
            {{messages[0], Seal::Good}, {messages[1], Seal::BadHash}, {messages[2], Seal::BadSignature}})));
        const auto rows = all(chain);
        QCOMPARE(rows[0].flags, RowFlags());
        QCOMPARE(rows[1].flags, RowFlags(RowFlag::BadHash));
        QCOMPARE(rows[2].flags, RowFlags(RowFlag::BadSignature));
    }

    void windowsRangesAndSingleRows()
    {
        MessageChain chain;
        const auto messages = chain.appendMany(20);
        VERIFY_OK(put(chain, messages));
        const auto space = chain.space();
        QCOMPARE(hashes(*await(m_store->upward(space, u"general"_s, 5, 3))), hashes(messages.sliced(4, 3)));
        QCOMPARE(hashes(*await(m_store->below(space, u"general"_s, 5, 3))), hashes(messages.sliced(1, 3)));
        const auto from = messages[3].serverTimestamp;
        const auto to = messages[9].serverTimestamp;
        QCOMPARE(hashes(*await(m_store->range(space, u"general"_s, from, to, 100))),
                 hashes(messages.sliced(3, 7)));
        auto reversed = hashes(*await(m_store->range(space, u"general"_s, to, from, 2)));
        QCOMPARE(reversed, (QList{messages[9].hash, messages[8].hash}));
        QCOMPARE((*await(m_store->byHash(space, u"general"_s, messages[7].hash)))->message, messages[7]);
        QVERIFY(!await(m_store->byHash(space, u"alerts"_s, messages[7].hash))->has_value());
        QVERIFY(!await(m_store->byHash(space, u"general"_s, "M"))->has_value());
    }

    void topicsAndSpacesAreApart()
    {
        MessageChain one;
        MessageChain two;
        VERIFY_OK(put(one, one.appendMany(3)));
        VERIFY_OK(put(two, two.appendMany(4)));
        VERIFY_OK(await(m_store->put(one.space(), u"alerts"_s, sealedGood({one.behind(std::nullopt, 1)}))));
        QCOMPARE(*await(m_store->topics(one.space())), (QStringList{u"alerts"_s, u"general"_s}));
        QCOMPARE(*await(m_store->count(one.space())), 4);
        QCOMPARE(*await(m_store->countAll()), 8);
        QCOMPARE(*await(m_store->remove(one.space(), u"general"_s)), 3);
        QCOMPARE(*await(m_store->countAll()), 5);
        VERIFY_OK(await(m_store->clear()));
        QCOMPARE(*await(m_store->countAll()), 0);
        VERIFY_OK(put(one, one.messages())); // keys of cleared topics are not used again
        QCOMPARE(all(one).size(), 3);
    }

    void theServersEndIsRemembered()
    {
        MessageChain chain;
        const auto messages = chain.appendMany(4);
        VERIFY_OK(put(chain, messages.sliced(2)));
        VERIFY_OK(await(m_store->markComplete(chain.space(), u"general"_s)));
        VERIFY_OK(reopen());
        QVERIFY(await(m_store->chain(chain.space(), u"general"_s))->isComplete);
    }

    void aDamagedFileIsSetAsideAndBegunAnew_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no database") << QByteArray(5000, 'x');
        QTest::newRow("cut off") << QByteArray("SQLite format 3\0", 16) + QByteArray(100, '\xff');
    }
    void aDamagedFileIsSetAsideAndBegunAnew()
    {
        QFETCH(QByteArray, bytes);
        m_store.reset();
        m_thread = nullptr;
        m_thread = std::make_unique<SerialThread>();
        for (const auto &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(file() + suffix);
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write(bytes);
        damaged.close();

        const auto report = reopen();
        VERIFY_OK(report);
        QVERIFY(QFile::exists(report->damagedFile));
        MessageChain chain;
        VERIFY_OK(put(chain, chain.appendMany(2)));
        QCOMPARE(all(chain).size(), 2);
    }

    void aNewerFileIsOpenedReadOnlyAndKept()
    {
        MessageChain chain;
        const auto messages = chain.appendMany(2);
        VERIFY_OK(put(chain, messages));
        m_store.reset();
        m_thread = nullptr;
        // What a later version would have left behind.
        QVERIFY(Database::open(file(), {QStringList(99, u"SELECT 1"_s)}, Durability::Normal));
        m_thread = std::make_unique<SerialThread>();
        const auto report = reopen();
        VERIFY_OK(report);
        QVERIFY(report->isReadOnly);
        QCOMPARE(hashes(all(chain)), hashes(messages));
        const auto refused = put(chain, {chain.append()});
        QCOMPARE(refused.error().kind, ErrorKind::Storage);
        QCOMPARE(all(chain).size(), 2);
    }

    void anUnopenableFileIsAnErrorNotACrash()
    {
        LocalMessageStore store(*m_thread, u"/proc/nowhere/cache.db"_s);
        QCOMPARE(await(store.open()).error().kind, ErrorKind::Storage);
        MessageChain chain;
        QCOMPARE(await(store.put(chain.space(), u"general"_s, sealedGood({chain.append()}))).error().code,
                 ErrorCode::CannotOpen);
        QCOMPARE(await(store.countAll()).error().code, ErrorCode::CannotOpen);
    }

    void pagingUsesTheIndexAndNoTemporaryTree()
    {
        m_store.reset();
        m_thread = nullptr;
        auto database = Database::open(file(), {}, Durability::Normal);
        QVERIFY(database);
        for (const auto &order :
             {u"position < 9 ORDER BY position DESC"_s, u"position >= 9 ORDER BY position"_s}) {
            QSqlQuery plan((*database)->handle());
            QVERIFY(plan.exec(
                u"EXPLAIN QUERY PLAN SELECT hash, name FROM message JOIN topic ON topic.id = message.topic "
                u"WHERE topic = 1 AND "_s +
                order + u" LIMIT 50"_s));
            QString text;
            while (plan.next())
                text += plan.value(3).toString() + u'\n';
            QVERIFY2(text.contains(u"message_position"_s), qPrintable(text));
            QVERIFY2(!text.contains(u"TEMP B-TREE"_s), qPrintable(text));
        }
        m_thread = std::make_unique<SerialThread>();
    }
};

QTEST_GUILESS_MAIN(TestLocalMessageStore)
#include "tst_localmessagestore.moc"
