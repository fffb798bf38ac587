// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The times of stored rows, which nobody signed: what the store says of those that cannot be.

#include "store/localmessagestore.h"
#include "support/await.h"
#include "support/cachefile.h"
#include "support/messagechain.h"
#include "support/sqlfile.h"

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestStoredTimes : public QObject, private CacheFile
{
    Q_OBJECT

    Result<StoreOutcome> put(const MessageChain &chain, const QList<Message> &messages)
    {
        return await(m_store->put(chain.space(), u"general"_s, sealedGood(messages)));
    }

    QList<StoredMessage> all(const MessageChain &chain) { return rowsOf(chain.space()); }

private Q_SLOTS:
    void init() { VERIFY_OK(openNew()); }
    void cleanup() { close(); }

    //! In whatever order rows come: each one dated before its predecessor is marked, and no row counts as
    //! stored before what it stands behind.
    void timesThatRunBackward_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 20; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
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
        QCOMPARE(rows.size(), messages.size());
        qint64 before = 0;
        for (qsizetype i = 0; i < rows.size(); ++i) {
            QCOMPARE(rows[i].message.hash, messages[i].hash);
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
        close();
        QVERIFY(runSql(file(), {u"UPDATE message SET flags = 0"_s, u"DROP INDEX message_backdated"_s,
                                u"DROP INDEX message_file"_s, u"DROP TABLE preview"_s,
                                u"PRAGMA user_version = 2"_s}));
        VERIFY_OK(reopen());
        const auto rows = all(chain);
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0].flags, RowFlags());
        QCOMPARE(rows[1].flags, RowFlags(RowFlag::Backdated));
    }
};

QTEST_GUILESS_MAIN(TestStoredTimes)
#include "tst_storedtimes.moc"
