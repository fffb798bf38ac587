// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/messages.h"
#include "net/backoff.h"

namespace reeeductio {

//! Posts behind whatever the head is: asks for it, posts, and begins again when somebody was faster.
class PostMessage final : public AsyncOperation<PostedMessage>
{
public:
    PostMessage(Messages &messages, QString topic, QByteArray type, QByteArray base64);

protected:
    void run() override;

private:
    void postBehind(const std::optional<MessageId> &head);

    Messages &m_messages;
    QString m_topic;
    QByteArray m_type;
    QByteArray m_data;
    Backoff m_backoff{Backoff::Milliseconds(20), Backoff::Milliseconds(2000)};
};

} // namespace reeeductio
