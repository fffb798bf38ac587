// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/messagetable.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

// Texts are stored as the bytes they are: binding them as text would convert each to UTF-16 and back.
#define ROW_COLUMNS                                                                                          \
    "hash, type, prev, data, sender, signature, server_timestamp, position, flags, name, message.id"
#define LINK_COLUMNS "hash, type, prev, x'', sender, x'', server_timestamp, position, flags, name, message.id"
// As the index over them has it, to the letter: chat.image, file.upload.
#define FILE_TYPES "type IN (x'636861742e696d616765', x'66696c652e75706c6f6164')"
#define FROM_ROWS " FROM message JOIN topic ON topic.id = message.topic "
// One statement for any number of hashes; those that are no text are not in the store as text either.
#define LISTED "(SELECT CAST(value AS BLOB) FROM json_each(?))"

QString listed(const QList<QByteArray> &hashes)
{
    QJsonArray list;
    for (const auto &hash : hashes)
        list << QString::fromUtf8(hash);
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

constexpr qint64 mostPreviews = 4000; //!< the newest; about 16 KiB each
constexpr qint64 noTopic = 0;         //!< SQLite counts from 1, and number() gives 0 for no row

StoredMessage rowFrom(const Statement &statement)
{
    StoredMessage row;
    row.message.hash = statement.bytes(0);
    row.message.type = statement.bytes(1);
    if (const auto prev = statement.value(2); !prev.isNull())
        row.message.prevHash = prev.toByteArray();
    row.message.data = statement.bytes(3);
    row.message.sender = statement.bytes(4);
    row.message.signature = statement.bytes(5);
    row.message.serverTimestamp = statement.integer(6);
    row.position = statement.integer(7);
    row.flags = RowFlags(static_cast<int>(statement.integer(8)));
    row.message.topic = statement.bytes(9);
    row.id = statement.integer(10);
    return row;
}

//! SQLite tells NULL from an empty blob; a null QByteArray would become NULL.
QVariant blob(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

} // namespace

const Schema &MessageTable::schema()
{
    static const Schema schema{{
        uR"(CREATE TABLE topic(
            id INTEGER PRIMARY KEY,
            space BLOB NOT NULL,
            name TEXT NOT NULL,
            complete INTEGER NOT NULL DEFAULT 0,
            messages INTEGER NOT NULL DEFAULT 0,
            UNIQUE(space, name));
CREATE TABLE message(
            id INTEGER PRIMARY KEY,
            topic INTEGER NOT NULL REFERENCES topic(id),
            position INTEGER NOT NULL,
            hash BLOB NOT NULL,
            type BLOB NOT NULL,
            prev BLOB,
            data BLOB NOT NULL,
            sender BLOB NOT NULL,
            signature BLOB NOT NULL,
            server_timestamp INTEGER NOT NULL,
            flags INTEGER NOT NULL);
CREATE UNIQUE INDEX message_hash ON message(topic, hash);
CREATE INDEX message_position ON message(topic, position);
CREATE INDEX message_time ON message(topic, server_timestamp);
CREATE INDEX message_unlinked ON message(topic) WHERE flags & 4)"_s,
        uR"(DROP INDEX message_unlinked;
CREATE INDEX message_waiting ON message(topic, prev) WHERE flags & 4)"_s,
        uR"(UPDATE message SET flags = flags | 16 WHERE server_timestamp < (
            SELECT parent.server_timestamp FROM message AS parent
            WHERE parent.topic = message.topic AND parent.hash = message.prev);
CREATE INDEX message_backdated ON message(topic, position) WHERE flags & 16)"_s,
        u"CREATE INDEX message_file ON message(topic, position) WHERE " FILE_TYPES ";\n"
        "CREATE TABLE preview("
        "id INTEGER PRIMARY KEY AUTOINCREMENT, "
        "space BLOB NOT NULL, "
        "blob BLOB NOT NULL, "
        "sealed BLOB NOT NULL, "
        "UNIQUE(space, blob))"_s,
    }};
    return schema;
}

Result<qint64> MessageTable::findTopic(const SpaceId &space, const QString &topic)
{
    const auto name = std::pair(space.text(), topic);
    if (const auto cached = m_topicKeys.constFind(name); cached != m_topicKeys.cend())
        return *cached;
    const auto key = number("SELECT id FROM topic WHERE space = ? AND name = ?", {space.text(), topic});
    if (key && *key != noTopic)
        m_topicKeys.insert(name, *key);
    return key;
}

Result<qint64> MessageTable::makeTopic(const SpaceId &space, const QString &topic)
{
    const auto found = findTopic(space, topic);
    if (!found || *found != noTopic)
        return found;
    auto &insertion = m_database.prepared("INSERT INTO topic(space, name) VALUES(?, ?)");
    if (const auto done = insertion.run({space.text(), topic}); !done)
        return fail(done.error());
    const auto key = insertion.lastInsertId();
    m_topicKeys.insert(std::pair(space.text(), topic), key);
    return key;
}

