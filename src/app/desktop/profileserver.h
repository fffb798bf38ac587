// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/desktop/settings.h"
#include "client/embeddedserver.h"
#include "localserver/localserver.h"

#include <QObject>

#include <memory>

namespace reeeductio {

//! The embedded server of one profile: started when a local space needs it, on a port that is chosen once and
//! kept, so that credentials saved for the CLI stay true. It makes no spaces for strangers on the same
//! machine.
class ProfileServer final : public QObject, public EmbeddedServer
{
    Q_OBJECT

public:
    //! `directory`: the server's own. `settings` outlive it.
    ProfileServer(QString directory, Settings &settings, QObject *parent = nullptr);
    ~ProfileServer() override;

    Pending<QUrl> start(const SpaceId &adminSpace) override;

private:
    Pending<LocalServerAddress> listen(const SpaceId &adminSpace, quint16 port);

    QString m_directory;
    Settings &m_settings;
    std::unique_ptr<LocalServer> m_server;
    Pending<QUrl> m_url; //!< shared with everybody who asks
    bool m_hasFailed = false;
};

} // namespace reeeductio
