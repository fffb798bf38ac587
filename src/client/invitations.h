// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/completeinvitations.h"
#include "client/createinvitation.h"
#include "client/invitation.h"

namespace reeeductio {

//! The invitations of a space, from the side of those who invite (PROTOCOL 10). Everything there is to know
//! of them stands in the space's state; the links and words are given out once and kept nowhere. Lives in the
//! thread of its Space. Who is invited uses AcceptInvitation.
class Invitations : public QObject
{
    Q_OBJECT

public:
    //! `context` outlives it, and what it refers to as well.
    explicit Invitations(InvitationContext context, QObject *parent = nullptr);

    //! Errors as CreateInvitation tells them, and those of State.
    Pending<CreatedInvitation> create(InvitationRequest request);
    //! All there ever were, the oldest first.
    Pending<QList<Invitation>> list();
    //! Takes back what it may do; who has joined stays, and gets no role any more. NotFound when that member
    //! is no invitation: an ordinary one is not removed by mistake.
    Pending<void> revoke(const MemberId &id);
    //! What CompleteInvitations does. To be called by whoever may give roles, when state has changed; while
    //! one is under way, its report is the answer.
    Pending<CompletionReport> completePending();
    //! Whether completePending() would find anything to do.
    Pending<bool> hasPending();

Q_SIGNALS:
    //! What list() says may be something else.
    void changed();

private:
    InvitationContext m_context;
    QSet<QString> m_settled;                //!< see CompleteInvitations
    Pending<CompletionReport> m_completing; //!< valid while one is under way; shared by all who wait
};

} // namespace reeeductio
