// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/invitations.h"
#include "client/spacereader.h"

namespace reeeductio::test {

//! Somebody who invites, with a client of their own.
struct Inviter
{
    Inviter(const Credentials &who, const ClientServices &services)
        : space(who.clone(), services), reader(space, thread),
          invitations({space, reader.authority(), [this] { return reader.readState(); }})
    {}

    SerialThread thread;
    Space space;
    SpaceReader reader;
    Invitations invitations;
};

//! As whoever gets it reads it.
inline JoinLink linkOf(const CreatedInvitation &created)
{
    return std::get<JoinLink>(*parseLink(QString::fromLatin1(created.link.view())));
}

} // namespace reeeductio::test
