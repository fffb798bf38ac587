// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/seeding.h"

#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/spacekeys.h"

namespace reeeductio::test {

QList<Message> chatMessages(const Credentials &author, const QString &topic, const QByteArrayList &texts,
                            const std::optional<QByteArray> &behind, const QByteArray &type)
{
    const auto key = SpaceKeys(author.space, *author.root).topicKey(topic);
    QList<Message> messages;
    messages.reserve(texts.size());
    auto head = behind;
    for (const auto &text : texts) {
        messages << sealMessage(author.space, author.member, author.key,
                                {topic.toUtf8(), type, head, toBase64(aesgcm::seal(key, text))});
        head = messages.back().hash;
    }
    return messages;
}

QByteArrayList manyTexts(int count)
{
    QByteArrayList texts;
    texts.reserve(count);
    for (int i = 0; i < count; ++i)
        texts << "message " + QByteArray::number(i) + QByteArray(i * 7 % 120, 'x');
    return texts;
}

} // namespace reeeductio::test
