// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/postmessage.h"

#include "base/timer.h"

namespace reeeductio {

namespace {

constexpr int mostTries = 8;

} // namespace

PostMessage::PostMessage(Messages &messages, QString topic, QByteArray type, QByteArray base64)
    : AsyncOperation(&messages), m_messages(messages), m_topic(std::move(topic)), m_type(std::move(type)),
      m_data(std::move(base64))
{}

void PostMessage::run()
{
    if (const auto known = m_messages.knownHead(m_topic))
        return postBehind(known);
    m_messages.head(m_topic).done(this, [this](const Result<std::optional<SealedMessage>> &head) {
        if (const auto behind = Messages::headToFollow(m_topic, head))
            postBehind(*behind);
        else
            finish(fail(behind.error()));
    });
}

void PostMessage::postBehind(const std::optional<MessageId> &head)
{
    MessageDraft draft{m_topic.toUtf8(), m_type, {}, m_data};
    if (head)
        draft.prevHash = head->text();
    m_messages.postSealed(m_messages.seal(std::move(draft))).done(this, [this](Result<PostedMessage> posted) {
        if (posted || posted.error().kind != ErrorKind::Conflict)
            return finish(std::move(posted));
        m_messages.forgetHead(m_topic);
        const auto delay = m_backoff.next();
        if (m_backoff.count() >= mostTries)
            return finish(fail(ErrorKind::Conflict, ErrorCode::GaveUpRetrying, posted.error().detail, 409));
        completeAfter(delay, this).done(this, [this](Result<void>) { run(); });
    });
}

} // namespace reeeductio
