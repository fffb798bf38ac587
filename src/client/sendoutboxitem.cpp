// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/sendoutboxitem.h"

#include "crypto/encoding.h"

namespace reeeductio {

namespace {

constexpr int mostConflicts = 8;

} // namespace

SendOutboxItem::SendOutboxItem(Messages &messages, UserStore &store, OutboxItem item, QObject *parent)
    : AsyncOperation(parent), m_messages(messages), m_store(store), m_item(std::move(item))
{}

void SendOutboxItem::run()
{
    if (m_item.attempt)
        lookForAttempt(&SendOutboxItem::sendAttempt);
    else
        makeAttempt();
}

void SendOutboxItem::lookForAttempt(void (SendOutboxItem::*otherwise)())
{
    const auto hash = MessageId::parse(QByteArrayView(m_item.attempt->hash));
    if (!hash)
        return makeAttempt(); // a damaged record cannot have been sent
    m_messages.get(m_item.topic, *hash).done(this, [this, otherwise](Result<SealedMessage> found) {
        if (found && found->seal != Seal::Good) // something else under its name: the form may be there or not
            return finish(
                fail(ErrorKind::Chain,
                     found->seal == Seal::BadHash ? ErrorCode::HashMismatch : ErrorCode::SignatureMismatch,
                     QString::fromLatin1(found->message.hash)));
        if (found)
            return finish(PostedMessage{std::move(found->message)});
        if (found.error().kind == ErrorKind::NotFound)
            return (this->*otherwise)();
        finish(fail(found.error()));
    });
}

void SendOutboxItem::sendAttempt()
{
    m_messages.postSealed(*m_item.attempt).done(this, [this](Result<PostedMessage> posted) {
        if (posted || posted.error().kind != ErrorKind::Conflict)
            return finish(std::move(posted));
        m_messages.forgetHead(m_item.topic);
        if (++m_conflicts >= mostConflicts)
            return finish(fail(ErrorKind::Conflict, ErrorCode::GaveUpRetrying, posted.error().detail, 409));
        // The head has moved on. By this very message, perhaps, sent by a try whose answer was lost.
        lookForAttempt(&SendOutboxItem::makeAttempt);
    });
}

void SendOutboxItem::makeAttempt()
{
    if (!m_item.isReadable()) // all that could be sent is the form that was recorded
        return finish(fail(*m_item.failure));
    if (const auto known = m_messages.knownHead(m_item.topic))
        return recordAndSend(known);
    m_messages.head(m_item.topic).done(this, [this](const Result<std::optional<SealedMessage>> &head) {
        if (const auto behind = Messages::headToFollow(m_item.topic, head))
            recordAndSend(*behind);
        else
            finish(fail(behind.error()));
    });
}

void SendOutboxItem::recordAndSend(const std::optional<MessageId> &head)
{
    const auto framed = m_messages.encrypt(m_item.topic, m_item.plaintext);
    if (!framed)
        return finish(fail(framed.error()));
    MessageDraft draft{m_item.topic.toUtf8(), m_item.type, {}, toBase64(*framed)};
    if (head)
        draft.prevHash = head->text();
    m_item.attempt = m_messages.seal(std::move(draft));
    m_store.recordAttempt(m_item.id, *m_item.attempt).done(this, [this](const Result<void> &recorded) {
        if (!recorded)
            return finish(fail(recorded.error()));
        Q_EMIT attemptMade(*m_item.attempt);
        sendAttempt();
    });
}

} // namespace reeeductio
