// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/messages.h"
#include "store/userstore.h"

namespace reeeductio {

//! Brings one outbox item to the server exactly once, whatever happened to earlier tries. Each sealed form is
//! recorded before it leaves; one that may have arrived is asked for before anything else is sent. A topic's
//! chain takes a form only behind the predecessor it names, so of all forms of one item at most one can ever
//! be stored. Errors: those of Messages; a Network error means: try again later; Chain/HashMismatch and
//! Chain/SignatureMismatch: under the form's name the server gives something else.
class SendOutboxItem final : public AsyncOperation<PostedMessage>
{
    Q_OBJECT

public:
    SendOutboxItem(Messages &messages, UserStore &store, OutboxItem item, QObject *parent);

Q_SIGNALS:
    //! This form is recorded and about to leave.
    void attemptMade(const reeeductio::Message &attempt);

protected:
    void run() override;

private:
    //! Whether the recorded form is on the server: ends here when it is, and goes on with `otherwise` when
    //! not.
    void lookForAttempt(void (SendOutboxItem::*otherwise)());
    void sendAttempt();
    void makeAttempt();
    void recordAndSend(const std::optional<MessageId> &head);

    Messages &m_messages;
    UserStore &m_store;
    OutboxItem m_item;
    int m_conflicts = 0;
};

} // namespace reeeductio
