// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/blobs.h"
#include "client/credentials.h"
#include "client/data.h"
#include "client/members.h"
#include "client/messages.h"
#include "client/passwords.h"
#include "client/session.h"
#include "client/state.h"
#include "client/stream.h"

namespace reeeductio {

//! What a Space needs from the program around it; all of it outlives the Space, and the pools outlive the
//! transport.
struct ClientServices
{
    HttpTransport &transport;
    StreamSocketFactory &sockets;
    WorkerPool &pool;
    const Clock &clock;
    Session::ServerFinder findServer = {}; //!< for a space whose server has no lasting address
    //! For files: threads that may wait for a disk. Null where nobody minds: the pool above.
    WorkerPool *filePool = nullptr;
};

//! One member's view of one space on one server: a facade over its parts, which share a session. Nothing is
//! asked of the server before a part is used. Lives in the thread of its transport; not thread-safe; its
//! death cancels what is under way.
class Space : public QObject
{
    Q_OBJECT

public:
    Space(Credentials credentials, const ClientServices &services, QObject *parent = nullptr);
    ~Space() override;

    const SpaceId &id() const { return m_credentials.space; }
    const MemberId &member() const { return m_credentials.member; }
    //! As they were given: where the server is now, the session knows.
    const Credentials &credentials() const { return m_credentials; }
    //! Whether encrypted messages, state and data can be read.
    bool hasRoot() const { return m_context.keys.has_value(); }
    SpaceContext &context() { return m_context; }

    Session &session() { return m_session; }
    const Session &session() const { return m_session; }
    Messages &messages() { return m_messages; }
    State &state() { return m_state; }
    Data &data() { return m_data; }
    Blobs &blobs() { return m_blobs; }
    Members &members() { return m_members; }
    Passwords &passwords() { return m_passwords; }
    Stream &stream() { return m_stream; }
    const Stream &stream() const { return m_stream; }

private:
    Credentials m_credentials;
    Session m_session;
    SpaceContext m_context;
    Messages m_messages;
    State m_state;
    Data m_data;
    Blobs m_blobs;
    Members m_members;
    Passwords m_passwords;
    Stream m_stream;
};

} // namespace reeeductio
