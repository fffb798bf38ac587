// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "net/httpfields.h"

#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace reeeductio {

std::optional<qint64> httpDateMs(const QByteArray &value)
{
    auto date = QLocale::c().toDateTime(QString::fromLatin1(value), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!date.isValid())
        return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    return date.toMSecsSinceEpoch();
}

std::optional<int> retryAfterSeconds(const QByteArray &value)
{
    bool isNumber = false;
    const int seconds = value.toInt(&isNumber);
    return isNumber && seconds >= 0 ? std::optional(seconds) : std::nullopt;
}

} // namespace reeeductio
