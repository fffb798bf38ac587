// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace reeeductio::test {

//! The vector file of that name, or a failed test.
QJsonObject vectorFile(const QString &name);

//! Vectors write binary values as hex or standard base64.
QByteArray hexField(const QJsonObject &object, QLatin1StringView name);
QByteArray base64Field(const QJsonObject &object, QLatin1StringView name);
QByteArray utf8Field(const QJsonObject &object, QLatin1StringView name);

} // namespace reeeductio::test
