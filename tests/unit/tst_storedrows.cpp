// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Single rows and pages of the local store, whatever the chain they belong to looks like.

#include "store/database.h"
#include "store/localmessagestore.h"
#include "support/await.h"
#include "support/messagechain.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestStoredRows : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SerialThread> m_thread;
    std::unique_ptr<LocalMessageStore> m_store;
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
    QList<StoredMessage> all() { return upward(RowPlace::first(), 100'000); }

    static QList<QByteArray> hashes(const QList<StoredMessage> &rows)
    {
        QList<QByteArray> list;
        for (const auto &row : rows)
            list << row.message.hash;
        return list;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_thread = std::make_unique<SerialThread>();
        m_store = std::make_unique<LocalMessageStore>(*m_thread, m_dir->filePath(u"cache.db"_s));
        VERIFY_OK(await(m_store->open()));
        m_chain = std::make_unique<MessageChain>();
    }
    void cleanup()
    {
        m_store.reset();
        m_thread.reset();
    }

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
};

QTEST_GUILESS_MAIN(TestStoredRows)
#include "tst_storedrows.moc"
