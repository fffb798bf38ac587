// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/servercore.h"

namespace reeeductio::localserver {

//! A message as the body of a request has it. The sender is who signed in.
struct PostedMessage
{
    QString type;
    std::optional<QString> prevHash;
    QString data;
    QString messageHash;
    QString signature;
};

//! The body of a post to a topic and of a write of state: 422 when it is of another shape.
Answer<PostedMessage> postedMessage(const QJsonObject &body);

//! Why a message is not taken. The two routes to topic `state` answer the same cause with two statuses, and
//! published clients know both.
struct PostRefusal
{
    int onPost = 400;
    int onPut = 400;
    QString detail;
};

//! Checks a message, puts it at the end of its topic and tells the listeners: all of PROTOCOL 5, 6, 10 and 11
//! that a server has to see to. Answers its timestamp.
tl::expected<qint64, PostRefusal> storeMessage(ServerCore &core, const QString &space,
                                               const QByteArray &token, const QString &topic,
                                               const PostedMessage &posted);

} // namespace reeeductio::localserver
