// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "store/storedmessage.h"

namespace reeeductio::test {

//! Makes messages of one topic that follow each other, signed by one member.
class MessageChain
{
public:
    explicit MessageChain(QByteArray topic = "general");

    const SpaceId &space() const { return m_space; }
    const SigningKey &ownerKey() const { return m_key; }
    MemberId sender() const { return UserId::of(m_key.publicKey()); }

    //! The next message behind the newest, one millisecond later.
    Message append(const QByteArray &data = "YQ==", const QByteArray &type = "chat.text");
    //! A message behind any other one, which is not remembered.
    Message behind(const std::optional<QByteArray> &prev, qint64 timestamp,
                   const QByteArray &data = "Zm9yaw==") const;
    QList<Message> appendMany(qsizetype count);

    const QList<Message> &messages() const { return m_messages; }

private:
    QByteArray m_topic;
    SigningKey m_key;
    SpaceId m_space;
    QList<Message> m_messages;
    qint64 m_time = 1'700'000'000'000;
};

QList<SealedMessage> sealedGood(const QList<Message> &messages);
QList<QByteArray> hashes(const QList<Message> &messages);
QList<QByteArray> hashes(const QList<StoredMessage> &rows);

} // namespace reeeductio::test