Result<QStringList> MessageTable::topics(const SpaceId &space)
{
    auto &query =
        m_database.prepared("SELECT name FROM topic WHERE space = ? AND messages > 0 ORDER BY name");
    if (const auto done = query.run({space.text()}); !done)
        return fail(done.error());
    QStringList names;
    while (query.next())
        names << query.text(0);
    if (const auto read = query.ok(); !read)
        return fail(read.error());
    return names;
}

Result<void> MessageTable::insert(qint64 topic, const StoredMessage &row)
{
    const auto &message = row.message;
    return m_database
        .prepared("INSERT OR IGNORE INTO message(topic, position, hash, type, prev, data, sender, signature, "
                  "server_timestamp, flags) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .run({topic, row.position, blob(message.hash), blob(message.type),
              message.prevHash ? blob(*message.prevHash) : QVariant(), blob(message.data),
              blob(message.sender), blob(message.signature), message.serverTimestamp, row.flags.toInt()});
}

Result<void> MessageTable::setPlace(qint64 topic, const QByteArray &hash, qint64 position, RowFlags flags)
{
    return m_database.prepared("UPDATE message SET position = ?, flags = ? WHERE topic = ? AND hash = ?")
        .run({position, flags.toInt(), topic, blob(hash)});
}

Result<void> MessageTable::markBackdated(qint64 topic, const QByteArray &hash)
{
    return m_database.prepared("UPDATE message SET flags = flags | 16 WHERE topic = ? AND hash = ?")
        .run({topic, blob(hash)});
}

Result<qint64> MessageTable::notBefore(qint64 topic, qint64 position)
{
    // Between two such rows times only go up, so the last before each of them is the latest. They are few:
    // they come first, by their own indexes, whatever the planner thinks of the others.
    return number("SELECT max(latest) FROM ("
                  "SELECT max(parent.server_timestamp) AS latest "
                  "FROM message AS backdated INDEXED BY message_backdated CROSS JOIN message AS parent "
                  "ON parent.topic = backdated.topic AND parent.hash = backdated.prev "
                  "WHERE backdated.topic = ? AND backdated.position <= ? AND backdated.flags & 16 "
                  "UNION ALL "
                  "SELECT max(before.server_timestamp) "
                  "FROM message AS unlinked INDEXED BY message_waiting CROSS JOIN message AS before "
                  "ON before.topic = unlinked.topic AND before.position = unlinked.position - 1 "
                  "WHERE unlinked.topic = ? AND unlinked.position <= ? AND unlinked.flags & 4)",
                  {topic, position, topic, position});
}

Result<void> MessageTable::replace(qint64 topic, const Message &good)
{
    return m_database
        .prepared("UPDATE message SET type = ?, prev = ?, data = ?, sender = ?, signature = ?, "
                  "server_timestamp = ?, flags = flags & ~3 WHERE topic = ? AND hash = ?")
        .run({blob(good.type), good.prevHash ? blob(*good.prevHash) : QVariant(), blob(good.data),
              blob(good.sender), blob(good.signature), good.serverTimestamp, topic, blob(good.hash)});
}

Result<QHash<QByteArray, RowFlags>> MessageTable::known(qint64 topic, const QList<QByteArray> &hashes)
{
    auto &query = m_database.prepared("SELECT hash, flags FROM message WHERE topic = ? AND hash IN " LISTED);
    if (const auto done = query.run({topic, listed(hashes)}); !done)
        return fail(done.error());
    QHash<QByteArray, RowFlags> found;
    while (query.next())
        found.insert(query.bytes(0), RowFlags(static_cast<int>(query.integer(1))));
    if (const auto read = query.ok(); !read)
        return fail(read.error());
    return found;
}

Result<std::optional<StoredMessage>> MessageTable::byHash(qint64 topic, const QByteArray &hash)
{
    return oneRow("SELECT " ROW_COLUMNS FROM_ROWS "WHERE topic = ? AND hash = ?", {topic, blob(hash)});
}

Result<std::optional<StoredMessage>> MessageTable::oldest(qint64 topic)
{
    return oneRow("SELECT " ROW_COLUMNS FROM_ROWS "WHERE topic = ? ORDER BY position, message.id LIMIT 1",
                  {topic});
}

Result<std::optional<StoredMessage>> MessageTable::newest(qint64 topic)
{
    return oneRow("SELECT " ROW_COLUMNS FROM_ROWS
                  "WHERE topic = ? ORDER BY position DESC, message.id DESC LIMIT 1",
                  {topic});
}

