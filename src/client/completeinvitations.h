// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/invitation.h"
#include "client/invitationcontext.h"
#include "net/backoff.h"

#include <QSet>

namespace reeeductio {

//! A role that somebody who joined has been given.
struct GivenRole
{
    UserId user;
    QString role;
    MemberId invitation;
};

//! What an administrator's client did about invitations.
struct CompletionReport
{
    QList<GivenRole> given = {};
    QList<MemberId> revoked = {}; //!< had expired
    qsizetype waiting = 0;        //!< for somebody with more rights than this member
};

//! Gives the roles that form (a) invitations promised to those who joined by them, and revokes what has
//! expired, as far as this member may. Only the promised role, only to entries which the invitation itself
//! wrote, only as many as it was for, only while whoever promised could give the role too, and once: each is
//! written behind the very state it was judged by, so that of two clients at the same time one finds that it
//! has been done.
class CompleteInvitations final : public AsyncOperation<CompletionReport>
{
    Q_OBJECT

public:
    //! `settled`, which outlives it: the paths of assignments and entries that were written, or that the
    //! server would not let this member write. Neither is tried again, whatever the server shows.
    CompleteInvitations(InvitationContext &context, QSet<QString> &settled, QObject *parent);

    //! Whether there is anything that this member could do. Pure, for the authority thread.
    static bool hasWork(const StateReplay &replay, const MemberId &me, const QSet<QString> &settled,
                        qint64 nowMs);

protected:
    void run() override;

private:
    struct Todo
    {
        std::optional<GivenRole> role = {};
        std::optional<MessageId> head = {};
        QList<MemberId> expired = {};
        qsizetype waiting = 0;
    };

    static Todo todoIn(const StateReplay &replay, const MemberId &me, const QSet<QString> &settled,
                       qint64 nowMs);
    void look();
    void give(const GivenRole &role, const MessageId &head);
    void revokeExpired();
    void giveUp(const Error &error);

    InvitationContext &m_context;
    CompletionReport m_report;
    QSet<QString> &m_settled;
    QList<MemberId> m_expired;
    Backoff m_backoff;
};

} // namespace reeeductio
