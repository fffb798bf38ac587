// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/usertables.h"

#include "base/logging.h"
#include "crypto/secretbox.h"
#include "protocol/json.h"

#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

const Schema &userSchema()
{
    static const Schema schema{{
        uR"(CREATE TABLE outbox(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            space BLOB NOT NULL,
            topic TEXT NOT NULL,
            type BLOB NOT NULL,
            sealed_text BLOB NOT NULL,
            created_at INTEGER NOT NULL,
            attempt BLOB,
            failure_kind TEXT,
            failure_code TEXT,
            failure_detail TEXT,
            failure_status INTEGER);
CREATE INDEX outbox_space ON outbox(space, id);
CREATE TABLE mark(
            space BLOB NOT NULL,
            topic TEXT NOT NULL,
            kind TEXT NOT NULL,
            hash BLOB NOT NULL,
            position INTEGER NOT NULL,
            time INTEGER NOT NULL,
            PRIMARY KEY(space, topic, kind)) WITHOUT ROWID;
CREATE TABLE name(
            space BLOB NOT NULL,
            subject TEXT NOT NULL,
            sealed_name BLOB NOT NULL,
            PRIMARY KEY(space, subject)) WITHOUT ROWID)"_s,
        uR"(CREATE TABLE upload(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            space BLOB NOT NULL,
            topic TEXT NOT NULL,
            sealed_content BLOB NOT NULL,
            created_at INTEGER NOT NULL,
            failure_kind TEXT,
            failure_code TEXT,
            failure_detail TEXT,
            failure_status INTEGER);
CREATE INDEX upload_space ON upload(space, id))"_s,
        uR"(CREATE TABLE stored_blob(
            space BLOB NOT NULL,
            blob BLOB NOT NULL,
            topic TEXT NOT NULL,
            sealed_name BLOB NOT NULL,
            size INTEGER NOT NULL,
            stored_at INTEGER NOT NULL,
            PRIMARY KEY(space, blob)) WITHOUT ROWID)"_s,
        dataRecordSchema(),
    }};
    return schema;
}

template <class Enum>
Enum enumFrom(const QString &name, Enum otherwise)
{
    bool known = false;
    const auto value = QMetaEnum::fromType<Enum>().keyToValue(name.toLatin1().constData(), &known);
    return known ? static_cast<Enum>(value) : otherwise;
}

#define OUTBOX_COLUMNS                                                                                       \
    "id, topic, type, sealed_text, created_at, attempt, failure_kind, failure_code, failure_detail, "        \
    "failure_status, space"

constexpr auto outboxPlace = "user.db/outbox";
constexpr auto uploadPlace = "user.db/upload";

//! From four columns, of which the first is this one.
std::optional<Error> failureFrom(const Statement &row, int column)
{
    if (row.value(column).isNull())
        return std::nullopt;
    return Error{enumFrom(row.text(column), ErrorKind::Internal),
                 enumFrom(row.text(column + 1), ErrorCode::Unexpected), row.text(column + 2),
                 static_cast<int>(row.integer(column + 3))};
}

#define FAILURE_ASSIGNED "failure_kind = ?, failure_code = ?, failure_detail = ?, failure_status = ?"

Result<void> setFailure(Statement &update, qint64 id, const std::optional<Error> &failure)
{
    if (!failure)
        return update.run({QVariant(), QVariant(), QVariant(), QVariant(), id});
    return update.run(
        {nameOf(failure->kind), nameOf(failure->code), failure->detail, failure->httpStatus, id});
}

QByteArray blobPlace(const BlobId &blob)
{
    return "user.db/stored_blob/" + blob.text();
}

QByteArray namePlace(const QString &subject)
{
    return "user.db/name/" + subject.toUtf8();
}

} // namespace

Result<OpenReport> UserTables::open()
{
    OpenReport report;
    auto opened = openFile();
    if (!opened && opened.error().code == ErrorCode::Damaged) {
        qCWarning(logStore) << "damaged, set aside:" << m_file;
        const auto aside = setAside(m_file);
        if (!aside)
            return fail(aside.error());
        report.damagedFile = *aside;
        opened = openFile();
    }
    if (!opened)
        return fail(opened.error());
    report.isReadOnly = m_database->access() == Database::Access::ReadOnly;
    return report;
}

Result<void> UserTables::openFile()
{
    auto opened = Database::open(m_file, userSchema(), Durability::Full);
    if (!opened)
        return fail(opened.error());
    // All of it: it is small, and damage is better known before anything is added.
    if (const auto checked = (*opened)->check(); !checked)
        return checked;
    m_database = *std::move(opened);
    return {};
}

