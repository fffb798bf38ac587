// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/identifier.h"

#include "crypto/encoding.h"

namespace reeeductio {

namespace {

constexpr qsizetype decodedSize = 33;

bool isKnownType(int type)
{
    switch (static_cast<IdType>(type)) {
    case IdType::Blob:
    case IdType::Message:
    case IdType::Space:
    case IdType::Tool:
    case IdType::User:
        return true;
    }
    return false;
}

} // namespace

Result<Identifier> Identifier::parse(QByteArrayView text)
{
    if (text.size() != TextSize)
        return fail(ErrorKind::Validation, ErrorCode::BadLength);
    const auto bytes = fromBase64Url(text); // 44 characters are 33 bytes exactly: no padding, no stray bits
    if (!bytes || bytes->size() != decodedSize)
        return fail(ErrorKind::Validation, ErrorCode::BadAlphabet);
    const auto header = static_cast<quint8>(bytes->front());
    if (!isKnownType(header >> 2))
        return fail(ErrorKind::Validation, ErrorCode::BadIdentifierType);
    if ((header & 0x03) != 0)
        return fail(ErrorKind::Validation, ErrorCode::BadIdentifierVersion);
    Identifier id;
    id.m_text = text.toByteArray();
    return id;
}

Result<Identifier> Identifier::parse(QStringView text)
{
    if (text.size() != TextSize)
        return fail(ErrorKind::Validation, ErrorCode::BadLength);
    return parse(QByteArrayView(text.toUtf8()));
}

Identifier Identifier::make(IdType type, QByteArrayView thirtyTwoBytes)
{
    Q_ASSERT(thirtyTwoBytes.size() == decodedSize - 1);
    QByteArray bytes(1, static_cast<char>(static_cast<quint8>(type) << 2));
    bytes += thirtyTwoBytes;
    Identifier id;
    id.m_text = toBase64Url(bytes);
    return id;
}

IdType Identifier::type() const
{
    Q_ASSERT(!isNull());
    return static_cast<IdType>(m_text.front() - 'A'); // six bits a letter: the first one is the type
}

QByteArray Identifier::decoded() const
{
    return QByteArray::fromBase64(m_text, QByteArray::Base64UrlEncoding);
}

Result<MemberId> MemberId::parse(QByteArrayView text)
{
    return check(Identifier::parse(text));
}

Result<MemberId> MemberId::parse(QStringView text)
{
    return check(Identifier::parse(text));
}

Result<MemberId> MemberId::check(Result<Identifier> parsed)
{
    if (!parsed)
        return fail(parsed.error());
    const auto type = parsed->type();
    if (type != IdType::User && type != IdType::Tool && type != IdType::Space)
        return fail(ErrorKind::Validation, ErrorCode::BadIdentifierType, parsed->toString());
    return MemberId(*std::move(parsed));
}

} // namespace reeeductio
