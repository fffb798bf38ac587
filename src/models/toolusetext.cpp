// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/toolusetext.h"

#include "models/displaytext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

struct ToolUseText
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::ToolUseText)
};

} // namespace

QString agoText(qint64 time, qint64 nowMs)
{
    constexpr qint64 minute = 60'000;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    const auto ago = std::max<qint64>(0, nowMs - time);
    const auto in = [ago](qint64 unit) { return static_cast<int>(ago / unit); };
    if (ago < minute)
        return ToolUseText::tr("just now");
    if (ago < hour)
        return ToolUseText::tr("%n minute(s) ago", nullptr, in(minute));
    if (ago < day)
        return ToolUseText::tr("%n hour(s) ago", nullptr, in(hour));
    return ToolUseText::tr("%n day(s) ago", nullptr, in(day));
}

QString toolUsesText(const ToolUses &uses, qint64 limit, qint64 nowMs)
{
    const QLocale locale;
    const auto count = ToolUseText::tr("%1 of %2 uses", "used, allowed")
                           .arg(locale.toString(uses.counted), locale.toString(limit));
    if (uses.counted == 0)
        return count;
    //: how often a tool was used, and when last
    return ToolUseText::tr("%1, the last one %2").arg(count, agoText(uses.lastUse, nowMs));
}

QString toolUsesCaveat(const ToolUses &uses)
{
    QStringList sentences{ToolUseText::tr(
        "Counted by what it signed. Files it stored that no message names are uses nobody can see.")};
    if (!uses.unreadable.isEmpty()) {
        QStringList names;
        for (const auto &topic : uses.unreadable)
            names << displayName(topic);
        sentences << ToolUseText::tr("You may not read %1: uses there are missing from the count.")
                         .arg(QLocale().createSeparatedList(names));
    }
    return sentences.join(u' ');
}

QList<int> usesOverTime(const ToolUses &uses, qint64 nowMs, int count)
{
    QList<int> parts(count, 0);
    const auto span = std::max<qint64>(1, nowMs - uses.countedSince);
    for (const auto time : uses.times) {
        const auto part = (time - uses.countedSince) * count / span;
        ++parts[static_cast<int>(std::clamp<qint64>(part, 0, count - 1))];
    }
    return parts;
}

} // namespace reeeductio
