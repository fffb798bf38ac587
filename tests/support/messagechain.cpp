// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/messagechain.h"

namespace reeeductio::test {

MessageChain::MessageChain(QByteArray topic)
    : m_topic(std::move(topic)), m_key(SigningKey::generate()), m_space(SpaceId::of(m_key.publicKey()))
{}

Message MessageChain::append(const QByteArray &data, const QByteArray &type)
{
    const auto prev = m_messages.isEmpty() ? std::nullopt : std::optional(m_messages.back().hash);
    auto message = sealMessage(m_space, sender(), m_key, {m_topic, type, prev, data});
    message.serverTimestamp = ++m_time;
    m_messages << message;
    return message;
}

Message MessageChain::behind(const std::optional<QByteArray> &prev, qint64 timestamp,
                             const QByteArray &data) const
{
    auto message = sealMessage(m_space, sender(), m_key, {m_topic, "chat.text", prev, data});
    message.serverTimestamp = timestamp;
    return message;
}

QList<Message> MessageChain::appendMany(qsizetype count)
{
    QList<Message> made;
    made.reserve(count);
    for (qsizetype i = 0; i < count; ++i)
        made << append();
    return made;
}

QList<SealedMessage> sealedGood(const QList<Message> &messages)
{
    QList<SealedMessage> sealed;
    for (const auto &message : messages)
        sealed << SealedMessage{message, Seal::Good};
    return sealed;
}

QList<QByteArray> hashes(const QList<Message> &messages)
{
    QList<QByteArray> list;
    for (const auto &message : messages)
        list << message.hash;
    return list;
}

QList<QByteArray> hashes(const QList<StoredMessage> &rows)
{
    QList<QByteArray> list;
    for (const auto &row : rows)
        list << row.message.hash;
    return list;
}

} // namespace reeeductio::test
