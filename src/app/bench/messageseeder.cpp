// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/messageseeder.h"

#include "app/bench/signmessages.h"
#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/spacekeys.h"

namespace reeeductio::bench {

namespace {

constexpr qsizetype textSize = 200;

constexpr const char *words[]{
    "about",   "again",  "already", "answer",  "bridge", "build",  "carry", "coffee", "copied",  "deploy",
    "draft",   "early",  "evening", "exactly", "figure", "forest", "fork",  "friday", "garden",  "glad",
    "harbour", "invite", "kitchen", "later",   "letter", "maybe",  "merge", "minute", "moon",    "never",
    "north",   "number", "office",  "paper",   "pear",   "people", "plan",  "please", "ready",   "report",
    "river",   "room",   "shall",   "small",   "table",  "thanks", "today", "train",  "weather", "works"};

} // namespace

MessageSeeder::MessageSeeder(const SigningKey &owner, const SymmetricKey &root, QByteArray topic,
                             qint64 startTime, qint64 stepMs)
    : m_key(owner.clone()), m_space(SpaceId::of(owner.publicKey())), m_sender(UserId::of(owner.publicKey())),
      m_topicKey(SpaceKeys(m_space, root).topicKey(QString::fromUtf8(topic))), m_topic(std::move(topic)),
      m_time(startTime), m_step(stepMs)
{}

QList<Message> MessageSeeder::next(qsizetype count)
{
    QList<Message> messages;
    messages.reserve(count);
    for (qsizetype i = 0; i < count; ++i)
        messages << chained("chat.text", nextText());

    signMessages(messages, [this](const Message &) -> const SigningKey & { return m_key; });
    return messages;
}

Message MessageSeeder::next(const QByteArray &type, const QByteArray &plaintext)
{
    QList<Message> one{chained(type, plaintext)};
    signMessages(one, [this](const Message &) -> const SigningKey & { return m_key; });
    return one.takeFirst();
}

QByteArray MessageSeeder::nextText()
{
    QByteArray text;
    text.reserve(textSize + 16);
    while (text.size() < textSize) {
        if (!text.isEmpty())
            text += ' ';
        text += words[m_random.bounded(static_cast<quint32>(std::size(words)))];
    }
    return text;
}

Message MessageSeeder::chained(const QByteArray &type, const QByteArray &plaintext)
{
    m_time += m_step;
    Message message{.hash = {},
                    .topic = m_topic,
                    .type = type,
                    .prevHash = m_head,
                    .data = toBase64(aesgcm::seal(m_topicKey, plaintext)),
                    .sender = m_sender.text(),
                    .signature = {},
                    .serverTimestamp = m_time};
    message.hash = messageHash(m_space, m_topic, message).text();
    m_head = message.hash;
    return message;
}

} // namespace reeeductio::bench
