// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/space.h"

namespace reeeductio {

//! A server's administration by a member of its admin space (PROTOCOL 11). Signs in at `/admin/auth`, and
//! works in the admin space through a Space of its own. Lives in the thread of its transport.
class AdminClient : public QObject
{
    Q_OBJECT

public:
    //! `key` is a member's of the admin space: the owner's, or a user's who was added.
    AdminClient(QUrl server, SigningKey key, const ClientServices &services, QObject *parent = nullptr);
    ~AdminClient() override;

    //! NotFound/NoSuchSpace when the server has no admin space; Authentication when this is no member.
    Pending<void> authenticate() { return m_session.authenticate(); }
    Session &session() { return m_session; }
    //! The admin space, asked for once; it lives as long as this.
    Pending<Space *> adminSpace();
    Pending<SpaceId> spaceId();

    //! Registers the space of that key, in the admin space's state: `spaces/{S}` and `users/{U}/spaces/{S}`.
    Pending<SpaceId> registerSpace(const SigningKey &space);
    //! For everybody, in every space. NotFound when the server has no such file.
    Pending<void> deleteBlob(const BlobId &blob);

private:
    Pending<Space *> findAdminSpace();

    Credentials m_credentials; //!< its space is filled in once the server has told it
    ClientServices m_services;
    Session m_session;
    std::unique_ptr<Space> m_space;
    Pending<Space *> m_finding; //!< valid while one is under way; shared by all who wait
};

} // namespace reeeductio
