// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/invitations.h"
#include "client/spacereader.h"
#include "support/await.h"

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

//! A role whose holders read and write in every topic. False when it could not be made.
inline bool makeWritersRole(Inviter &inviter, const QString &role)
{
    auto &members = inviter.space.members();
    const auto path = QStringLiteral("topics/{any}/messages");
    return await(members.createRole(role)).has_value() &&
           await(members.grantToRole(role, QStringLiteral("read"), {Operation::Read, path})).has_value() &&
           await(members.grantToRole(role, QStringLiteral("post"), {Operation::Create, path})).has_value();
}

//! Test rows, one a kind of invitation: `isTool`, `hasWords`.
inline void addInvitationRows()
{
    QTest::addColumn<bool>("isTool");
    QTest::addColumn<bool>("hasWords");
    QTest::newRow("by a tool, with words") << true << true;
    QTest::newRow("by a tool, the root in the link") << true << false;
    QTest::newRow("by a user, with words") << false << true;
    QTest::newRow("by a user, the root in the link") << false << false;
}

//! As whoever gets it reads it.
inline JoinLink linkOf(const CreatedInvitation &created)
{
    return std::get<JoinLink>(*parseLink(QString::fromLatin1(created.link.view())));
}

} // namespace reeeductio::test
