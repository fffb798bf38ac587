// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The stores that benchmarks begin with are such as a sync would have left.

#include "app/bench/seedstore.h"
#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/spacekeys.h"
#include "support/await.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::bench;
using namespace reeeductio::test;

class TestSeedStore : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;
    SerialThread m_thread;
    WorkerPool m_pool;
    SigningKey m_owner = SigningKey::generate();
    SymmetricKey m_root = SymmetricKey::generate();
    SpaceId m_space = SpaceId::of(m_owner.publicKey());
    std::unique_ptr<LocalMessageStore> m_store;

    std::shared_ptr<MessageSeeder> seeder(const QByteArray &topic = "general") const
    {
        return std::make_shared<MessageSeeder>(m_owner, m_root, topic, 1'700'000'000'000, 1000);
    }

    Result<qint64> seed(const std::shared_ptr<MessageSeeder> &source, qint64 count)
    {
        return await((new SeedStore(source, count, *m_store, m_pool))->start(), 60'000);
    }

    QList<StoredMessage> allRows(const QString &topic = u"general"_s)
    {
        return *await(m_store->below(m_space, topic, std::numeric_limits<qint64>::max(), 100'000));
    }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<LocalMessageStore>(m_thread, m_directory.filePath(u"cache.db"_s));
        VERIFY_OK(await(m_store->open()));
        VERIFY_OK(await(m_store->clear()));
    }

    void itIsOneVerifiedChainFromTheBeginning()
    {
        constexpr qint64 count = 23'456; // more than two batches
        const auto seeded = seed(seeder(), count);
        VERIFY_OK(seeded);
        QCOMPARE(*seeded, count);
        const auto chain = await(m_store->chain(m_space, u"general"_s));
        VERIFY_OK(chain);
        QCOMPARE(chain->count, count);
        QVERIFY(chain->isComplete);
        const auto rows = allRows();
        QCOMPARE(rows.size(), count);
        for (qsizetype i = 0; i < rows.size(); ++i) {
            QCOMPARE(rows[i].position, i + 1);
            QCOMPARE(rows[i].flags, RowFlags());
            QCOMPARE(rows[i].message.prevHash,
                     i == 0 ? std::nullopt : std::optional(rows[i - 1].message.hash));
            if (i % 100 == 0 || i == count - 1)
                QCOMPARE(checkSeal(m_space, "general", rows[i].message), Seal::Good);
        }
        QCOMPARE(rows[1].message.serverTimestamp - rows[0].message.serverTimestamp, 1000);
    }

    void theTextsAreSuchAsPeopleWrite()
    {
        VERIFY_OK(seed(seeder(), 100));
        const auto key = SpaceKeys(m_space, m_root).topicKey(u"general");
        const auto rows = allRows();
        QSet<QByteArray> texts;
        for (const auto &row : rows) {
            const auto text = aesgcm::open(key, *fromBase64(row.message.data));
            VERIFY_OK(text);
            QVERIFY(text->size() >= 200 && text->size() < 216);
            texts << *text;
        }
        QCOMPARE(texts.size(), 100);
    }

    void aSeederGoesOnWhereItWas()
    {
        const auto source = seeder();
        VERIFY_OK(seed(source, 100));
        VERIFY_OK(seed(source, 50));
        const auto chain = await(m_store->chain(m_space, u"general"_s));
        QCOMPARE(chain->count, 150);
        QVERIFY(await(m_store->missing(m_space, u"general"_s, 10))->isEmpty());
        QCOMPARE(chain->newest->position, 150);
    }

    void itTellsHowFarItIs()
    {
        auto *const operation = new SeedStore(seeder(), 12'000, *m_store, m_pool);
        QSignalSpy progressed(operation, &SeedStore::progressed);
        VERIFY_OK(await(operation->start(), 60'000));
        QCOMPARE(progressed.size(), 2);
        QCOMPARE(progressed[0][0].toLongLong(), 10'000);
        QCOMPARE(progressed[1][0].toLongLong(), 12'000);
    }

    void aStoreThatIsNotOpenIsAnError()
    {
        m_store = std::make_unique<LocalMessageStore>(m_thread, m_directory.filePath(u"other.db"_s));
        QCOMPARE(seed(seeder(), 10).error().code, ErrorCode::CannotOpen);
    }
};

QTEST_GUILESS_MAIN(TestSeedStore)
#include "tst_seedstore.moc"
