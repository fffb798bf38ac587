// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/symmetrickey.h"
#include "protocol/message.h"

#include <QRandomGenerator>

namespace reeeductio::bench {

//! Makes a topic's messages, batch after batch: texts of about 200 bytes, encrypted, chained and signed by
//! the space's owner. The texts are the same every time, the keys are not. Synchronous: for the pool.
class MessageSeeder
{
public:
    //! `root` is the space's; the first message's time is one step after `startTime`, in milliseconds.
    MessageSeeder(const SigningKey &owner, const SymmetricKey &root, QByteArray topic, qint64 startTime,
                  qint64 stepMs = 1);

    const SpaceId &space() const { return m_space; }
    const QByteArray &topic() const { return m_topic; }

    //! The next `chat.text` messages. Signed on all cores.
    QList<Message> next(qsizetype count);
    //! One message of any type.
    Message next(const QByteArray &type, const QByteArray &plaintext);

private:
    QByteArray nextText();
    //! Hash, link and time, no signature yet.
    Message chained(const QByteArray &type, const QByteArray &plaintext);

    SigningKey m_key;
    SpaceId m_space;
    MemberId m_sender;
    SymmetricKey m_topicKey;
    QByteArray m_topic;
    qint64 m_time;
    qint64 m_step;
    std::optional<QByteArray> m_head;
    QRandomGenerator m_random{20261101};
};

} // namespace reeeductio::bench
