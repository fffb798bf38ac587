// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/heldkeys.h"
#include "cli/output.h"
#include "client/adminclient.h"
#include "client/administration.h"
#include "client/invitations.h"
#include "client/spacereader.h"

namespace reeeductio {

//! What the program around the commands gives them; all of it outlives them.
struct CommandServices
{
    ClientServices client;
    SerialThread &authority; //!< replays state
    ProfileAccess profile;
};

//! What a running command works with: who it is, made into the parts of the client as they are asked for.
//! The context of its continuations, in the thread of the services; its death cancels what is under way.
class Workspace : public QObject
{
    Q_OBJECT

public:
    Workspace(Credentials credentials, const CommandServices &services, Output &output,
              QObject *parent = nullptr);
    ~Workspace() override;

    const Credentials &credentials() const { return m_credentials; }
    const CommandServices &services() const { return m_services; }
    Output &output() { return m_output; }

    Space &space();
    SpaceReader &reader();
    AdminClient &admin();
    //! Asks the reader for the state.
    Invitations &invitations();
    //! Of the space, on the state that openReader() has read; by the rules of published servers, which see
    //! whatever ours would see, and more.
    Administration &administration();

    //! Signs in to the space; whatever keeps it from that is an Authentication error, as published.
    Pending<void> signIn();
    Pending<void> signInAsAdmin();

    //! Signs in and reads the whole state. Warns when there is nearly more of it than published servers look
    //! at.
    Pending<void> openReader();

private:
    class SignIn;

    Pending<void> warnOfLongState();

    Credentials m_credentials;
    CommandServices m_services;
    Output &m_output;
    std::unique_ptr<Space> m_space;
    std::unique_ptr<SpaceReader> m_reader;
    std::unique_ptr<Invitations> m_invitations;
    std::unique_ptr<AdminClient> m_admin;
    std::unique_ptr<Administration> m_administration;
};

} // namespace reeeductio