Result<std::optional<qint64>> MessageTable::positionOf(qint64 topic, const QByteArray &hash)
{
    auto &query = m_database.prepared("SELECT position FROM message WHERE topic = ? AND hash = ?");
    if (const auto done = query.run({topic, blob(hash)}); !done)
        return fail(done.error());
    const auto position = query.next() ? std::optional(query.integer(0)) : std::nullopt;
    const auto read = query.ok();
    query.finish();
    if (!read)
        return fail(read.error());
    return position;
}

Result<bool> MessageTable::markFork(qint64 topic, qint64 position, const QByteArray &parent)
{
    auto &update = m_database.prepared(
        "UPDATE message SET flags = flags | 8 WHERE topic = ? AND position = ? AND prev = ?");
    if (const auto done = update.run({topic, position, blob(parent)}); !done)
        return fail(done.error());
    return update.rowsAffected() > 0;
}

Result<QList<StoredMessage>> MessageTable::waitingFor(qint64 topic, const QList<QByteArray> &predecessors)
{
    return rows("SELECT " LINK_COLUMNS FROM_ROWS "WHERE topic = ? AND flags & 4 AND prev IN " LISTED,
                {topic, listed(predecessors)});
}

Result<QList<QByteArray>> MessageTable::missing(qint64 topic, qint64 limit)
{
    auto &query = m_database.prepared("SELECT DISTINCT prev FROM message WHERE topic = ? AND flags & 4 "
                                      "AND length(prev) = 44 LIMIT ?");
    if (const auto done = query.run({topic, limit}); !done)
        return fail(done.error());
    QList<QByteArray> hashes;
    while (query.next())
        hashes << query.bytes(0);
    if (const auto read = query.ok(); !read)
        return fail(read.error());
    return hashes;
}

Result<QList<StoredMessage>> MessageTable::links(qint64 topic)
{
    return rows("SELECT " LINK_COLUMNS FROM_ROWS "WHERE topic = ? ORDER BY position, message.id", {topic});
}

Result<QList<StoredMessage>> MessageTable::upward(qint64 topic, RowPlace place, int limit)
{
    return rows("SELECT " ROW_COLUMNS FROM_ROWS
                "WHERE topic = ? AND (position, message.id) >= (?, ?) ORDER BY position, message.id LIMIT ?",
                {topic, place.position, place.id, limit});
}

Result<QList<StoredMessage>> MessageTable::below(qint64 topic, RowPlace place, int limit)
{
    auto found = rows("SELECT " ROW_COLUMNS FROM_ROWS "WHERE topic = ? AND (position, message.id) < (?, ?) "
                      "ORDER BY position DESC, message.id DESC LIMIT ?",
                      {topic, place.position, place.id, limit});
    if (found)
        std::reverse(found->begin(), found->end());
    return found;
}

Result<QList<DatedMessage>> MessageTable::filesBelow(qint64 topic, RowPlace place, int limit)
{
    const auto found = rows("SELECT " ROW_COLUMNS FROM_ROWS "WHERE topic = ? AND " FILE_TYPES
                            " AND (position, message.id) < (?, ?) "
                            "ORDER BY position DESC, message.id DESC LIMIT ?",
                            {topic, place.position, place.id, limit});
    if (!found)
        return fail(found.error());
    QList<DatedMessage> dated;
    for (auto row = found->crbegin(); row != found->crend(); ++row) {
        const auto earliest = notBefore(topic, row->position);
        if (!earliest)
            return fail(earliest.error());
        dated << DatedMessage{*row, std::max(*earliest, row->message.serverTimestamp)};
    }
    return dated;
}

Result<QList<StoredMessage>> MessageTable::range(qint64 topic, qint64 from, qint64 to, int limit)
{
    if (from > to)
        return rows("SELECT " ROW_COLUMNS FROM_ROWS "WHERE topic = ? AND server_timestamp BETWEEN ? AND ? "
                    "ORDER BY server_timestamp DESC, position DESC LIMIT ?",
                    {topic, to, from, limit});
    return rows("SELECT " ROW_COLUMNS FROM_ROWS "WHERE topic = ? AND server_timestamp BETWEEN ? AND ? "
                "ORDER BY server_timestamp, position LIMIT ?",
                {topic, from, to, limit});
}

Result<TopicSummary> MessageTable::summary(qint64 topic)
{
    auto &query = m_database.prepared("SELECT messages, complete FROM topic WHERE id = ?");
    if (const auto done = query.run({topic}); !done)
        return fail(done.error());
    TopicSummary summary;
    if (query.next())
        summary = {.count = query.integer(0), .isComplete = query.integer(1) != 0};
    query.finish();
    return summary;
}

Result<void> MessageTable::setComplete(qint64 topic)
{
    return m_database.prepared("UPDATE topic SET complete = 1 WHERE id = ?").run({topic});
}

