// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/invitations.h"

#include "authz/authpath.h"
#include "client/removemember.h"

namespace reeeductio {

Invitations::Invitations(InvitationContext context, QObject *parent)
    : QObject(parent), m_context(std::move(context))
{
    connect(&m_context.authority, &Authority::changed, this, &Invitations::changed);
}

Pending<CreatedInvitation> Invitations::create(InvitationRequest request)
{
    return (new CreateInvitation(m_context, std::move(request), this))->start();
}

Pending<QList<Invitation>> Invitations::list()
{
    return m_context.refresh().then(this, [this] {
        return m_context.authority.ask([now = m_context.space.session().serverNowMs()](
                                           const StateReplay &replay) { return invitationsIn(replay, now); });
    });
}

Pending<void> Invitations::revoke(const MemberId &id)
{
    return m_context.refresh()
        .then(this,
              [this, id] {
                  return m_context.authority.ask([id, now = m_context.space.session().serverNowMs()](
                                                     const StateReplay &replay) -> Result<void> {
                      if (!invitationIn(replay, id, now))
                          return fail(ErrorKind::NotFound, ErrorCode::NotFoundOnServer, id.toString());
                      return {};
                  });
              })
        .then(
            this,
            [this, id] { return (new RemoveMember(m_context.space.state(), entryPath(id), this))->start(); })
        .then(this, [](const PostedMessage &) {});
}

Pending<CompletionReport> Invitations::completePending()
{
    if (!m_completing.isValid()) {
        m_completing = (new CompleteInvitations(m_context, m_settled, this))->start();
        // First in the row of those who wait: whoever asks after that asks anew.
        m_completing.share().done(this, [this](const Result<CompletionReport> &) { m_completing = {}; });
    }
    return m_completing.share();
}

Pending<bool> Invitations::hasPending()
{
    return m_context.authority.ask(
        [me = m_context.space.member(), settled = m_settled, now = m_context.space.session().serverNowMs()](
            const StateReplay &replay) { return CompleteInvitations::hasWork(replay, me, settled, now); });
}

} // namespace reeeductio
