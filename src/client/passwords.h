// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/secretbytes.h"
#include "client/data.h"
#include "client/members.h"

namespace reeeductio {

//! Password login of a space (PROTOCOL 11): the owner turns it on, and a member's keys are kept on the server
//! so that its name and password give them back. A part of Space. The server never learns a password, and
//! without guessing it, at a price, cannot read the keys. Logging in needs no Space: LogInByPassword.
class Passwords : public QObject
{
    Q_OBJECT

public:
    Passwords(SpaceContext &context, Data &data, State &state, Members &members, QObject *parent = nullptr);
    ~Passwords() override;

    //! What was not there yet.
    struct Enabled
    {
        bool isSetupNew = false;
        bool isRoleNew = false;
        bool isRightNew = false;
    };
    //! What the published program sets up, as far as it is not there: the server's secrets, the role and its
    //! right (which servers never match, PROTOCOL 12.4). For the owner. Opaque/ServerRefused when what stands
    //! for the server's secrets is none, or not the owner's own.
    Pending<Enabled> enable();

    //! Keeps this member's keys under a name and a password. Without a user key in the credentials a fresh
    //! one is kept, as published. Validation/BadUsername, MissingField (an empty password), BadKey (no root),
    //! AlreadyExists; Opaque/NotEnabled, ServerRefused, LoginOvertaken (somebody else began with that name);
    //! Authorization/PasswordNotKept when the member may not write the record (PROTOCOL 12.4): the space's
    //! owner can, with the member's key.
    Pending<void> enroll(const QString &username, const SecretBytes &password);
    //! The same for keys of somebody else in this space, whom the record then names.
    Pending<void> enroll(const QString &username, const SecretBytes &password, const Credentials &whose);

private:
    class Enable;
    class Enroll;

    SpaceContext &m_context;
    Data &m_data;
    State &m_state;
    Members &m_members;
};

} // namespace reeeductio
