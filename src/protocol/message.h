// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/signingkey.h"
#include "protocol/identifier.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace reeeductio {

//! A message as it stands on the wire: every text as UTF-8 and unchecked, because what a server or a member
//! made up must still be shown and named. checkSeal() says what it is worth.
struct Message
{
    QByteArray hash;
    QByteArray topic;
    QByteArray type; //!< in topic `state`: the path
    std::optional<QByteArray> prevHash;
    QByteArray data; //!< base64 as sent
    QByteArray sender;
    QByteArray signature;       //!< base64 as sent
    qint64 serverTimestamp = 0; //!< milliseconds; the server's word, covered by no signature

    friend bool operator==(const Message &, const Message &) = default;
};

//! What hash and signature say of a message.
enum class Seal { Good, BadHash, BadSignature };

//! The bytes whose SHA-256 is the message's hash (PROTOCOL 5).
QByteArray hashInput(const SpaceId &space, QByteArrayView topic, const Message &message);
MessageId messageHash(const SpaceId &space, QByteArrayView topic, const Message &message);

//! Hash, then signature by the sender's own key. `topic` is the one that was asked for: a message moved from
//! another topic fails. A sender `S…` counts only when it is the space itself. About 52 µs; thread-safe.
Seal checkSeal(const SpaceId &space, QByteArrayView topic, const Message &message);

//! What a caller gives to make a message.
struct MessageDraft
{
    QByteArray topic;
    QByteArray type;
    std::optional<QByteArray> prevHash;
    QByteArray data; //!< base64
};

//! The longest `data` a server takes, in base64 characters.
inline constexpr qsizetype maxDataSize = 102'400;

//! Hash and signature added; serverTimestamp is 0.
Message sealMessage(const SpaceId &space, const MemberId &sender, const SigningKey &key, MessageDraft draft);

//! `{type, prev_hash, data, message_hash, signature}`: the body of a post.
QJsonObject postBody(const Message &message);

//! Validation with the field's name when a field is missing or of the wrong type; contents are not judged.
[[nodiscard]] Result<Message> messageFromJson(const QJsonObject &object);
QJsonObject toJson(const Message &message);

//! One answer of a message list.
struct MessagePage
{
    QList<Message> messages; //!< in the server's order
    bool hasMore = false;
};

[[nodiscard]] Result<MessagePage> messagePageFromJson(QByteArrayView json);

} // namespace reeeductio
