// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/storedtopic.h"

#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/spacekeys.h"
#include "support/await.h"

using namespace Qt::StringLiterals;

namespace reeeductio::test {

StoredTopic::StoredTopic(QString name)
    : owner(Credentials::owner(QUrl(u"http://127.0.0.1:9"_s), SigningKey::generate(),
                               SymmetricKey::generate())),
      topic(std::move(name))
{}

Message StoredTopic::write(const Written &written)
{
    const auto message = sealed(m_head, written);
    m_head = message.hash;
    return message;
}

QList<Message> StoredTopic::writeMany(int count)
{
    QList<Message> messages;
    messages.reserve(count);
    for (int i = 0; i < count; ++i)
        messages << write({.plaintext = QByteArray::number(i)});
    return messages;
}

Message StoredTopic::writeBehind(const std::optional<QByteArray> &previous, const Written &written)
{
    return sealed(previous, written);
}

Message StoredTopic::sealed(const std::optional<QByteArray> &previous, const Written &written)
{
    const auto &author = written.author ? *written.author : owner;
    const auto key = SpaceKeys(author.space, *author.root).topicKey(topic);
    auto message =
        sealMessage(author.space, author.member, author.key,
                    {topic.toUtf8(), written.type, previous, toBase64(aesgcm::seal(key, written.plaintext))});
    m_time = written.time == 0 ? m_time + 1000 : written.time;
    message.serverTimestamp = m_time;
    return message;
}

bool StoredTopic::store(const QList<Message> &messages, Seal seal)
{
    QList<SealedMessage> all;
    for (const auto &message : messages)
        all << SealedMessage{message, seal};
    return await(machine.messages().put(owner.space, topic, all)).has_value();
}

std::unique_ptr<LiveSpace> StoredTopic::open(const ClientServices &services)
{
    if (!await(machine.user().setHead(owner.space, u"state"_s, {})))
        return nullptr;
    auto space = std::make_unique<LiveSpace>(owner.clone(), services, machine.services(), RuleSet::Local);
    space->start();
    if (!QTest::qWaitFor([&space, this] { return space->topic(topic) && space->authority().isCurrent(); }))
        return nullptr;
    return space;
}

Credentials StoredTopic::stranger() const
{
    auto key = SigningKey::generate();
    const auto id = UserId::of(key.publicKey());
    return {owner.server, owner.space, id, std::move(key), owner.root->clone(), {}};
}

} // namespace reeeductio::test