Result<OutboxItem> UserTables::addToOutbox(OutboxItem item)
{
    auto &insertion = m_database->prepared(
        "INSERT INTO outbox(space, topic, type, sealed_text, created_at) VALUES(?, ?, ?, ?, ?)");
    const auto done = insertion.run(
        {item.space.text(), item.topic, item.type, sealed(item.plaintext, outboxPlace), item.createdAt});
    if (!done)
        return fail(done.error());
    item.id = insertion.lastInsertId();
    return item;
}

Result<QList<OutboxItem>> UserTables::outbox(const SpaceId &space)
{
    auto &query = m_database->prepared("SELECT " OUTBOX_COLUMNS " FROM outbox WHERE space = ? ORDER BY id");
    if (const auto done = query.run({space.text()}); !done)
        return fail(done.error());
    QList<OutboxItem> items;
    while (query.next())
        items << itemFrom(query);
    if (const auto read = query.ok(); !read)
        return fail(read.error());
    return items;
}

Result<OutboxItem> UserTables::outboxItem(qint64 id)
{
    auto &query = m_database->prepared("SELECT " OUTBOX_COLUMNS " FROM outbox WHERE id = ?");
    if (const auto done = query.run({id}); !done)
        return fail(done.error());
    if (!query.next())
        return fail(ErrorKind::NotFound, ErrorCode::None, QString::number(id));
    auto item = itemFrom(query);
    query.finish();
    return item;
}

OutboxItem UserTables::itemFrom(const Statement &row) const
{
    OutboxItem item{
        .id = row.integer(0), .topic = row.text(1), .type = row.bytes(2), .createdAt = row.integer(4)};
    if (const auto space = SpaceId::parse(QByteArrayView(row.bytes(10))))
        item.space = *space;
    if (const auto attempt = parseJsonObject(row.bytes(5))) {
        if (auto message = messageFromJson(*attempt))
            item.attempt = *std::move(message);
    }
    item.failure = failureFrom(row, 6);
    if (auto text = opened(row.bytes(3), outboxPlace))
        item.plaintext = *std::move(text);
    else
        item.failure = Error{ErrorKind::Storage, ErrorCode::CannotDecrypt, u"user.db"_s};
    return item;
}

Result<void> UserTables::recordAttempt(qint64 id, const Message &attempt)
{
    return m_database->prepared("UPDATE outbox SET attempt = ? WHERE id = ?")
        .run({compactJson(toJson(attempt)), id});
}

Result<void> UserTables::recordFailure(qint64 id, const std::optional<Error> &failure)
{
    return setFailure(m_database->prepared("UPDATE outbox SET " FAILURE_ASSIGNED " WHERE id = ?"), id,
                      failure);
}

Result<void> UserTables::removeFromOutbox(qint64 id)
{
    return m_database->prepared("DELETE FROM outbox WHERE id = ?").run({id});
}

Result<UploadItem> UserTables::addUpload(UploadItem item)
{
    auto &insertion = m_database->prepared(
        "INSERT INTO upload(space, topic, sealed_content, created_at) VALUES(?, ?, ?, ?)");
    const auto done =
        insertion.run({item.space.text(), item.topic, sealed(item.content, uploadPlace), item.createdAt});
    if (!done)
        return fail(done.error());
    item.id = insertion.lastInsertId();
    return item;
}

Result<QList<UploadItem>> UserTables::uploads(const SpaceId &space)
{
    auto &query = m_database->prepared(
        "SELECT id, topic, sealed_content, created_at, failure_kind, failure_code, failure_detail, "
        "failure_status FROM upload WHERE space = ? ORDER BY id");
    if (const auto done = query.run({space.text()}); !done)
        return fail(done.error());
    QList<UploadItem> items;
    while (query.next()) {
        items << uploadFrom(query);
        items.back().space = space;
    }
    if (const auto read = query.ok(); !read)
        return fail(read.error());
    return items;
}

UploadItem UserTables::uploadFrom(const Statement &row) const
{
    UploadItem item{.id = row.integer(0), .topic = row.text(1), .createdAt = row.integer(3)};
    item.failure = failureFrom(row, 4);
    if (auto content = opened(row.bytes(2), uploadPlace))
        item.content = *std::move(content);
    else
        item.failure = Error{ErrorKind::Storage, ErrorCode::CannotDecrypt, u"user.db"_s};
    return item;
}

Result<void> UserTables::setUploadStored(qint64 id, const QByteArray &content, const StoredBlob &blob)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return fail(transaction.error());
    const auto updated = m_database->prepared("UPDATE upload SET sealed_content = ? WHERE id = ?")
                             .run({sealed(content, uploadPlace), id});
    if (!updated)
        return updated;
    const auto noted =
        m_database
            ->prepared("INSERT OR REPLACE INTO stored_blob(space, blob, topic, sealed_name, size, stored_at) "
                       "VALUES(?, ?, ?, ?, ?, ?)")
            .run({blob.space.text(), blob.blob.text(), blob.topic,
                  sealed(blob.fileName.toUtf8(), blobPlace(blob.blob)), blob.size, blob.storedAt});
    if (!noted)
        return noted;
    return transaction->commit();
}

