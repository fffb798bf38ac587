// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/completeinvitations.h"

#include "authz/authpath.h"
#include "base/timer.h"
#include "client/removemember.h"
#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int mostTries = 8;

bool mayRevoke(const StateReplay &replay, const MemberId &me, const MemberId &id, qint64 nowMs)
{
    return replay.under(RuleSet::Strict)
        .judgeStateWrite(me, entryPath(id), {}, {.moment = replay.log().size(), .nowMs = nowMs})
        .isAllowed();
}

//! The server has decided, and would again.
bool isRefusal(const Error &error)
{
    return error.kind == ErrorKind::Authorization || error.kind == ErrorKind::Validation;
}

} // namespace

CompleteInvitations::CompleteInvitations(InvitationContext &context, QSet<QString> &settled, QObject *parent)
    : AsyncOperation(parent), m_context(context), m_settled(settled),
      m_backoff(Backoff::Milliseconds(100), Backoff::Milliseconds(2000))
{}

bool CompleteInvitations::hasWork(const StateReplay &replay, const MemberId &me, const QSet<QString> &settled,
                                  qint64 nowMs)
{
    const auto todo = todoIn(replay, me, settled, nowMs);
    return todo.role || !todo.expired.isEmpty();
}

CompleteInvitations::Todo CompleteInvitations::todoIn(const StateReplay &replay, const MemberId &me,
                                                      const QSet<QString> &settled, qint64 nowMs)
{
    Todo todo;
    const bool isWhole = replay.log().isWholeAt(replay.log().size()); // else who was given what is not known
    const auto invitations = invitationsIn(replay, nowMs);
    for (const auto &invitation : invitations) {
        if (isWhole && invitation.status == Invitation::Status::Expired && invitation.isOnlyThat &&
            invitation.id != me && !settled.contains(entryPath(invitation.id)) &&
            mayRevoke(replay, me, invitation.id, nowMs))
            todo.expired << invitation.id;
        todo.waiting += invitation.waiting();
        if (!isWhole || todo.role || !mayGiveRole(replay, me, invitation.role, nowMs))
            continue;
        for (const auto &use : invitation.uses) {
            if (use.role == InvitationUse::Role::Waiting && !todo.role &&
                !settled.contains(roleAssignmentPath(use.user, invitation.role)))
                todo.role = GivenRole{use.user, invitation.role, invitation.id};
        }
    }
    if (todo.role) { // somebody has joined, so there is a newest message
        const auto head =
            MessageId::parse(QByteArrayView(replay.log().at(replay.log().size() - 1).message.hash));
        if (head)
            todo.head = *head;
    }
    return todo;
}

void CompleteInvitations::run()
{
    m_context.refresh().done(this, [this](const Result<void> &refreshed) {
        if (!refreshed)
            return giveUp(refreshed.error());
        look();
    });
}

void CompleteInvitations::look()
{
    m_context.authority
        .ask([me = m_context.space.member(), settled = m_settled,
              now = m_context.space.session().serverNowMs()](const StateReplay &replay) {
            return todoIn(replay, me, settled, now);
        })
        .done(this, [this](const Result<Todo> &todo) {
            if (!todo)
                return giveUp(todo.error());
            if (todo->role && !todo->head) // nothing can follow what the server made up
                return finish(fail(ErrorKind::Chain, ErrorCode::HashMismatch, u"state"_s));
            if (todo->role)
                return give(*todo->role, *todo->head);
            m_report.waiting = todo->waiting;
            m_expired = todo->expired;
            revokeExpired();
        });
}

void CompleteInvitations::give(const GivenRole &role, const MessageId &head)
{
    m_context.space.state()
        .setPlaintext(roleAssignmentPath(role.user, role.role),
                      compactJson(roleAssignment(role.user, role.role)), head)
        .done(this, [this, role](const Result<PostedMessage> &posted) {
            const bool isOvertaken = !posted && posted.error().kind == ErrorKind::Conflict;
            if (!posted && !isRefusal(posted.error()) && (!isOvertaken || m_backoff.count() >= mostTries))
                return giveUp(posted.error());
            if (!isOvertaken) {
                m_settled << roleAssignmentPath(role.user, role.role);
                if (posted)
                    m_report.given << role;
                m_backoff.reset();
                return run();
            }
            // Somebody wrote something meanwhile: perhaps just this.
            completeAfter(m_backoff.next(), this).done(this, [this](const Result<void> &) { run(); });
        });
}

void CompleteInvitations::revokeExpired()
{
    if (m_expired.isEmpty())
        return finish(std::move(m_report));
    const auto id = m_expired.takeFirst();
    (new RemoveMember(m_context.space.state(), entryPath(id), this))
        ->start()
        .done(this, [this, id](const Result<PostedMessage> &removed) {
            if (!removed && !isRefusal(removed.error()))
                return giveUp(removed.error());
            m_settled << entryPath(id);
            if (removed)
                m_report.revoked << id;
            revokeExpired();
        });
}

//! What was done is told all the same; the rest is tried again another time.
void CompleteInvitations::giveUp(const Error &error)
{
    if (m_report.given.isEmpty() && m_report.revoked.isEmpty())
        return finish(fail(error));
    finish(std::move(m_report));
}

} // namespace reeeductio
