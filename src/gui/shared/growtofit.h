// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QtGlobal>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace reeeductio {

//! A window does not grow by itself with texts that take more lines: makes it as high as they need at its
//! width, never lower.
void growToFit(QWidget &window);

} // namespace reeeductio
