// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/linediff.h"

QT_BEGIN_NAMESPACE
class QPlainTextEdit;
QT_END_NAMESPACE

namespace reeeductio {

//! Added lines with a `+` and removed ones with a `−`, in colour; of the others the three around each.
//! Nothing when no line changed; of very long lines their beginning. Behind the first thousand lines only
//! that there are more.
void showDiff(QPlainTextEdit &view, const QList<DiffLine> &lines);

} // namespace reeeductio
