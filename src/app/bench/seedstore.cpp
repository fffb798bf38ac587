// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/seedstore.h"

#include <algorithm>

namespace reeeductio::bench {

namespace {

constexpr qint64 batchSize = 10'000;
constexpr qint64 mostWaiting = 2 * batchSize; //!< made, and not stored yet

} // namespace

SeedStore::SeedStore(std::shared_ptr<MessageSeeder> seeder, qint64 count, LocalMessageStore &store,
                     WorkerPool &pool, QObject *parent)
    : AsyncOperation(parent), m_seeder(std::move(seeder)), m_count(count), m_store(store), m_pool(pool)
{}

void SeedStore::run()
{
    makeNext();
}

void SeedStore::makeNext()
{
    const auto size = std::min(batchSize, m_count - m_made);
    if (m_isMaking || size == 0 || m_made - m_stored >= mostWaiting)
        return;
    m_isMaking = true;
    m_made += size;
    m_pool.run([seeder = m_seeder, size] { return seeder->next(size); })
        .done(this, [this](const Result<QList<Message>> &batch) {
            if (!batch)
                return finish(fail(batch.error()));
            m_isMaking = false;
            store(*batch);
            makeNext(); // while these are stored
        });
}

void SeedStore::store(const QList<Message> &batch)
{
    QList<SealedMessage> sealed;
    sealed.reserve(batch.size());
    for (const auto &message : batch)
        sealed << SealedMessage{message, Seal::Good};
    m_store.put(m_seeder->space(), QString::fromUtf8(m_seeder->topic()), std::move(sealed))
        .done(this, [this](const Result<StoreOutcome> &outcome) {
            if (!outcome)
                return finish(fail(outcome.error()));
            m_stored += outcome->added.size();
            Q_EMIT progressed(m_stored);
            if (m_stored == m_count)
                return finish(m_stored);
            makeNext();
        });
}

} // namespace reeeductio::bench
