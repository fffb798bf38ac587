// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/audit/auditlook.h"

#include "gui/shared/theme.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

using Level = AuditVerdict::Level;

QColor colorOf(Level level, const ThemeColors &colors)
{
    switch (level) {
    case Level::Working:
        return colors.dim;
    case Level::Verified:
        return colors.ok;
    case Level::Open:
        return colors.warn;
    case Level::Bad:
        return colors.bad;
    }
    Q_UNREACHABLE();
}

QString iconOf(Level level)
{
    switch (level) {
    case Level::Working:
        return u"clock"_s;
    case Level::Verified:
        return u"shield-check"_s;
    case Level::Open:
        return u"warning"_s;
    case Level::Bad:
        return u"shield-alert"_s;
    }
    Q_UNREACHABLE();
}

QString roleOf(Level level)
{
    switch (level) {
    case Level::Working:
        return u"dim"_s;
    case Level::Verified:
        return u"ok"_s;
    case Level::Open:
        return u"warn"_s;
    case Level::Bad:
        return u"bad"_s;
    }
    Q_UNREACHABLE();
}

} // namespace reeeductio
