// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/clientmachine.h"

namespace reeeductio::bench {

ClientMachine::ClientMachine()
    : m_messages(m_storeThread, m_directory.filePath(QStringLiteral("cache.db"))),
      m_user(m_storeThread, m_directory.filePath(QStringLiteral("user.db")), m_dataKey)
{}

ClientMachine::~ClientMachine() = default;

Pending<void> ClientMachine::open(QObject *context)
{
    return m_messages.open()
        .then(context, [this](const OpenReport &) { return m_user.open(); })
        .then(context, [](const OpenReport &) {});
}

} // namespace reeeductio::bench
