// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/passwordlogin.h"

#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/json.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qsizetype longestName = 255;

SymmetricKey wrappingKey(QByteArrayView exportKey)
{
    return *SymmetricKey::fromBytes(
        hkdfSha256(exportKey, {}, "reeeductio-credential-wrap", SymmetricKey::Size).view());
}

Result<QByteArray> bytesField(const QJsonObject &object, QLatin1StringView name)
{
    return stringField(object, name).and_then([](const QString &text) {
        return fromBase64(text.toLatin1());
    });
}

QString base64(QByteArrayView bytes)
{
    return QString::fromLatin1(toBase64(bytes));
}

} // namespace

QString passwordRecordPath(const QString &username)
{
    return u"opaque/users/"_s + username;
}

Result<void> checkUsername(const QString &username)
{
    const auto isAllowed = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
               u"._@+-"_s.contains(c);
    };
    const bool isName = !username.isEmpty() && username.size() <= longestName &&
                        std::all_of(username.begin(), username.end(), isAllowed);
    if (!isName || username == "."_L1 || username == ".."_L1)
        return fail(ErrorKind::Validation, ErrorCode::BadUsername, username.left(longestName));
    return {};
}

QByteArray wrapKeys(const MemberKeys &keys, QByteArrayView exportKey)
{
    const auto seed = keys.key.seed();
    SecretBytes plaintext(SigningKey::SeedSize + (keys.userKey ? 2 : 1) * SymmetricKey::Size);
    auto *end = std::copy_n(seed.data(), seed.size(), plaintext.data());
    end = std::copy_n(keys.root.bytes().data(), SymmetricKey::Size, end);
    if (keys.userKey)
        std::copy_n(keys.userKey->bytes().data(), SymmetricKey::Size, end);
    return aesgcm::seal(wrappingKey(exportKey), plaintext.view());
}

Result<MemberKeys> unwrapKeys(QByteArrayView wrapped, QByteArrayView exportKey)
{
    auto opened = aesgcm::open(wrappingKey(exportKey), wrapped);
    if (!opened)
        return fail(ErrorKind::Validation, ErrorCode::CannotDecrypt);
    const auto plaintext = SecretBytes::takeFrom(*std::move(opened));
    constexpr auto size = SymmetricKey::Size;
    if (plaintext.size() != 2 * size && plaintext.size() != 3 * size)
        return fail(ErrorKind::Validation, ErrorCode::BadLength);
    const auto part = [&plaintext](qsizetype number) { return plaintext.view().sliced(number * size, size); };
    MemberKeys keys{*SigningKey::fromSeed(part(0)), *SymmetricKey::fromBytes(part(1)), {}};
    if (plaintext.size() == 3 * size)
        keys.userKey = *SymmetricKey::fromBytes(part(2));
    return keys;
}

QByteArray PasswordRecord::toJson() const
{
    return compactJson({{u"password_file"_s, base64(passwordFile)},
                        {u"encrypted_credentials"_s, base64(wrappedKeys)},
                        {u"public_key"_s, QString::fromUtf8(member)}});
}

Result<PasswordRecord> PasswordRecord::fromJson(QByteArrayView json)
{
    const auto object = parseJsonObject(json);
    if (!object)
        return fail(object.error());
    const auto file = bytesField(*object, "password_file"_L1);
    if (!file)
        return fail(file.error());
    const auto wrapped = bytesField(*object, "encrypted_credentials"_L1);
    if (!wrapped)
        return fail(wrapped.error());
    const auto member = stringField(*object, "public_key"_L1);
    if (!member)
        return fail(member.error());
    return PasswordRecord{*file, *wrapped, member->toUtf8()};
}

QJsonObject passwordStep(const QString &username, QLatin1StringView field, QByteArrayView bytes)
{
    return {{u"username"_s, username}, {QString(field), base64(bytes)}};
}

Result<QByteArray> passwordAnswer(QByteArrayView json, QLatin1StringView field)
{
    return parseJsonObject(json).and_then(
        [field](const QJsonObject &object) { return bytesField(object, field); });
}

} // namespace reeeductio
