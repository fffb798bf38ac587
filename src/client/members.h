// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/state.h"
#include "protocol/capability.h"

namespace reeeductio {

//! Writing who belongs to a space and what they may do: entries of `auth/` in its state (PROTOCOL 10). A part
//! of Space. Ids and names are checked before anything is sent: Validation.
class Members : public QObject
{
    Q_OBJECT

public:
    explicit Members(State &state, QObject *parent = nullptr);

    Pending<PostedMessage> addUser(const UserId &user, const QString &description = {});
    //! `useLimit` counts stored messages and uploads; nothing is no limit, 0 blocks all.
    Pending<PostedMessage> createTool(const ToolId &tool, const QString &description = {},
                                      std::optional<qint64> useLimit = {});
    Pending<PostedMessage> createRole(const QString &role, const QString &description = {});

    Pending<PostedMessage> grantToUser(const UserId &user, const QString &rightId, const Capability &right);
    Pending<PostedMessage> grantToTool(const ToolId &tool, const QString &rightId, const Capability &right);
    Pending<PostedMessage> grantToRole(const QString &role, const QString &rightId, const Capability &right);

    //! `expiresAt` in milliseconds; nothing is never.
    Pending<PostedMessage> assignRole(const UserId &user, const QString &role,
                                      std::optional<qint64> expiresAt = {});

    //! Takes the member's rights and roles away, then empties its entry. What published servers let it do
    //! even then, PROTOCOL 12.2 names.
    Pending<PostedMessage> removeUser(const UserId &user);
    Pending<PostedMessage> removeTool(const ToolId &tool);

    //! The invitation of the published SDK: a fresh tool that may add users and give them role `user`. Works
    //! only while that role has no rights. The key goes to the invited person, with the symmetric root, out
    //! of band.
    Pending<SigningKey> createInvitation(const QString &description = {});

private:
    Pending<PostedMessage> grant(const QString &holder, const QString &rightId, const Capability &right);

    State &m_state;
};

} // namespace reeeductio
