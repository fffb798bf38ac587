// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/authentication.h"

#include "crypto/encoding.h"
#include "protocol/json.h"

#include <QJsonArray>
#include <QStringList>

#include <array>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QByteArray registrationInput(const SpaceId &space, QStringView createdBy, qint64 createdAt)
{
    return space.text() + '|' + createdBy.toUtf8() + '|' + QByteArray::number(createdAt);
}

} // namespace

QJsonObject challengeBody(const MemberId &member)
{
    return {{u"public_key"_s, member.toString()}};
}

QJsonObject verifyBody(const MemberId &member, const SigningKey &key, const AuthChallenge &challenge)
{
    return {
        {u"public_key"_s, member.toString()},
        {u"challenge"_s, QString::fromUtf8(challenge.challenge)},
        {u"signature"_s, QString::fromLatin1(toBase64(key.sign(challenge.challenge).view()))},
    };
}

Result<AuthChallenge> challengeFromJson(QByteArrayView json)
{
    const auto object = parseJsonObject(json);
    if (!object)
        return fail(object.error());
    const auto text = stringField(*object, "challenge"_L1);
    if (!text)
        return fail(text.error());
    const auto expiresAt = integerField(*object, "expires_at"_L1);
    if (!expiresAt)
        return fail(expiresAt.error());
    return AuthChallenge{text->toUtf8(), *expiresAt};
}

Result<AuthToken> tokenFromJson(QByteArrayView json)
{
    const auto object = parseJsonObject(json);
    if (!object)
        return fail(object.error());
    const auto token = stringField(*object, "token"_L1);
    if (!token)
        return fail(token.error());
    const auto expiresAt = integerField(*object, "expires_at"_L1);
    if (!expiresAt)
        return fail(expiresAt.error());
    return AuthToken{SecretBytes::takeFrom(token->toUtf8()), *expiresAt};
}

QJsonObject spaceRegistration(const SigningKey &space, const MemberId &createdBy, qint64 createdAt)
{
    const auto spaceId = SpaceId::of(space.publicKey());
    const auto signature = space.sign(registrationInput(spaceId, createdBy.toString(), createdAt));
    return {
        {u"space_id"_s, spaceId.toString()},
        {u"created_by"_s, createdBy.toString()},
        {u"created_at"_s, createdAt},
        {u"space_signature"_s, QString::fromLatin1(toBase64(signature.view()))},
    };
}

Result<void> checkSpaceRegistration(const SpaceId &space, const MemberId &writer,
                                    const QJsonObject &registration)
{
    const auto spaceText = stringField(registration, "space_id"_L1);
    if (!spaceText)
        return fail(spaceText.error());
    const auto createdBy = stringField(registration, "created_by"_L1);
    if (!createdBy)
        return fail(createdBy.error());
    const auto createdAt = integerField(registration, "created_at"_L1);
    if (!createdAt)
        return fail(createdAt.error());
    const auto signatureText = stringField(registration, "space_signature"_L1);
    if (!signatureText)
        return fail(signatureText.error());

    if (*spaceText != space.toString())
        return fail(ErrorKind::Validation, ErrorCode::BadPath, u"space_id"_s);
    if (*createdBy != writer.toString())
        return fail(ErrorKind::Authorization, ErrorCode::PermissionDenied, u"created_by"_s);
    const auto bytes = fromBase64(signatureText->toUtf8());
    const auto signature = bytes ? Signature::fromBytes(*bytes) : std::nullopt;
    if (!signature ||
        !verifySignature(space.publicKey(), registrationInput(space, *createdBy, *createdAt), *signature))
        return fail(ErrorKind::Chain, ErrorCode::SignatureMismatch, u"space_signature"_s);
    return {};
}

QString errorDetail(QByteArrayView body)
{
    constexpr qsizetype longest = 500;
    constexpr qsizetype longestBody = 65'536; // no honest error is longer, and this is read where it arrives
    const auto object =
        body.size() <= longestBody ? parseJsonObject(body) : fail(ErrorKind::Validation, ErrorCode::TooLarge);
    if (!object)
        return QString::fromUtf8(body.first(std::min(body.size(), longest))).simplified();
    const auto detail = object->value("detail"_L1);
    if (!detail.isArray())
        return detail.toString().left(longest);
    QStringList messages;
    const auto list = detail.toArray();
    for (const auto &entry : list) {
        QStringList where;
        const auto location = entry["loc"_L1].toArray();
        for (const auto &part : location)
            where << part.toVariant().toString();
        messages << where.join(u'.') + u": "_s + entry["msg"_L1].toString();
    }
    return messages.join(u"; "_s).left(longest);
}

bool blamesToken(QStringView detail)
{
    constexpr std::array blames{u"Invalid token", u"Token expired", u"Token space mismatch",
                                u"Not authenticated"};
    return std::any_of(blames.begin(), blames.end(),
                       [detail](auto text) { return detail == QStringView(text); });
}

} // namespace reeeductio
