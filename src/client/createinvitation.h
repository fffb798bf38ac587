// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/invitationcontext.h"
#include "protocol/link.h"

#include <QQueue>

namespace reeeductio {

//! What somebody is invited to.
struct InvitationRequest
{
    //! (a) Tool: whoever has the link can do nothing but join, as often as `uses` says, and has the role when
    //! an administrator's client has seen that. (b) User: complete while nobody is there; but whoever has the
    //! link can read and do what the role can, and join any number of times, until it is revoked.
    JoinLink::Form form = JoinLink::Form::Tool;
    QString role = {};
    qint64 uses = 1;   //!< form a; the server refuses more
    QString note = {}; //!< readable for everybody in the space, and for its server
    //! The server's time. Kept by clients only: an administrator's revokes what has expired (form b: until
    //! then it goes on letting people in).
    std::optional<qint64> expiresAt = {};
    bool hasWords = true; //!< otherwise the link holds the root itself
};

//! What goes to the person: the link by one way, the words by another. Both are secret, and kept nowhere.
struct CreatedInvitation
{
    MemberId id;
    SecretBytes link;
    SecretBytes words; //!< empty without them
};

//! Makes an invitation: a fresh key, its entry, and last its rights, so that one whose making is broken off
//! lets nobody in; what was written is taken back when a later step is refused, and otherwise named in the
//! error's detail. Nothing is written when the role is not defined (NotFound) or this member could not give
//! it itself (Authorization/PermissionDenied): nobody's client would.
class CreateInvitation final : public AsyncOperation<CreatedInvitation>
{
    Q_OBJECT

public:
    CreateInvitation(InvitationContext &context, InvitationRequest request, QObject *parent);

protected:
    void run() override;

private:
    struct Step
    {
        QString path;
        QJsonObject value;
    };

    Result<void> check() const;
    Pending<SecretBytes> wrappedRoot();
    void plan();
    void planRight(const QString &name, const Capability &right);
    void takeStep();
    void undo(const Error &error);
    void conclude();

    InvitationContext &m_context;
    InvitationRequest m_request;
    SigningKey m_key = SigningKey::generate();
    MemberId m_id;
    SecretBytes m_words;
    SecretBytes m_wrapped;
    QString m_entry;
    QQueue<Step> m_steps;
    bool m_hasWritten = false;
};

} // namespace reeeductio
