// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/seeder.h"

#include "localserver/messagestore.h"

namespace reeeductio {

Result<void> seedTopic(const QString &dataDirectory, const SpaceId &space, QList<Message> messages,
                       qint64 firstTimestamp)
{
    auto database = localserver::Database::open(dataDirectory);
    if (!database)
        return fail(database.error());
    localserver::MessageStore store(**database);
    auto transaction = localserver::Transaction::begin(**database);
    if (!transaction)
        return fail(transaction.error());
    for (auto &message : messages) {
        if (auto added = store.append(space, message, firstTimestamp); !added)
            return fail(added.error());
    }
    return transaction->commit();
}

} // namespace reeeductio
