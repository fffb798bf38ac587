// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/fixedbytes.h"
#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <compare>

namespace reeeductio {

//! What an identifier names (PROTOCOL 2): the upper six bits of its first byte.
enum class IdType : quint8 { Blob = 0x01, Message = 0x0C, Space = 0x12, Tool = 0x13, User = 0x14 };

//! A typed identifier: header byte and 32 bytes, kept in its text form, which is unique. Never empty once
//! parsed.
class Identifier
{
public:
    static constexpr qsizetype TextSize = 44;

    Identifier() = default;

    //! Validation with BadLength, BadAlphabet, BadIdentifierType or BadIdentifierVersion.
    [[nodiscard]] static Result<Identifier> parse(QByteArrayView text);
    [[nodiscard]] static Result<Identifier> parse(QStringView text);
    static Identifier make(IdType type, QByteArrayView thirtyTwoBytes);

    IdType type() const;
    bool isNull() const { return m_text.isEmpty(); }
    const QByteArray &text() const { return m_text; }
    QString toString() const { return QString::fromLatin1(m_text); }
    //! The 33 bytes that message signatures are made over.
    QByteArray decoded() const;
    //! The 32 bytes after the header: a key or a hash.
    QByteArray payload() const { return decoded().sliced(1); }

    friend bool operator==(const Identifier &, const Identifier &) = default;
    friend auto operator<=>(const Identifier &a, const Identifier &b)
    {
        return a.m_text.compare(b.m_text) <=> 0;
    }
    friend size_t qHash(const Identifier &id, size_t seed = 0) { return qHash(id.m_text, seed); }

private:
    QByteArray m_text;
};

//! An Identifier known to be of one type.
template <IdType Type>
class TypedId : public Identifier
{
public:
    TypedId() = default;

    [[nodiscard]] static Result<TypedId> parse(QByteArrayView text) { return check(Identifier::parse(text)); }
    [[nodiscard]] static Result<TypedId> parse(QStringView text) { return check(Identifier::parse(text)); }

    static TypedId of(const Digest &digest) requires(Type == IdType::Message || Type == IdType::Blob)
    {
        return TypedId(make(Type, digest.view()));
    }
    static TypedId of(const PublicKey &key) requires(Type == IdType::Space || Type == IdType::User ||
                                                     Type == IdType::Tool)
    {
        return TypedId(make(Type, key.view()));
    }

    PublicKey publicKey() const
        requires(Type == IdType::Space || Type == IdType::User || Type == IdType::Tool)
    {
        return *PublicKey::fromBytes(payload());
    }

private:
    explicit TypedId(Identifier id) : Identifier(std::move(id)) {}

    static Result<TypedId> check(Result<Identifier> parsed)
    {
        if (!parsed)
            return fail(parsed.error());
        if (parsed->type() != Type)
            return fail(ErrorKind::Validation, ErrorCode::BadIdentifierType, parsed->toString());
        return TypedId(*std::move(parsed));
    }
};

using SpaceId = TypedId<IdType::Space>;
using UserId = TypedId<IdType::User>;
using ToolId = TypedId<IdType::Tool>;
using MessageId = TypedId<IdType::Message>;
using BlobId = TypedId<IdType::Blob>;

//! Who signs in and signs: a user, a tool, or the owner under the space's own id.
class MemberId : public Identifier
{
public:
    MemberId() = default;
    MemberId(const UserId &id) : Identifier(id) {}
    MemberId(const ToolId &id) : Identifier(id) {}
    MemberId(const SpaceId &id) : Identifier(id) {}

    //! Also Validation/BadIdentifierType for a message or blob id.
    [[nodiscard]] static Result<MemberId> parse(QByteArrayView text);
    [[nodiscard]] static Result<MemberId> parse(QStringView text);

    bool isTool() const { return type() == IdType::Tool; }
    PublicKey publicKey() const { return *PublicKey::fromBytes(payload()); }
    //! Whether this is the space's owner, as `U…` or `S…`. A tool never is, even with the owner's key.
    bool isOwnerOf(const SpaceId &space) const { return !isTool() && payload() == space.payload(); }

private:
    explicit MemberId(Identifier id) : Identifier(std::move(id)) {}
    static Result<MemberId> check(Result<Identifier> parsed);
};

} // namespace reeeductio
