// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/embeddedserver.h"
#include "localserver/localserver.h"

#include <QObject>

#include <memory>

namespace reeeductio::test {

//! The server on this computer, as the program puts it behind a profile.
class OwnServer final : public EmbeddedServer
{
public:
    explicit OwnServer(QString folder) : m_folder(std::move(folder)) {}

    Pending<QUrl> start(const SpaceId &adminSpace) override
    {
        if (!m_server) {
            m_server = std::make_unique<LocalServer>(
                LocalServerOptions{.dataDirectory = m_folder, .adminSpace = adminSpace, .autoCreate = false});
            m_address = m_server->start();
        }
        return m_address.share().then(&m_context,
                                      [](const LocalServerAddress &address) { return address.url(); });
    }

private:
    QString m_folder;
    QObject m_context;
    Pending<LocalServerAddress> m_address;
    std::unique_ptr<LocalServer> m_server;
};

} // namespace reeeductio::test
