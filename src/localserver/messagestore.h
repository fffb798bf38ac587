// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/database.h"
#include "protocol/message.h"

#include <optional>
#include <string>

namespace reeeductio::localserver {

//! Which messages of a topic are asked for, by server_timestamp, both ends included. `from` after `to` asks
//! for the newest first.
struct PageQuery
{
    std::optional<qint64> from;
    std::optional<qint64> to;
    int limit = 100;
};

//! Every topic's chain of messages. The database outlives it; writes belong into the caller's transaction.
class MessageStore
{
public:
    explicit MessageStore(Database &database);

    //! Puts the message at the end of its topic, if that end is its prevHash (Conflict/HeadMoved otherwise),
    //! and gives it a timestamp: now, or one past the newest. Answers the JSON it is kept and sent as.
    [[nodiscard]] Result<QByteArray> append(const SpaceId &space, Message &message, qint64 nowMs);

    //! `{"messages": […], "has_more": …}`
    [[nodiscard]] Result<std::string> page(const SpaceId &space, const QString &topic,
                                           const PageQuery &query);
    //! One message's JSON; nothing when that topic does not hold it.
    [[nodiscard]] Result<std::optional<QByteArray>> find(const SpaceId &space, const QString &topic,
                                                         const MessageId &hash);
    //! The whole topic, oldest first: for the state, which is held in memory.
    [[nodiscard]] Result<QList<Message>> all(const SpaceId &space, const QString &topic);

private:
    [[nodiscard]] Result<qint64> topicRow(const SpaceId &space, const QByteArray &topic);

    Statement m_findTopic;
    Statement m_addTopic;
    Statement m_head;
    Statement m_add;
    Statement m_pageUp;
    Statement m_pageDown;
    Statement m_find;
};

} // namespace reeeductio::localserver
