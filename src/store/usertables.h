// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "store/datarecordtable.h"
#include "store/userstore.h"

namespace reeeductio {

//! The rows of user.db. Synchronous: lives in the store thread.
class UserTables
{
public:
    UserTables(QString file, SymmetricKey dataKey) : m_file(std::move(file)), m_dataKey(std::move(dataKey)) {}

    [[nodiscard]] Result<OpenReport> open();
    void close() { m_database.reset(); }
    bool isOpen() const { return m_database != nullptr; }

    [[nodiscard]] Result<OutboxItem> addToOutbox(OutboxItem item);
    [[nodiscard]] Result<QList<OutboxItem>> outbox(const SpaceId &space);
    [[nodiscard]] Result<OutboxItem> outboxItem(qint64 id);
    [[nodiscard]] Result<void> recordAttempt(qint64 id, const Message &attempt);
    [[nodiscard]] Result<void> recordFailure(qint64 id, const std::optional<Error> &failure);
    [[nodiscard]] Result<void> removeFromOutbox(qint64 id);

    [[nodiscard]] Result<UploadItem> addUpload(UploadItem item);
    [[nodiscard]] Result<QList<UploadItem>> uploads(const SpaceId &space);
    [[nodiscard]] Result<void> setUploadStored(qint64 id, const QByteArray &content, const StoredBlob &blob);
    [[nodiscard]] Result<void> setUploadFailure(qint64 id, const std::optional<Error> &failure);
    [[nodiscard]] Result<void> removeUpload(qint64 id);
    [[nodiscard]] Result<OutboxItem> turnIntoMessage(qint64 upload, OutboxItem message);

    [[nodiscard]] Result<QList<StoredBlob>> storedBlobs(const SpaceId &space);
    [[nodiscard]] Result<void> removeStoredBlob(const SpaceId &space, const BlobId &blob);

    [[nodiscard]] Result<QHash<QString, TopicMarks>> marks(const SpaceId &space);
    [[nodiscard]] Result<void> setMark(const char *kind, const SpaceId &space, const QString &topic,
                                       const TopicMark &mark);

    [[nodiscard]] Result<QList<DataRecord>> dataRecords(const SpaceId &space)
    {
        return readDataRecords(*m_database, m_dataKey, space);
    }
    [[nodiscard]] Result<void> setDataRecord(const SpaceId &space, const DataRecord &record)
    {
        return writeDataRecord(*m_database, m_dataKey, space, record);
    }

    [[nodiscard]] Result<QHash<QString, QString>> names(const SpaceId &space);
    [[nodiscard]] Result<void> setName(const SpaceId &space, const QString &subject, const QString &name);

private:
    [[nodiscard]] Result<void> openFile();
    QByteArray sealed(QByteArrayView text, QByteArrayView place) const;
    [[nodiscard]] Result<QByteArray> opened(QByteArrayView bytes, QByteArrayView place) const;
    OutboxItem itemFrom(const Statement &row) const;
    UploadItem uploadFrom(const Statement &row) const;

    QString m_file;
    SymmetricKey m_dataKey;
    std::unique_ptr<Database> m_database;
};

} // namespace reeeductio
