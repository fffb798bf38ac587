// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/apicall.h"
#include "localserver/blobstore.h"
#include "localserver/challenges.h"
#include "localserver/hostedspaces.h"
#include "localserver/localserver.h"
#include "localserver/streams.h"
#include "localserver/tokens.h"
#include "localserver/tooluses.h"

namespace reeeductio::localserver {

//! Who asks, and in which space.
struct Session
{
    HostedSpace *space = nullptr;
    MemberId member;
};

//! What the endpoints work on. Lives and dies in the server's thread; the clock outlives it.
struct ServerCore
{
    //! Opens the data directory.
    [[nodiscard]] static Result<std::unique_ptr<ServerCore>> open(const LocalServerOptions &options,
                                                                  const Clock &clock);

    //! 404 unless the space is served.
    Answer<void> requireSpace(const QString &space);
    //! Whom the token names; 404 or 401. The bearer may have left the space since: requireMember() tells.
    Answer<Session> identify(const QString &space, const QByteArray &token);
    //! 403 when the member's entry is gone, whatever its token says.
    static Answer<void> requireMember(const Session &session);
    //! Both.
    Answer<Session> signIn(const QString &space, const QByteArray &token);

    //! 401 when a tool's uses are spent; else whether this use counts.
    Answer<bool> checkUseLimit(const Session &session);

    const LocalServerOptions options;
    const Clock &clock;
    const std::unique_ptr<Database> database; // before what has statements in it
    MessageStore messages;
    DataStore data;
    BlobStore blobs;
    ToolUses toolUses;
    Tokens tokens;
    Challenges challenges;
    ShortMemory<MemberId> enrolling;    //!< who began to register a password, by username
    ShortMemory<SecretBytes> loggingIn; //!< what ends a login by password, by username
    HostedSpaces spaces;
    Streams streams;

private:
    ServerCore(LocalServerOptions serverOptions, const Clock &serverClock, std::unique_ptr<Database> opened,
               SecretBytes tokenSecret);
};

} // namespace reeeductio::localserver
