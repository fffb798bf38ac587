// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/userstore.h"

#include "store/usertables.h"

namespace reeeductio {

UserStore::UserStore(SerialThread &thread, QString file, const SymmetricKey &dataKey)
    : m_thread(thread), m_tables(std::make_shared<UserTables>(std::move(file), dataKey.clone()))
{}

UserStore::~UserStore()
{
    m_thread.post([tables = std::move(m_tables)] { tables->close(); }); // a connection dies in its own thread
}

Pending<OpenReport> UserStore::open()
{
    return m_thread.run([tables = m_tables] { return tables->open(); });
}

template <class F>
auto UserStore::withTables(F work)
{
    return m_thread.run(
        [tables = m_tables, work = std::move(work)]() -> std::invoke_result_t<F &, UserTables &> {
            if (!tables->isOpen())
                return fail(ErrorKind::Storage, ErrorCode::CannotOpen, QStringLiteral("user.db"));
            return work(*tables);
        });
}

Pending<OutboxItem> UserStore::addToOutbox(OutboxItem item)
{
    return withTables([item = std::move(item)](UserTables &tables) { return tables.addToOutbox(item); });
}

Pending<QList<OutboxItem>> UserStore::outbox(const SpaceId &space)
{
    return withTables([space](UserTables &tables) { return tables.outbox(space); });
}

Pending<OutboxItem> UserStore::outboxItem(qint64 id)
{
    return withTables([id](UserTables &tables) { return tables.outboxItem(id); });
}

Pending<void> UserStore::recordAttempt(qint64 id, const Message &attempt)
{
    return withTables([id, attempt](UserTables &tables) { return tables.recordAttempt(id, attempt); });
}

Pending<void> UserStore::recordFailure(qint64 id, const Error &failure)
{
    return withTables([id, failure](UserTables &tables) { return tables.recordFailure(id, failure); });
}

Pending<void> UserStore::clearFailure(qint64 id)
{
    return withTables([id](UserTables &tables) { return tables.recordFailure(id, std::nullopt); });
}

Pending<void> UserStore::removeFromOutbox(qint64 id)
{
    return withTables([id](UserTables &tables) { return tables.removeFromOutbox(id); });
}

Pending<UploadItem> UserStore::addUpload(UploadItem item)
{
    return withTables([item = std::move(item)](UserTables &tables) { return tables.addUpload(item); });
}

Pending<QList<UploadItem>> UserStore::uploads(const SpaceId &space)
{
    return withTables([space](UserTables &tables) { return tables.uploads(space); });
}

Pending<void> UserStore::setUploadStored(qint64 id, const QByteArray &content, const StoredBlob &blob)
{
    return withTables(
        [id, content, blob](UserTables &tables) { return tables.setUploadStored(id, content, blob); });
}

Pending<QList<StoredBlob>> UserStore::storedBlobs(const SpaceId &space)
{
    return withTables([space](UserTables &tables) { return tables.storedBlobs(space); });
}

Pending<void> UserStore::removeStoredBlob(const SpaceId &space, const BlobId &blob)
{
    return withTables([space, blob](UserTables &tables) { return tables.removeStoredBlob(space, blob); });
}

Pending<void> UserStore::setUploadFailure(qint64 id, const std::optional<Error> &failure)
{
    return withTables([id, failure](UserTables &tables) { return tables.setUploadFailure(id, failure); });
}

Pending<void> UserStore::removeUpload(qint64 id)
{
    return withTables([id](UserTables &tables) { return tables.removeUpload(id); });
}

Pending<OutboxItem> UserStore::turnIntoMessage(qint64 upload, OutboxItem message)
{
    return withTables([upload, message = std::move(message)](UserTables &tables) {
        return tables.turnIntoMessage(upload, message);
    });
}

Pending<QHash<QString, TopicMarks>> UserStore::marks(const SpaceId &space)
{
    return withTables([space](UserTables &tables) { return tables.marks(space); });
}

Pending<void> UserStore::setRead(const SpaceId &space, const QString &topic, const TopicMark &mark)
{
    return withTables(
        [space, topic, mark](UserTables &tables) { return tables.setMark("read", space, topic, mark); });
}

Pending<void> UserStore::setHead(const SpaceId &space, const QString &topic, const TopicMark &mark)
{
    return withTables(
        [space, topic, mark](UserTables &tables) { return tables.setMark("head", space, topic, mark); });
}

Pending<QList<DataRecord>> UserStore::dataRecords(const SpaceId &space)
{
    return withTables([space](UserTables &tables) { return tables.dataRecords(space); });
}

Pending<void> UserStore::setDataRecord(const SpaceId &space, const DataRecord &record)
{
    return withTables([space, record](UserTables &tables) { return tables.setDataRecord(space, record); });
}

Pending<QHash<QString, QString>> UserStore::names(const SpaceId &space)
{
    return withTables([space](UserTables &tables) { return tables.names(space); });
}

Pending<void> UserStore::setName(const SpaceId &space, const QString &subject, const QString &name)
{
    return withTables(
        [space, subject, name](UserTables &tables) { return tables.setName(space, subject, name); });
}

} // namespace reeeductio
