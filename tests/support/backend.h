// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/workerpool.h"
#include "client/space.h"
#include "net/httpclient.h"
#include "support/heldport.h"

#include <QTemporaryDir>

#include <memory>

namespace reeeductio {
class LocalServer;
}

namespace reeeductio::test {

//! A server for integration tests and what a client needs to reach it: our embedded one on a free port, or
//! any that runs already and makes spaces by itself, named by REEEDUCTIO_TEST_SERVER (admin key: 32 bytes
//! 0x01).
class Backend
{
public:
    Backend();
    ~Backend();

    //! Starts, or starts again on the same data and port. False, with a line on stderr, when it cannot.
    bool start();
    //! Ends the embedded server; a foreign one stays.
    void stop();
    bool isForeign() const { return m_isForeign; }

    QUrl url() const { return m_url; }
    static SigningKey adminKey();

    //! Puts sealed messages at the end of a topic behind the embedded server's back, while it is stopped. The
    //! space has been used before. False when it cannot be done.
    bool seed(const SpaceId &space, const QList<Message> &messages,
              qint64 firstTimestamp = 1'700'000'000'000);

    //! Keeps a copy of the embedded server's data while it is stopped, or puts that copy back: a server that
    //! goes back, or is mended. False when it cannot be done.
    bool keepCopy(const QString &name) const;
    bool bringBackCopy(const QString &name) const;

    ClientServices services() { return {m_http, m_sockets, m_pool, m_clock, {}, &m_filePool}; }
    std::unique_ptr<Space> spaceFor(Credentials credentials)
    {
        return std::make_unique<Space>(std::move(credentials), services());
    }
    //! A new space's owner.
    Credentials newOwner() const
    {
        return Credentials::owner(m_url, SigningKey::generate(), SymmetricKey::generate());
    }
    //! A user of that space who has its root, not yet added to it.
    Credentials newUser(const Credentials &owner) const;
    Credentials newTool(const Credentials &owner) const;

private:
    HeldPort m_port;
    QUrl m_url;
    bool m_isForeign = false;
    QTemporaryDir m_directory;
    QTemporaryDir m_copies;
    std::unique_ptr<LocalServer> m_server;
    WorkerPool m_pool;
    WorkerPool m_filePool{2};
    HttpClient m_http;
    WebSocketFactory m_sockets;
    SystemClock m_clock;
};

} // namespace reeeductio::test
