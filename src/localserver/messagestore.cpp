// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/messagestore.h"

#include "crypto/encoding.h"
#include "protocol/json.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

namespace {

constexpr auto earliest = std::numeric_limits<qint64>::min();
constexpr auto latest = std::numeric_limits<qint64>::max();

QString pageSql(QLatin1StringView order)
{
    return u"SELECT json FROM messages WHERE topic = (SELECT id FROM topics WHERE space = ? AND name = ?)"
           " AND server_timestamp BETWEEN ? AND ? ORDER BY server_timestamp %1 LIMIT ?"_s.arg(order);
}

} // namespace

MessageStore::MessageStore(Database &database)
    : m_findTopic(database, u"SELECT id FROM topics WHERE space = ? AND name = ?"_s),
      m_addTopic(database, u"INSERT INTO topics (space, name) VALUES (?, ?) RETURNING id"_s),
      m_head(database, u"SELECT hash, server_timestamp FROM messages WHERE topic = ?"
                       " ORDER BY server_timestamp DESC LIMIT 1"_s),
      m_add(database, u"INSERT INTO messages (topic, server_timestamp, hash, json) VALUES (?, ?, ?, ?)"_s),
      m_pageUp(database, pageSql("ASC"_L1)), m_pageDown(database, pageSql("DESC"_L1)),
      m_find(database, u"SELECT json FROM messages WHERE hash = ?"
                       " AND topic = (SELECT id FROM topics WHERE space = ? AND name = ?)"_s)
{}

Result<QByteArray> MessageStore::append(const SpaceId &space, Message &message, qint64 nowMs)
{
    const auto topic = topicRow(space, message.topic);
    if (!topic)
        return fail(topic.error());
    auto head = m_head.query({*topic});
    if (!head)
        return fail(head.error());
    const bool isFirst = !head->next();
    if (auto read = head->check(); !read)
        return fail(read.error());
    const auto current = isFirst ? std::nullopt : std::optional(toBase64Url(head->bytes(0)));
    if (message.prevHash != current)
        return fail(ErrorKind::Conflict, ErrorCode::HeadMoved, QString::fromLatin1(current.value_or("null")));

    message.serverTimestamp = isFirst ? nowMs : std::max(nowMs, head->integer(1) + 1);
    const auto json = compactJson(toJson(message));
    const auto hash = MessageId::parse(QByteArrayView(message.hash));
    if (!hash)
        return fail(hash.error());
    if (auto added = m_add.run({*topic, message.serverTimestamp, hash->decoded(), json}); !added)
        return fail(added.error());
    return json;
}

Result<std::string> MessageStore::page(const SpaceId &space, const QString &topic, const PageQuery &query)
{
    const bool newestFirst = query.from && query.to && *query.from > *query.to;
    const auto low = newestFirst ? query.to : query.from;
    const auto high = newestFirst ? query.from : query.to;
    auto &statement = newestFirst ? m_pageDown : m_pageUp;
    auto rows = statement.query(
        {space.text(), topic.toUtf8(), low.value_or(earliest), high.value_or(latest), query.limit + 1});
    if (!rows)
        return fail(rows.error());

    std::string page = R"({"messages":[)";
    int count = 0;
    for (; count < query.limit && rows->next(); ++count) {
        if (count > 0)
            page += ',';
        const auto json = rows->bytes(0);
        page.append(json.constData(), static_cast<std::size_t>(json.size()));
    }
    const bool hasMore = count == query.limit && rows->next();
    if (auto read = rows->check(); !read)
        return fail(read.error());
    page += hasMore ? R"(],"has_more":true})" : R"(],"has_more":false})";
    return page;
}

Result<std::optional<QByteArray>> MessageStore::find(const SpaceId &space, const QString &topic,
                                                     const MessageId &hash)
{
    auto rows = m_find.query({hash.decoded(), space.text(), topic.toUtf8()});
    if (!rows)
        return fail(rows.error());
    if (rows->next())
        return rows->bytes(0);
    if (auto read = rows->check(); !read)
        return fail(read.error());
    return std::nullopt;
}

Result<QList<Message>> MessageStore::all(const SpaceId &space, const QString &topic)
{
    auto rows = m_pageUp.query({space.text(), topic.toUtf8(), earliest, latest, -1}); // no limit
    if (!rows)
        return fail(rows.error());
    QList<Message> messages;
    while (rows->next()) {
        const auto object = parseJsonObject(rows->bytes(0));
        auto message = object ? messageFromJson(*object) : fail(object.error());
        if (!message)
            return fail(ErrorKind::Storage, ErrorCode::Damaged, message.error().detail);
        messages << *std::move(message);
    }
    if (auto read = rows->check(); !read)
        return fail(read.error());
    return messages;
}

Result<qint64> MessageStore::topicRow(const SpaceId &space, const QByteArray &topic)
{
    for (auto *statement : {&m_findTopic, &m_addTopic}) {
        auto rows = statement->query({space.text(), topic});
        if (!rows)
            return fail(rows.error());
        if (rows->next())
            return rows->integer(0);
        if (auto read = rows->check(); !read)
            return fail(read.error());
    }
    return fail(ErrorKind::Internal, ErrorCode::Unexpected);
}

} // namespace reeeductio::localserver
