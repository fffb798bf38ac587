// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/json.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace reeeductio {

namespace {

qsizetype countMembers(const QJsonValue &value)
{
    qsizetype count = 0;
    if (value.isObject()) {
        const auto object = value.toObject();
        count += object.size();
        for (const auto &member : object)
            count += countMembers(member);
    } else if (value.isArray()) {
        const auto array = value.toArray();
        for (const auto &element : array)
            count += countMembers(element);
    }
    return count;
}

//! In valid JSON each member of each object has exactly one colon outside of strings.
qsizetype countColons(QByteArrayView json)
{
    qsizetype count = 0;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString && c == '\\')
            ++i;
        else if (c == '"')
            inString = !inString;
        else if (c == ':' && !inString)
            ++count;
    }
    return count;
}

ErrorCode codeOf(QJsonParseError::ParseError error)
{
    switch (error) {
    case QJsonParseError::DeepNesting:
        return ErrorCode::TooDeep;
    case QJsonParseError::IllegalUTF8String:
        return ErrorCode::BadUtf8;
    case QJsonParseError::DocumentTooLarge:
        return ErrorCode::TooLarge;
    default:
        return ErrorCode::BadJson;
    }
}

tl::unexpected<Error> invalid(ErrorCode code, QLatin1StringView name)
{
    return fail(ErrorKind::Validation, code, QString(name));
}

} // namespace

Result<QJsonObject> parseJsonObject(QByteArrayView json)
{
    if (json.startsWith("\xEF\xBB\xBF"))
        return fail(ErrorKind::Validation, ErrorCode::BadJson);
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size()), &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorKind::Validation, codeOf(error.error));
    if (!document.isObject())
        return fail(ErrorKind::Validation, ErrorCode::BadJson);
    auto object = document.object();
    // Qt keeps the last of duplicate members, so the tree then holds fewer members than the text.
    if (countMembers(object) != countColons(json))
        return fail(ErrorKind::Validation, ErrorCode::DuplicateKey);
    return object;
}

std::optional<QJsonObject> parseJsonLeniently(QByteArrayView json)
{
    const auto document = QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size()));
    if (!document.isObject())
        return std::nullopt;
    return document.object();
}

Result<QString> stringField(const QJsonObject &object, QLatin1StringView name)
{
    const auto value = object.value(name);
    if (value.isUndefined())
        return invalid(ErrorCode::MissingField, name);
    if (!value.isString())
        return invalid(ErrorCode::WrongFieldType, name);
    return value.toString();
}

Result<qint64> integerField(const QJsonObject &object, QLatin1StringView name)
{
    const auto value = object.value(name);
    if (value.isUndefined())
        return invalid(ErrorCode::MissingField, name);
    if (!value.isDouble())
        return invalid(ErrorCode::WrongFieldType, name);
    constexpr double exactLimit = 9007199254740992.0; // 2^53
    const double number = value.toDouble();
    if (number != std::floor(number))
        return invalid(ErrorCode::WrongFieldType, name);
    if (std::abs(number) > exactLimit)
        return invalid(ErrorCode::NumberOutOfRange, name);
    return value.toInteger();
}

Result<bool> boolField(const QJsonObject &object, QLatin1StringView name)
{
    const auto value = object.value(name);
    if (value.isUndefined())
        return invalid(ErrorCode::MissingField, name);
    if (!value.isBool())
        return invalid(ErrorCode::WrongFieldType, name);
    return value.toBool();
}

Result<std::optional<QString>> optionalStringField(const QJsonObject &object, QLatin1StringView name)
{
    const auto value = object.value(name);
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    return stringField(object, name);
}

Result<std::optional<qint64>> optionalIntegerField(const QJsonObject &object, QLatin1StringView name)
{
    const auto value = object.value(name);
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    return integerField(object, name);
}

QByteArray compactJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace reeeductio
