// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/payload.h"

#include "crypto/encoding.h"
#include "crypto/symmetrickey.h"
#include "protocol/json.h"

#include <QJsonArray>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

std::optional<QString> decodedText(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless); // else a broken end waits
    const QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

//! The text, when it is UTF-8 and holds no control characters but white space.
std::optional<QString> readableText(QByteArrayView bytes)
{
    auto text = decodedText(bytes);
    const auto isUnreadable = [](QChar c) {
        return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t' && c != u'\r';
    };
    if (text && std::any_of(text->begin(), text->end(), isUnreadable))
        return std::nullopt;
    return text;
}

OtherPayload other(QByteArrayView plaintext)
{
    return {readableText(plaintext).value_or(QString()), plaintext.size()};
}

Payload readText(QByteArrayView plaintext)
{
    const auto text = decodedText(plaintext); // control characters too: JSON carries them as well
    if (!text)
        return other(plaintext);
    const auto object = plaintext.startsWith('{') ? parseJsonLeniently(plaintext) : std::nullopt;
    if (!object || !object->value("text"_L1).isString())
        return TextPayload{.text = *text, .mentions = {}, .replyTo = {}};
    TextPayload payload{.text = object->value("text"_L1).toString(), .mentions = {}, .replyTo = {}};
    const auto mentions = object->value("mentions"_L1).toArray();
    for (const auto &mention : mentions) {
        if (mention.isString())
            payload.mentions << mention.toString();
    }
    if (const auto target = MessageId::parse(object->value("reply_to"_L1).toString()))
        payload.replyTo = *target;
    return payload;
}

Payload readFile(QByteArrayView plaintext, bool isImage)
{
    FilePayload payload;
    payload.isImage = isImage;
    if (const auto bare = BlobId::parse(plaintext.trimmed())) {
        payload.blob = *bare;
        return payload;
    }
    const auto object = parseJsonLeniently(plaintext);
    const auto blob = object ? BlobId::parse(object->value("blob_id"_L1).toString()) : fail({});
    if (!blob)
        return other(plaintext);
    payload.blob = *blob;
    payload.fileName = object->value("filename"_L1).toString();
    payload.contentType = object->value("content_type"_L1).toString();
    const auto key = fromHex(object->value("dek"_L1).toString().toLatin1());
    if (key && key->size() == SymmetricKey::Size)
        payload.key = *key;
    payload.size = std::max<qint64>(object->value("size"_L1).toInteger(-1), -1);
    const int width = object->value("width"_L1).toInt();
    const int height = object->value("height"_L1).toInt();
    if (width > 0 && height > 0) {
        payload.width = width;
        payload.height = height;
    }
    const auto thumbnail = fromBase64(object->value("thumbnail"_L1).toString().toLatin1());
    if (thumbnail)
        payload.thumbnail = *thumbnail;
    return payload;
}

} // namespace

Payload readPayload(QByteArrayView type, QByteArrayView plaintext)
{
    if (type == "chat.text")
        return readText(plaintext);
    if (type == "chat.image" || type == "file.upload")
        return readFile(plaintext, type == "chat.image");
    return other(plaintext);
}

QByteArray writePayload(const FilePayload &payload)
{
    QJsonObject object{{u"blob_id"_s, payload.blob.toString()},
                       {u"filename"_s, payload.fileName},
                       {u"content_type"_s, payload.contentType}};
    if (payload.key)
        object.insert(u"dek"_s, QString::fromLatin1(toHex(*payload.key)));
    if (payload.size >= 0)
        object.insert(u"size"_s, payload.size);
    if (payload.width > 0 && payload.height > 0) {
        object.insert(u"width"_s, payload.width);
        object.insert(u"height"_s, payload.height);
    }
    if (!payload.thumbnail.isEmpty())
        object.insert(u"thumbnail"_s, QString::fromLatin1(toBase64(payload.thumbnail)));
    return compactJson(object);
}

QByteArray writePayload(const TextPayload &payload)
{
    const bool isBare = payload.mentions.isEmpty() && !payload.replyTo && !payload.text.startsWith(u'{');
    if (isBare)
        return payload.text.toUtf8();
    QJsonObject object{{u"text"_s, payload.text}};
    if (!payload.mentions.isEmpty())
        object.insert(u"mentions"_s, QJsonArray::fromStringList(payload.mentions));
    if (payload.replyTo)
        object.insert(u"reply_to"_s, payload.replyTo->toString());
    return compactJson(object);
}

} // namespace reeeductio