Result<void> MessageTable::addToCount(qint64 topic, qint64 added)
{
    // That a topic was empty to its beginning says nothing about what came first afterwards.
    return m_database
        .prepared("UPDATE topic SET complete = complete AND (messages > 0 OR ? = 0), "
                  "messages = messages + ? WHERE id = ?")
        .run({added, added, topic});
}

Result<qint64> MessageTable::count(const SpaceId &space)
{
    return number("SELECT sum(messages) FROM topic WHERE space = ?", {space.text()});
}

Result<qint64> MessageTable::countAll()
{
    return number("SELECT sum(messages) FROM topic", {});
}

Result<qint64> MessageTable::remove(qint64 topic)
{
    auto &removal = m_database.prepared("DELETE FROM message WHERE topic = ?");
    if (const auto done = removal.run({topic}); !done)
        return fail(done.error());
    const auto removed = removal.rowsAffected();
    if (const auto done =
            m_database.prepared("UPDATE topic SET complete = 0, messages = 0 WHERE id = ?").run({topic});
        !done)
        return fail(done.error());
    return removed;
}

Result<bool> MessageTable::remove(qint64 topic, const QByteArray &hash)
{
    auto &removal = m_database.prepared("DELETE FROM message WHERE topic = ? AND hash = ?");
    if (const auto done = removal.run({topic, blob(hash)}); !done)
        return fail(done.error());
    if (removal.rowsAffected() == 0)
        return false;
    const auto counted =
        m_database.prepared("UPDATE topic SET complete = 0, messages = messages - 1 WHERE id = ?")
            .run({topic});
    if (!counted)
        return fail(counted.error());
    return true;
}

Result<qint64> MessageTable::clear(const SpaceId &space)
{
    forgetKeys();
    auto &removal =
        m_database.prepared("DELETE FROM message WHERE topic IN (SELECT id FROM topic WHERE space = ?)");
    if (const auto done = removal.run({space.text()}); !done)
        return fail(done.error());
    const auto removed = removal.rowsAffected();
    for (const auto *const rest :
         {"DELETE FROM topic WHERE space = ?", "DELETE FROM preview WHERE space = ?"}) {
        if (const auto done = m_database.prepared(rest).run({space.text()}); !done)
            return fail(done.error());
    }
    return removed;
}

Result<void> MessageTable::clear()
{
    forgetKeys();
    for (const auto &all : {u"DELETE FROM message"_s, u"DELETE FROM preview"_s}) {
        if (const auto done = m_database.execute(all); !done)
            return done;
    }
    return m_database.execute(u"DELETE FROM topic"_s);
}

Result<QByteArray> MessageTable::preview(const SpaceId &space, const BlobId &blob)
{
    auto &query = m_database.prepared("SELECT sealed FROM preview WHERE space = ? AND blob = ?");
    if (const auto done = query.run({space.text(), blob.text()}); !done)
        return fail(done.error());
    const auto sealed = query.next() ? query.bytes(0) : QByteArray();
    const auto read = query.ok();
    query.finish();
    if (!read)
        return fail(read.error());
    return sealed;
}

Result<void> MessageTable::keepPreview(const SpaceId &space, const BlobId &blob, const QByteArray &sealed)
{
    auto kept = m_database.prepared("INSERT OR REPLACE INTO preview(space, blob, sealed) VALUES(?, ?, ?)")
                    .run({space.text(), blob.text(), sealed});
    if (!kept)
        return kept;
    return m_database.prepared("DELETE FROM preview WHERE id <= (SELECT max(id) FROM preview) - ?")
        .run({mostPreviews});
}

Result<QList<StoredMessage>> MessageTable::rows(const char *sql, const QVariantList &values)
{
    auto &query = m_database.prepared(sql);
    if (const auto done = query.run(values); !done)
        return fail(done.error());
    QList<StoredMessage> found;
    while (query.next())
        found << rowFrom(query);
    if (const auto read = query.ok(); !read)
        return fail(read.error());
    return found;
}

Result<std::optional<StoredMessage>> MessageTable::oneRow(const char *sql, const QVariantList &values)
{
    auto &query = m_database.prepared(sql);
    if (const auto done = query.run(values); !done)
        return fail(done.error());
    std::optional<StoredMessage> row;
    if (query.next())
        row = rowFrom(query);
    const auto read = query.ok();
    query.finish();
    if (!read)
        return fail(read.error());
    return row;
}

Result<qint64> MessageTable::number(const char *sql, const QVariantList &values)
{
    auto &query = m_database.prepared(sql);
    if (const auto done = query.run(values); !done)
        return fail(done.error());
    const auto value = query.next() ? query.integer(0) : 0;
    const auto read = query.ok();
    query.finish();
    if (!read)
        return fail(read.error());
    return value;
}

} // namespace reeeductio
