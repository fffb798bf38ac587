// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/cachefile.h"

#include "support/await.h"

namespace reeeductio::test {

CacheFile::CacheFile() = default;

CacheFile::~CacheFile()
{
    close();
}

Result<OpenReport> CacheFile::openNew()
{
    close();
    m_dir = std::make_unique<QTemporaryDir>();
    return reopen();
}

Result<OpenReport> CacheFile::reopen()
{
    close();
    m_thread = std::make_unique<SerialThread>();
    m_store = std::make_unique<LocalMessageStore>(*m_thread, file());
    return await(m_store->open());
}

void CacheFile::close()
{
    m_store.reset();
    m_thread.reset();
}

QList<StoredMessage> CacheFile::rowsOf(const SpaceId &space)
{
    return await(m_store->upward(space, QStringLiteral("general"), RowPlace::first(), 100'000))
        .value_or(QList<StoredMessage>());
}

} // namespace reeeductio::test
