// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/messageseeder.h"

#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/spacekeys.h"

#include <algorithm>
#include <thread>
#include <vector>

namespace reeeductio::bench {

namespace {

constexpr qsizetype textSize = 200;

constexpr const char *words[]{
    "about",   "again",  "already", "answer",  "bridge", "build",  "carry", "coffee", "copied",  "deploy",
    "draft",   "early",  "evening", "exactly", "figure", "forest", "fork",  "friday", "garden",  "glad",
    "harbour", "invite", "kitchen", "later",   "letter", "maybe",  "merge", "minute", "moon",    "never",
    "north",   "number", "office",  "paper",   "pear",   "people", "plan",  "please", "ready",   "report",
    "river",   "room",   "shall",   "small",   "table",  "thanks", "today", "train",  "weather", "works"};

void sign(Message &message, const SigningKey &key)
{
    const auto hash = MessageId::parse(QByteArrayView(message.hash));
    message.signature = toBase64(key.sign(hash->decoded()).view());
}

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

    const auto threads = static_cast<qsizetype>(std::max(1U, std::thread::hardware_concurrency()));
    const auto share = (count + threads - 1) / threads;
    auto *const begin = messages.data(); // detached once, here
    std::vector<std::jthread> signers;
    for (qsizetype first = 0; first < count; first += share)
        signers.emplace_back([this, begin, first, last = std::min(first + share, count)] {
            std::for_each(begin + first, begin + last, [this](Message &message) { sign(message, m_key); });
        });
    signers.clear(); // joins
    return messages;
}

Message MessageSeeder::next(const QByteArray &type, const QByteArray &plaintext)
{
    auto message = chained(type, plaintext);
    sign(message, m_key);
    return message;
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
