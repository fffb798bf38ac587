// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/data/datalook.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

DataLook lookOf(DataStatus status, const ThemeColors &colors)
{
    switch (status) {
    case DataStatus::NeverChecked:
        return {u"clock"_s, colors.dim, u"dim"_s};
    case DataStatus::Verified:
        return {u"shield-check"_s, colors.ok, u"ok"_s};
    case DataStatus::Deleted:
    case DataStatus::KnownGone:
        return {u"minus"_s, colors.dim, u"dim"_s};
    case DataStatus::Forgotten:
        return {u"warning"_s, colors.warn, u"warn"_s};
    case DataStatus::Older:
    case DataStatus::Other:
    case DataStatus::Gone:
    case DataStatus::Revived:
    case DataStatus::Unsigned:
        return {u"shield-alert"_s, colors.bad, u"bad"_s};
    }
    Q_UNREACHABLE();
}

} // namespace reeeductio
