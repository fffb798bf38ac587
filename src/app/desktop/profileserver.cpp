// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/desktop/profileserver.h"

namespace reeeductio {

ProfileServer::ProfileServer(QString directory, Settings &settings, QObject *parent)
    : QObject(parent), m_directory(std::move(directory)), m_settings(settings)
{}

ProfileServer::~ProfileServer() = default;

Pending<QUrl> ProfileServer::start(const SpaceId &adminSpace)
{
    if (m_url.isValid() && !m_hasFailed)
        return m_url.share();
    m_hasFailed = false;
    const auto kept = static_cast<quint16>(m_settings.value(Setting::LocalServerPort).toInt());
    PendingPair<LocalServerAddress> listening;
    auto completer = std::make_shared<Completer<LocalServerAddress>>(std::move(listening.completer));
    const auto conclude = [this, completer](const Result<LocalServerAddress> &address) {
        m_hasFailed = !address; // the next who asks tries again
        completer->complete(address);
    };
    listen(adminSpace, kept)
        .done(this, [this, adminSpace, kept, conclude](const Result<LocalServerAddress> &address) {
            const bool isPortTaken = !address && address.error().kind == ErrorKind::Network && kept != 0;
            if (isPortTaken)
                listen(adminSpace, 0).done(this, conclude);
            else
                conclude(address);
        });
    m_url = listening.pending.then(this, [this](const LocalServerAddress &address) {
        m_settings.set(Setting::LocalServerPort, address.port);
        return address.url();
    });
    return m_url.share();
}

Pending<LocalServerAddress> ProfileServer::listen(const SpaceId &adminSpace, quint16 port)
{
    LocalServerOptions options;
    options.dataDirectory = m_directory;
    options.port = port;
    options.adminSpace = adminSpace;
    options.autoCreate = false;
    m_server = std::make_unique<LocalServer>(std::move(options));
    return m_server->start();
}

} // namespace reeeductio
