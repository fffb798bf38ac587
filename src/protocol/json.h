// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QJsonObject>

#include <optional>

namespace reeeductio {

// JSON as strangers send it. Errors are Validation with BadUtf8, TooDeep, DuplicateKey, BadJson,
// MissingField, WrongFieldType or NumberOutOfRange; `detail` names the field.

//! One object. Refuses what two readers could read differently: duplicate keys, bad UTF-8, a BOM, trailing
//! bytes.
[[nodiscard]] Result<QJsonObject> parseJsonObject(QByteArrayView json);

//! What other programs wrote for lenient readers: of duplicate keys the last counts. Only to foresee how they
//! read it.
std::optional<QJsonObject> parseJsonLeniently(QByteArrayView json);

[[nodiscard]] Result<QString> stringField(const QJsonObject &object, QLatin1StringView name);
//! A JSON integer that a double and an int64 both hold exactly.
[[nodiscard]] Result<qint64> integerField(const QJsonObject &object, QLatin1StringView name);
[[nodiscard]] Result<bool> boolField(const QJsonObject &object, QLatin1StringView name);
//! As stringField, but absent or null is nothing.
[[nodiscard]] Result<std::optional<QString>> optionalStringField(const QJsonObject &object,
                                                                 QLatin1StringView name);
[[nodiscard]] Result<std::optional<qint64>> optionalIntegerField(const QJsonObject &object,
                                                                 QLatin1StringView name);

QByteArray compactJson(const QJsonObject &object);

} // namespace reeeductio
