// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/bench/messageseeder.h"
#include "base/asyncoperation.h"
#include "base/workerpool.h"
#include "store/localmessagestore.h"

namespace reeeductio::bench {

//! Fills a topic of a local store with messages as a sync would have left them, without a server: valid,
//! linked from the first one on, complete. Finishes with how many there are; Storage errors. The seeder goes
//! on where it was.
class SeedStore final : public AsyncOperation<qint64>
{
    Q_OBJECT

public:
    SeedStore(std::shared_ptr<MessageSeeder> seeder, qint64 count, LocalMessageStore &store, WorkerPool &pool,
              QObject *parent = nullptr);

Q_SIGNALS:
    void progressed(qint64 stored);

protected:
    void run() override;

private:
    void makeNext();
    void store(const QList<Message> &batch);

    std::shared_ptr<MessageSeeder> m_seeder;
    qint64 m_count;
    qint64 m_made = 0;
    qint64 m_stored = 0;
    bool m_isMaking = false;
    LocalMessageStore &m_store;
    WorkerPool &m_pool;
};

} // namespace reeeductio::bench
