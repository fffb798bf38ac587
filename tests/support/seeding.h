// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/credentials.h"
#include "protocol/message.h"

namespace reeeductio::test {

//! `texts` as chat messages in the topic, encrypted and sealed by that member, behind each other: what
//! seedTopic() takes.
QList<Message> chatMessages(const Credentials &author, const QString &topic, const QByteArrayList &texts,
                            const std::optional<QByteArray> &behind = {},
                            const QByteArray &type = "chat.text");

//! "message 0" to "message N-1", of different lengths.
QByteArrayList manyTexts(int count);

} // namespace reeeductio::test