Result<QList<StoredBlob>> UserTables::storedBlobs(const SpaceId &space)
{
    auto &query = m_database->prepared("SELECT blob, topic, sealed_name, size, stored_at FROM stored_blob "
                                       "WHERE space = ? ORDER BY stored_at");
    if (const auto done = query.run({space.text()}); !done)
        return fail(done.error());
    QList<StoredBlob> blobs;
    while (query.next()) {
        const auto id = BlobId::parse(QByteArrayView(query.bytes(0)));
        if (!id)
            continue; // nothing can be asked of the server by it
        const auto name = opened(query.bytes(2), blobPlace(*id));
        blobs << StoredBlob{space,
                            *id,
                            query.text(1),
                            QString::fromUtf8(name.value_or(QByteArray())),
                            query.integer(3),
                            query.integer(4)};
    }
    if (const auto read = query.ok(); !read)
        return fail(read.error());
    return blobs;
}

Result<void> UserTables::removeStoredBlob(const SpaceId &space, const BlobId &blob)
{
    return m_database->prepared("DELETE FROM stored_blob WHERE space = ? AND blob = ?")
        .run({space.text(), blob.text()});
}

Result<void> UserTables::setUploadFailure(qint64 id, const std::optional<Error> &failure)
{
    return setFailure(m_database->prepared("UPDATE upload SET " FAILURE_ASSIGNED " WHERE id = ?"), id,
                      failure);
}

Result<void> UserTables::removeUpload(qint64 id)
{
    return m_database->prepared("DELETE FROM upload WHERE id = ?").run({id});
}

Result<OutboxItem> UserTables::turnIntoMessage(qint64 upload, OutboxItem message)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return fail(transaction.error());
    auto added = addToOutbox(std::move(message));
    if (!added)
        return added;
    if (const auto removed = removeUpload(upload); !removed)
        return fail(removed.error());
    if (const auto done = transaction->commit(); !done)
        return fail(done.error());
    return added;
}

Result<QHash<QString, TopicMarks>> UserTables::marks(const SpaceId &space)
{
    auto &query = m_database->prepared("SELECT topic, kind, hash, position, time FROM mark WHERE space = ?");
    if (const auto done = query.run({space.text()}); !done)
        return fail(done.error());
    QHash<QString, TopicMarks> marks;
    while (query.next()) {
        const TopicMark mark{query.bytes(2), query.integer(3), query.integer(4)};
        auto &topic = marks[query.text(0)];
        (query.text(1) == "read"_L1 ? topic.read : topic.head) = mark;
    }
    if (const auto read = query.ok(); !read)
        return fail(read.error());
    return marks;
}

Result<void> UserTables::setMark(const char *kind, const SpaceId &space, const QString &topic,
                                 const TopicMark &mark)
{
    return m_database
        ->prepared("INSERT INTO mark(space, topic, kind, hash, position, time) VALUES(?, ?, ?, ?, ?, ?) "
                   "ON CONFLICT DO UPDATE SET hash = excluded.hash, position = excluded.position, time = "
                   "excluded.time")
        .run({space.text(), topic, QString::fromLatin1(kind), mark.hash.isNull() ? QByteArray("") : mark.hash,
              mark.position, mark.time});
}

Result<QHash<QString, QString>> UserTables::names(const SpaceId &space)
{
    auto &query = m_database->prepared("SELECT subject, sealed_name FROM name WHERE space = ?");
    if (const auto done = query.run({space.text()}); !done)
        return fail(done.error());
    QHash<QString, QString> names;
    while (query.next()) {
        const auto subject = query.text(0);
        if (const auto name = opened(query.bytes(1), namePlace(subject)))
            names.insert(subject, QString::fromUtf8(*name));
    }
    if (const auto read = query.ok(); !read)
        return fail(read.error());
    return names;
}

Result<void> UserTables::setName(const SpaceId &space, const QString &subject, const QString &name)
{
    if (name.isEmpty())
        return m_database->prepared("DELETE FROM name WHERE space = ? AND subject = ?")
            .run({space.text(), subject});
    return m_database
        ->prepared("INSERT INTO name(space, subject, sealed_name) VALUES(?, ?, ?) "
                   "ON CONFLICT DO UPDATE SET sealed_name = excluded.sealed_name")
        .run({space.text(), subject, sealed(name.toUtf8(), namePlace(subject))});
}

QByteArray UserTables::sealed(QByteArrayView text, QByteArrayView place) const
{
    return secretbox::seal(m_dataKey, text, place);
}

Result<QByteArray> UserTables::opened(QByteArrayView bytes, QByteArrayView place) const
{
    return secretbox::open(m_dataKey, bytes, place).map([](const SecretBytes &text) {
        return text.exposeUnwiped();
    });
}

} // namespace reeeductio
