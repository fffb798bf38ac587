// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/message.h"

#include <QList>
#include <QString>

namespace reeeductio {

//! Writes sealed messages to the end of one topic, straight into the database of a server that does not run:
//! for tests and benches. Each gets a timestamp one past the last, from `firstTimestamp` or the topic's end.
//! Nothing is checked but that they continue the chain. One transaction; Storage errors as
//! LocalServer::start(), Conflict/HeadMoved for a broken chain.
[[nodiscard]] Result<void> seedTopic(const QString &dataDirectory, const SpaceId &space,
                                     QList<Message> messages, qint64 firstTimestamp);

} // namespace reeeductio
