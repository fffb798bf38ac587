// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/hash.h"
#include "store/chainlayout.h"
#include "store/database.h"
#include "store/localmessagestore.h"
#include "store/messagetable.h"
#include "support/await.h"
#include "support/cachefile.h"
#include "support/messagechain.h"

#include <QFile>
#include <QRandomGenerator>
#include <QSqlQuery>

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestLocalMessageStore : public QObject, private CacheFile
{
    Q_OBJECT

    Result<StoreOutcome> put(const MessageChain &chain, const QList<Message> &messages)
    {
        return await(m_store->put(chain.space(), u"general"_s, sealedGood(messages)));
    }

    QList<StoredMessage> all(const MessageChain &chain) { return rowsOf(chain.space()); }

    static void verifyUnbrokenChain(const QList<StoredMessage> &rows, const QList<Message> &expected)
    {
        QCOMPARE(hashes(rows), hashes(expected));
        for (qsizetype i = 0; i < rows.size(); ++i) {
            QCOMPARE(rows[i].flags.toInt(), 0);
            QCOMPARE(rows[i].position, rows.front().position + i);
        }
    }

private Q_SLOTS:
    void init() { VERIFY_OK(openNew()); }
    void cleanup() { close(); }

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

    void anyTreeInAnyOrderIsLinkedAlike_data()
    {
        QTest::addColumn<int>("seed");
        QTest::addColumn<int>("times"); // few of them: many messages of one time
        QTest::addColumn<int>("withheld");
        for (int seed = 0; seed < 60; ++seed)
            QTest::addRow("seed %d", seed) << seed << (seed % 3 == 0 ? 3 : 100) << (seed % 2 == 0 ? 0 : 5);
    }
    void anyTreeInAnyOrderIsLinkedAlike()
    {
        QFETCH(int, seed);
        QFETCH(int, times);
        QFETCH(int, withheld);
        std::mt19937 random(static_cast<unsigned>(seed));
        MessageChain chain;
        QList<Message> messages{chain.append()};
        for (int i = 0; i < 50; ++i) { // mostly a chain, now and then a branch
            const auto &parent = random() % 5 == 0
                                     ? messages[static_cast<qsizetype>(random()) % messages.size()]
                                     : messages.back();
            messages << chain.behind(parent.hash,
                                     static_cast<qint64>(1000 + random() % static_cast<unsigned>(times)),
                                     QByteArray::number(i));
        }
        auto shuffled = messages;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        shuffled.resize(shuffled.size() - withheld);
        const auto page = 1 + static_cast<qsizetype>(random() % 8);
        for (qsizetype at = 0; at < shuffled.size(); at += page)
            VERIFY_OK(put(chain, shuffled.mid(at, page)));

        QHash<QByteArray, qint64> positions;
        QHash<QByteArray, int> children;
        const auto rows = all(chain);
        QCOMPARE(rows.size(), shuffled.size());
        for (const auto &row : rows) {
            positions.insert(row.message.hash, row.position);
            ++children[row.message.prevHash.value_or(QByteArray())];
        }
        for (const auto &row : rows) {
            const auto parent = row.message.prevHash.value_or(QByteArray());
            const bool isLinked = !row.message.prevHash || positions.contains(parent);
            QCOMPARE(row.flags.testFlag(RowFlag::Unlinked), !isLinked);
            QCOMPARE(row.flags.testFlag(RowFlag::Fork), children.value(parent) > 1);
            if (row.message.prevHash && isLinked)
                QCOMPARE(row.position, positions.value(parent) + 1);
        }
    }

    // Children of one parent that are here before it, told apart by who gets here when.
    void aForkIsSeenWheneverItsParentComes_data()
    {
        QTest::addColumn<QList<QList<int>>>("batches"); // 0 1 2 are a chain, 3 and 4 children of 0 too
        QTest::newRow("both, then the parent") << QList<QList<int>>{{1, 2, 3}, {0}};
        QTest::newRow("one by one, then the parent") << QList<QList<int>>{{1}, {3}, {2}, {0}};
        QTest::newRow("three") << QList<QList<int>>{{1, 3}, {4}, {0}};
        QTest::newRow("the parent with one of them") << QList<QList<int>>{{3}, {0, 1, 2}};
        QTest::newRow("the parent first") << QList<QList<int>>{{0}, {3}, {1, 2}};
        QTest::newRow("all at once") << QList<QList<int>>{{0, 1, 2, 3, 4}};
    }
    void aForkIsSeenWheneverItsParentComes()
    {
        QFETCH(QList<QList<int>>, batches);
        MessageChain chain;
        auto messages = chain.appendMany(3);
        for (int i = 0; i < 2; ++i) // equal times: an honest server's fork
            messages << chain.behind(messages[0].hash, messages[1].serverTimestamp, QByteArray::number(i));
        QSet<QByteArray> stored;
        for (const auto &batch : batches) {
            QList<Message> page;
            for (const auto index : batch)
                page << messages[index];
            for (const auto &message : page)
                stored << message.hash;
            VERIFY_OK(put(chain, page));
        }
        const auto parent =
            (*await(m_store->byHash(chain.space(), u"general"_s, messages[0].hash)))->position;
        const auto rows = all(chain);
        QCOMPARE(rows.size(), stored.size());
        for (const auto &row : rows) {
            const bool isChild = row.message.prevHash == messages[0].hash;
            QVERIFY(!row.flags.testFlag(RowFlag::Unlinked));
            QCOMPARE(row.flags.testFlag(RowFlag::Fork), isChild);
            if (isChild)
                QCOMPARE(row.position, parent + 1);
        }
    }

    void aForkIsMarkedBeforeItsParentComes()
    {
        MessageChain chain;
        const auto messages = chain.appendMany(2);
        const auto other = chain.behind(messages[0].hash, messages[1].serverTimestamp);
        VERIFY_OK(put(chain, {messages[1]}));
        const auto outcome = put(chain, {other});
        QVERIFY(outcome->foundFork);
        const auto rows = all(chain);
        for (const auto &row : rows)
            QCOMPARE(row.flags, RowFlags(RowFlag::Fork) | RowFlag::Unlinked);
    }

    // Older versions stored such rows without seeing it.
    void aRowThatWaitsForWhatIsHereIsLinkedWhenThatComesAgain()
    {
        MessageChain chain;
        const auto messages = chain.appendMany(3);
        VERIFY_OK(put(chain, messages));
        close();
        {
            const auto database = Database::open(file(), MessageTable::schema(), Durability::Normal);
            VERIFY_OK((*database)->execute(u"UPDATE message SET flags = 4 WHERE position = 3"_s));
        }
        VERIFY_OK(reopen());
        QVERIFY(all(chain)[2].flags.testFlag(RowFlag::Unlinked));
        const auto outcome = put(chain, {messages[1]});
        QVERIFY(outcome->added.isEmpty());
        QVERIFY(outcome->hasChanged());
        verifyUnbrokenChain(all(chain), messages);
        QVERIFY(!put(chain, {messages[1]})->hasChanged());
    }

    void aFileOfTheFirstVersionIsKept()
    {
        close();
        for (const auto &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(file() + suffix);
        MessageChain chain;
        const auto messages = chain.appendMany(3);
        {
            const auto database =
                Database::open(file(), {MessageTable::schema().steps.first(1)}, Durability::Normal);
            VERIFY_OK(database);
            MessageTable table(**database);
            const auto key = table.makeTopic(chain.space(), u"general"_s);
            VERIFY_OK(key);
            VERIFY_OK(table.insert(*key, {messages[1], middlePosition, RowFlag::Unlinked}));
            VERIFY_OK(table.addToCount(*key, 1));
        }
        VERIFY_OK(reopen());
        QCOMPARE(hashes(all(chain)), hashes({messages[1]}));
        VERIFY_OK(put(chain, messages));
        verifyUnbrokenChain(all(chain), messages);
    }

    void manyPredecessorsThatNobodyHasAreLookedUpByKey()
    {
        close();
        auto database = Database::open(file(), {}, Durability::Normal);
        QVERIFY(database);
        QSqlQuery plan((*database)->handle());
        QVERIFY(
            plan.exec(u"EXPLAIN QUERY PLAN SELECT hash FROM message WHERE topic = 1 AND flags & 4 AND prev "
                      u"IN (SELECT CAST(value AS BLOB) FROM json_each('[]'))"_s));
        QString text;
        while (plan.next())
            text += plan.value(3).toString() + u'\n';
        QVERIFY2(text.contains(u"message_waiting (topic=? AND prev=?)"_s), qPrintable(text));
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
        close();
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
        close();
        // What a later version would have left behind.
        QVERIFY(Database::open(file(), {QStringList(99, u"SELECT 1"_s)}, Durability::Normal));
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

    void filesAreFoundAmongTheOthers()
    {
        MessageChain chain;
        QList<Message> files;
        for (int i = 0; i < 30; ++i) {
            chain.append();
            files << chain.append("YQ==", i % 2 == 0 ? "chat.image" : "file.upload");
        }
        VERIFY_OK(put(chain, chain.messages()));
        const auto below = [&](RowPlace place, int limit) {
            return *await(m_store->filesBelow(chain.space(), u"general"_s, place, limit));
        };
        const auto newest = below(RowPlace::behindAll(), 10);
        QCOMPARE(newest.size(), 10);
        QCOMPARE(newest.back().row.message, files.back());
        QCOMPARE(newest.front().row.message, files[20]);
        QCOMPARE(newest.front().notBefore, files[20].serverTimestamp);
        const auto rest = below(newest.front().row.place(), 100);
        QCOMPARE(rest.size(), 20);
        QCOMPARE(rest.front().row.message, files.front());
    }

    void aFileIsJudgedNoEarlierThanWhatItFollows()
    {
        MessageChain chain;
        auto messages = chain.appendMany(2);
        messages << chain.append("YQ==", "file.upload");
        messages[1].serverTimestamp += 1000; // what the server says of it nobody signed
        VERIFY_OK(put(chain, messages));
        const auto files = *await(m_store->filesBelow(chain.space(), u"general"_s, RowPlace::behindAll(), 9));
        QCOMPARE(files.size(), 1);
        QCOMPARE(files.front().notBefore, messages[1].serverTimestamp);
    }

    void previewsAreKeptBySpace()
    {
        const MessageChain one;
        const MessageChain two;
        const auto blob = BlobId::of(sha256("a"));
        QCOMPARE(*await(m_store->preview(one.space(), blob)), QByteArray());
        VERIFY_OK(await(m_store->keepPreview(one.space(), blob, "first")));
        VERIFY_OK(await(m_store->keepPreview(one.space(), blob, "second")));
        VERIFY_OK(await(m_store->keepPreview(two.space(), blob, "other")));
        VERIFY_OK(reopen());
        QCOMPARE(*await(m_store->preview(one.space(), blob)), QByteArray("second"));
        VERIFY_OK(await(m_store->clear(one.space())));
        QCOMPARE(*await(m_store->preview(one.space(), blob)), QByteArray());
        QCOMPARE(*await(m_store->preview(two.space(), blob)), QByteArray("other"));
        VERIFY_OK(await(m_store->clear()));
        QCOMPARE(*await(m_store->preview(two.space(), blob)), QByteArray());
    }

    void pagingUsesTheIndexAndNoTemporaryTree_data()
    {
        QTest::addColumn<QString>("index");
        QTest::addColumn<QString>("order");
        const auto below = u"(position, message.id) < (9, 9) ORDER BY position DESC, message.id DESC"_s;
        QTest::newRow("below") << u"message_position"_s << below;
        QTest::newRow("upward") << u"message_position"_s
                                << u"(position, message.id) >= (9, 9) ORDER BY position, message.id"_s;
        QTest::newRow("files") << u"message_file"_s
                               << u"type IN (x'636861742e696d616765', x'66696c652e75706c6f6164') AND "_s +
                                      below;
    }
    void pagingUsesTheIndexAndNoTemporaryTree()
    {
        QFETCH(QString, index);
        QFETCH(QString, order);
        close();
        auto database = Database::open(file(), {}, Durability::Normal);
        QVERIFY(database);
        {
            QSqlQuery plan((*database)->handle());
            QVERIFY(plan.exec(
                u"EXPLAIN QUERY PLAN SELECT hash, name FROM message JOIN topic ON topic.id = message.topic "
                u"WHERE topic = 1 AND "_s +
                order + u" LIMIT 50"_s));
            QString text;
            while (plan.next())
                text += plan.value(3).toString() + u'\n';
            QVERIFY2(text.contains(index + u" (topic=? AND position"_s), qPrintable(text));
            QVERIFY2(!text.contains(u"TEMP B-TREE"_s), qPrintable(text));
        }
    }
};

QTEST_GUILESS_MAIN(TestLocalMessageStore)
#include "tst_localmessagestore.moc"
