// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/filetosend.h"

#include "crypto/encoding.h"
#include "protocol/json.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace reeeductio {

QByteArray SealedFile::toBytes() const
{
    auto payload = file.described;
    payload.key = seal.key.bytes().exposeUnwiped();
    if (payload.blob.isNull())
        payload.blob = BlobId::of(Digest()); // not known yet, and a payload has one
    QJsonObject object{{u"path"_s, file.path},
                       {u"stripped"_s, file.isStripped},
                       {u"type"_s, QString::fromLatin1(messageTypeOf(payload))},
                       {u"payload"_s, QString::fromUtf8(writePayload(payload))},
                       {u"iv"_s, QString::fromLatin1(toBase64(seal.iv))},
                       {u"stored"_s, isStored}};
    if (!file.bytes.isEmpty())
        object.insert("bytes"_L1, QString::fromLatin1(toBase64(file.bytes)));
    return compactJson(object);
}

Result<SealedFile> SealedFile::fromBytes(QByteArrayView bytes)
{
    const auto object = parseJsonObject(bytes);
    if (!object)
        return fail(object.error());
    const auto type = object->value("type"_L1).toString().toLatin1();
    const auto payload = readPayload(type, object->value("payload"_L1).toString().toUtf8());
    const auto *const described = std::get_if<FilePayload>(&payload);
    if (!described || !described->key)
        return fail(ErrorKind::Validation, ErrorCode::MissingField, u"payload"_s);
    auto key = SymmetricKey::fromBytes(*described->key);
    auto iv = fromBase64(object->value("iv"_L1).toString().toLatin1());
    if (!key || !iv || iv->size() != aesgcm::IvSize)
        return fail(ErrorKind::Validation, ErrorCode::MissingField, u"iv"_s);
    auto contents = fromBase64(object->value("bytes"_L1).toString().toLatin1());
    if (!contents)
        return fail(contents.error());
    FileToSend file{.path = object->value("path"_L1).toString(),
                    .bytes = *std::move(contents),
                    .isStripped = object->value("stripped"_L1).toBool(),
                    .described = *described};
    return SealedFile{
        std::move(file), {*std::move(key), *std::move(iv)}, object->value("stored"_L1).toBool()};
}

BlobSource SealedFile::source() const
{
    if (!file.bytes.isEmpty())
        return BlobSource::ofBytes(file.bytes);
    return file.isStripped ? BlobSource::ofImage(file.path) : BlobSource::ofFile(file.path);
}

QByteArray messageTypeOf(const FilePayload &file)
{
    return file.isImage ? "chat.image" : "file.upload";
}

} // namespace reeeductio
