// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/serialthread.h"
#include "store/localmessagestore.h"

#include <QTemporaryDir>

#include <memory>

namespace reeeductio::test {

//! For a test to inherit: a cache.db of its own, and the store on it.
class CacheFile
{
protected:
    CacheFile();
    ~CacheFile();

    //! An empty one in place of whatever there was.
    [[nodiscard]] Result<OpenReport> openNew();
    [[nodiscard]] Result<OpenReport> reopen();
    //! Nobody has it open any more.
    void close();
    QString file() const { return m_dir->filePath(QStringLiteral("cache.db")); }

    //! What is stored of topic general, in chain order.
    QList<StoredMessage> rowsOf(const SpaceId &space);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SerialThread> m_thread;
    std::unique_ptr<LocalMessageStore> m_store;
};

} // namespace reeeductio::test
