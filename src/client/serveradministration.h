// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/adminclient.h"
#include "client/serverregister.h"
#include "client/spacereader.h"

namespace reeeductio {

//! A server as one of its administrators sees it: which spaces are registered, who else may do what, and what
//! can be done about it. Nothing is kept of it. Lives in the thread of its transport; the authority thread
//! outlives it.
class ServerAdministration : public QObject
{
    Q_OBJECT

public:
    //! `key` is a member's of the admin space.
    ServerAdministration(QUrl server, SigningKey key, RuleSet serverRules, const ClientServices &services,
                         SerialThread &authorityThread, QObject *parent = nullptr);
    ~ServerAdministration() override;

    //! Signs in, if need be, and reads all the admin space's state. One at a time. Errors as AdminClient and
    //! State tell them.
    Pending<ServerRegister> read();

    //! NotFound/NoSuchSpace, Authorization for who may not register spaces.
    Pending<SpaceId> registerSpace(const SigningKey &space) { return m_client.registerSpace(space); }
    //! For everybody, in every space, at once and for good. NotFound when the server has no such file.
    Pending<void> deleteBlob(const BlobId &blob) { return m_client.deleteBlob(blob); }

    const QUrl &server() const { return m_server; }

private:
    Pending<ServerRegister> readFrom(Space &space);

    QUrl m_server;
    RuleSet m_serverRules;
    SerialThread &m_authorityThread;
    AdminClient m_client;
    std::unique_ptr<SpaceReader> m_reader; //!< once the admin space is known
};

} // namespace reeeductio
