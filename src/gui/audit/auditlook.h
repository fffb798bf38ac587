// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/audittext.h"

#include <QColor>

namespace reeeductio {

struct ThemeColors;

//! A verdict's colour and icon; its words always stand beside them.
QColor colorOf(AuditVerdict::Level level, const ThemeColors &colors);
QString iconOf(AuditVerdict::Level level);
//! The role of a label that says it.
QString roleOf(AuditVerdict::Level level);

} // namespace reeeductio
