// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/message.h"

#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "protocol/json.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! The key a message must be signed with, or nothing when the sender is no member id or another space's.
std::optional<PublicKey> senderKey(const SpaceId &space, QByteArrayView sender)
{
    const auto member = MemberId::parse(sender);
    if (!member || (member->type() == IdType::Space && !member->isOwnerOf(space)))
        return std::nullopt;
    return member->publicKey();
}

std::optional<Signature> decodedSignature(QByteArrayView base64)
{
    const auto bytes = fromBase64(base64);
    return bytes ? Signature::fromBytes(*bytes) : std::nullopt;
}

} // namespace

QByteArray hashInput(const SpaceId &space, QByteArrayView topic, const Message &message)
{
    const auto prev = message.prevHash.value_or(QByteArray());
    QByteArray input;
    input.reserve(message.data.size() + message.type.size() + topic.size() + 4 * Identifier::TextSize);
    input += space.text();
    for (const QByteArrayView part :
         {topic, QByteArrayView(message.type), prev.isEmpty() ? QByteArrayView("null") : QByteArrayView(prev),
          QByteArrayView(message.data), QByteArrayView(message.sender)}) {
        input += '|';
        input += part;
    }
    return input;
}

MessageId messageHash(const SpaceId &space, QByteArrayView topic, const Message &message)
{
    return MessageId::of(sha256(hashInput(space, topic, message)));
}

Seal checkSeal(const SpaceId &space, QByteArrayView topic, const Message &message)
{
    const auto hash = messageHash(space, topic, message);
    if (hash.text() != message.hash)
        return Seal::BadHash;
    const auto key = senderKey(space, message.sender);
    const auto signature = decodedSignature(message.signature);
    if (!key || !signature || !verifySignature(*key, hash.decoded(), *signature))
        return Seal::BadSignature;
    return Seal::Good;
}

Message sealMessage(const SpaceId &space, const MemberId &sender, const SigningKey &key, MessageDraft draft)
{
    Message message;
    message.topic = std::move(draft.topic);
    message.type = std::move(draft.type);
    message.prevHash = std::move(draft.prevHash);
    message.data = std::move(draft.data);
    message.sender = sender.text();
    const auto hash = messageHash(space, message.topic, message);
    message.hash = hash.text();
    message.signature = toBase64(key.sign(hash.decoded()).view());
    return message;
}

QJsonObject postBody(const Message &message)
{
    return {
        {u"type"_s, QString::fromUtf8(message.type)},
        {u"prev_hash"_s, message.prevHash ? QJsonValue(QString::fromUtf8(*message.prevHash)) : QJsonValue()},
        {u"data"_s, QString::fromUtf8(message.data)},
        {u"message_hash"_s, QString::fromUtf8(message.hash)},
        {u"signature"_s, QString::fromUtf8(message.signature)},
    };
}

Result<Message> messageFromJson(const QJsonObject &object)
{
    Message message;
    const std::pair<QLatin1StringView, QByteArray Message::*> texts[] = {
        {"message_hash"_L1, &Message::hash}, {"topic_id"_L1, &Message::topic},
        {"type"_L1, &Message::type},         {"data"_L1, &Message::data},
        {"sender"_L1, &Message::sender},     {"signature"_L1, &Message::signature},
    };
    for (const auto &[name, member] : texts) {
        const auto text = stringField(object, name);
        if (!text)
            return fail(text.error());
        message.*member = text->toUtf8();
    }
    const auto prev = optionalStringField(object, "prev_hash"_L1);
    if (!prev)
        return fail(prev.error());
    if (*prev)
        message.prevHash = (*prev)->toUtf8();
    const auto timestamp = integerField(object, "server_timestamp"_L1);
    if (!timestamp)
        return fail(timestamp.error());
    message.serverTimestamp = *timestamp;
    return message;
}

QJsonObject toJson(const Message &message)
{
    auto object = postBody(message);
    object.insert(u"topic_id"_s, QString::fromUtf8(message.topic));
    object.insert(u"sender"_s, QString::fromUtf8(message.sender));
    object.insert(u"server_timestamp"_s, message.serverTimestamp);
    return object;
}

Result<MessagePage> messagePageFromJson(QByteArrayView json)
{
    const auto object = parseJsonObject(json);
    if (!object)
        return fail(object.error());
    const auto list = object->value("messages"_L1);
    if (!list.isArray())
        return fail(ErrorKind::Validation, ErrorCode::WrongFieldType, u"messages"_s);
    const auto hasMore = boolField(*object, "has_more"_L1);
    if (!hasMore)
        return fail(hasMore.error());
    MessagePage page;
    page.hasMore = *hasMore;
    const auto array = list.toArray();
    page.messages.reserve(array.size());
    for (const auto &element : array) {
        auto message = messageFromJson(element.toObject());
        if (!message)
            return fail(message.error());
        page.messages << *std::move(message);
    }
    return page;
}

} // namespace reeeductio
