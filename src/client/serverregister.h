// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/statereplay.h"

namespace reeeductio {

//! A space that is registered on a server.
struct RegisteredSpace
{
    SpaceId id;
    QByteArray createdBy;  //!< who registered it: an id, as it came
    qint64 time = 0;       //!< the server's, in milliseconds
    bool isProven = false; //!< the space's own key agreed, and whoever wrote it was entitled to

    friend bool operator==(const RegisteredSpace &, const RegisteredSpace &) = default;
};

//! Somebody in the admin space. Each of them may remove any file from the server.
struct ServerAdmin
{
    MemberId id;
    QString description;
    bool isOwner = false;
    bool mayRegister = false; //!< spaces, whichever

    friend bool operator==(const ServerAdmin &, const ServerAdmin &) = default;
};

//! What the state of an admin space says of its server (PROTOCOL 11).
struct ServerRegister
{
    SpaceId adminSpace;
    QList<RegisteredSpace> spaces; //!< by id
    QList<ServerAdmin> admins;     //!< the owner first

    friend bool operator==(const ServerRegister &, const ServerRegister &) = default;
};

//! After all that is in the log. For the authority thread.
ServerRegister serverRegisterOf(const StateReplay &replay, RuleSet serverRules, qint64 nowMs);

} // namespace reeeductio
