// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/vectors.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

QJsonObject vectorFile(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/vectors/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no vector file %s", qPrintable(file.fileName()));
    const auto object = QJsonDocument::fromJson(file.readAll()).object();
    if (object.isEmpty())
        qFatal("vector file %s is no JSON object", qPrintable(file.fileName()));
    return object;
}

QByteArray hexField(const QJsonObject &object, QLatin1StringView name)
{
    return QByteArray::fromHex(object.value(name).toString().toLatin1());
}

QByteArray base64Field(const QJsonObject &object, QLatin1StringView name)
{
    return QByteArray::fromBase64(object.value(name).toString().toLatin1());
}

QByteArray utf8Field(const QJsonObject &object, QLatin1StringView name)
{
    return object.value(name).toString().toUtf8();
}

} // namespace reeeductio::test
