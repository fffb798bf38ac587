// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/clock.h"
#include "base/pending.h"
#include "protocol/identifier.h"

#include <QHostAddress>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <memory>
#include <optional>

namespace reeeductio {

struct LocalServerOptions
{
    QString dataDirectory = {}; //!< made when it is not there
    QHostAddress listenAddress = QHostAddress::LocalHost;
    quint16 port = 0;         //!< 0 picks one
    bool allowRemote = false; //!< else any other than a loopback address is refused
    //! The admin space: its id is that of the admin key, of which the server needs no more.
    std::optional<SpaceId> adminSpace = {};
    bool autoCreate = true; //!< else a space must be registered in the admin space first
    //! Pages that may use it from a browser: `https://app.example`, or `*` for all. No page by default: any
    //! could fill the disk.
    QStringList allowedOrigins = {};
    qint64 maxBlobBytes = 104'857'600;
    qint64 tokenLifetimeSeconds = 24 * 60 * 60;
};

//! Where a started server is reached.
struct LocalServerAddress
{
    QHostAddress address;
    quint16 port = 0;

    //! `http://127.0.0.1:8000`
    QUrl url() const;
};

//! The embedded server (PROTOCOL 4–11): one thread with its own database, from start() to stop(). Nothing is
//! shared with it but its address and the wish to stop. Used from one thread, with a QCoreApplication alive.
class LocalServer
{
public:
    explicit LocalServer(LocalServerOptions options,
                         std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>());
    //! Stops.
    ~LocalServer();
    Q_DISABLE_COPY_MOVE(LocalServer)

    //! Opens the data directory and listens. Storage with CannotOpen, CannotWrite, DiskFull, Damaged, Locked
    //! (another server holds the directory) or TooNew; Network/CannotOpen when the port cannot be had;
    //! Validation/BadUrl for an address that is not allowed. Dropping the handle before the end stops the
    //! server. Not while it runs; again after stop(), on the same data.
    Pending<LocalServerAddress> start();

    //! Ends every connection and waits for the thread: as long as one request takes. Whatever was answered is
    //! on the disk.
    void stop();

private:
    class Run;

    LocalServerOptions m_options;
    std::shared_ptr<const Clock> m_clock;
    std::unique_ptr<Run> m_run;
};

} // namespace reeeductio
