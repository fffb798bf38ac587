// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/createinvitation.h"

#include "authz/authpath.h"
#include "client/invitation.h"
#include "client/removemember.h"
#include "protocol/capability.h"
#include "protocol/json.h"
#include "protocol/names.h"
#include "protocol/spokenwords.h"
#include "protocol/wrappedroot.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

CreateInvitation::CreateInvitation(InvitationContext &context, InvitationRequest request, QObject *parent)
    : AsyncOperation(parent), m_context(context), m_request(std::move(request))
{
    if (m_request.form == JoinLink::Form::Tool)
        m_id = ToolId::of(m_key.publicKey());
    else
        m_id = UserId::of(m_key.publicKey());
    m_entry = entryPath(m_id);
}

Result<void> CreateInvitation::check() const
{
    if (m_request.role.contains(u'/') || !checkStatePath(m_request.role))
        return fail(ErrorKind::Validation, ErrorCode::BadPath, m_request.role);
    if (m_request.uses < 1)
        return fail(ErrorKind::Validation, ErrorCode::NumberOutOfRange, QString::number(m_request.uses));
    if (!m_context.space.hasRoot())
        return fail(ErrorKind::Validation, ErrorCode::BadKey, u"symmetric root"_s);
    if (m_context.space.member().isTool()) // a link names a person
        return fail(ErrorKind::Validation, ErrorCode::BadIdentifierType, m_context.space.member().toString());
    return {};
}

void CreateInvitation::run()
{
    if (const auto checked = check(); !checked)
        return finish(fail(checked.error()));
    m_context.refresh()
        .then(this,
              [this] {
                  return m_context.authority.ask([role = m_request.role, me = m_context.space.member(),
                                                  now = m_context.space.session().serverNowMs()](
                                                     const StateReplay &replay) -> Result<void> {
                      if (!replay.standingAt(u"auth/roles/"_s + role))
                          return fail(ErrorKind::NotFound, ErrorCode::NotFoundOnServer, role);
                      if (!mayGiveRole(replay, me, role, now))
                          return fail(ErrorKind::Authorization, ErrorCode::PermissionDenied,
                                      u"auth/users/{any}/roles/"_s + role);
                      return {};
                  });
              })
        .then(this, [this] { return wrappedRoot(); })
        .done(this, [this](Result<SecretBytes> wrapped) {
            if (!wrapped)
                return finish(fail(wrapped.error()));
            m_wrapped = *std::move(wrapped);
            plan();
            takeStep();
        });
}

//! Empty when the link is to hold the root itself.
Pending<SecretBytes> CreateInvitation::wrappedRoot()
{
    if (!m_request.hasWords)
        return Pending<SecretBytes>::resolved(SecretBytes());
    m_words = randomWords(invitationWordCount);
    return m_context.space.context().pool.run([root = m_context.space.credentials().root->clone(),
                                               words = m_words.clone(), space = m_context.space.id(),
                                               id = m_id] { return wrapRoot(root, words, space, id); });
}

//! Form b can do what its role can, and hand it on. It never gets `create` below `…/rights/`: with that it
//! could hand out what it holds one by one, where nobody looks for it.
void CreateInvitation::plan()
{
    const bool isTool = m_id.isTool();
    QJsonObject promise{{u"form"_s, isTool ? u"a"_s : u"b"_s}, {u"role"_s, m_request.role}};
    if (m_request.expiresAt)
        promise.insert(u"expires_at"_s, *m_request.expiresAt);
    QJsonObject entry{{isTool ? u"tool_id"_s : u"user_id"_s, m_id.toString()}, {u"invitation"_s, promise}};
    if (isTool)
        entry.insert(u"use_limit"_s, m_request.uses); // from the first write on, or nothing is counted
    if (!m_request.note.isEmpty())
        entry.insert(u"description"_s, m_request.note);
    m_steps.enqueue({m_entry, entry});
    const auto rights = invitationRights(m_request.form, m_request.role);
    if (!isTool) {
        const auto user = *UserId::parse(m_id.text());
        m_steps.enqueue({roleAssignmentPath(user, m_request.role), roleAssignment(user, m_request.role)});
        planRight(u"can_give_roles"_s, rights[0]);
        planRight(u"can_give_role"_s, rights[1]);
    }
    planRight(lastInvitationRight, rights.back());
}

void CreateInvitation::planRight(const QString &name, const Capability &right)
{
    m_steps.enqueue({m_entry + u"/rights/"_s + name, right.toJson()});
}

void CreateInvitation::takeStep()
{
    if (m_steps.isEmpty())
        return conclude();
    const auto step = m_steps.dequeue();
    m_context.space.state()
        .setPlaintext(step.path, compactJson(step.value))
        .done(this, [this](const Result<PostedMessage> &written) {
            // Of a broken connection nobody knows what it carried.
            m_hasWritten = m_hasWritten || written || written.error().kind == ErrorKind::Network;
            if (written)
                return takeStep();
            if (m_hasWritten)
                return undo(written.error());
            finish(fail(written.error()));
        });
}

void CreateInvitation::undo(const Error &error)
{
    (new RemoveMember(m_context.space.state(), m_entry, this))
        ->start()
        .done(this, [this, error](const Result<PostedMessage> &removed) {
            if (removed)
                return finish(fail(error));
            auto said = error;
            said.detail += (said.detail.isEmpty() ? u""_s : u"; "_s) + u"left: "_s + m_entry;
            finish(fail(said));
        });
}

void CreateInvitation::conclude()
{
    JoinLink link;
    link.server = m_context.space.session().server();
    link.space = m_context.space.id();
    link.form = m_request.form;
    link.keySeed = m_key.seed();
    link.inviter = UserId::of(m_context.space.member().publicKey());
    link.role = m_request.role;
    if (m_request.hasWords)
        link.wrappedRoot = std::move(m_wrapped);
    else
        link.root = m_context.space.credentials().root->bytes().clone();
    finish(CreatedInvitation{m_id, toSecretText(link), std::move(m_words)});
}

} // namespace reeeductio
