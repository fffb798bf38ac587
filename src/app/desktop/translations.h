// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QtGlobal>

QT_BEGIN_NAMESPACE
class QCoreApplication;
QT_END_NAMESPACE

namespace reeeductio {

//! The person's language where there is a translation, else English; English too is one, for its plurals.
void installTranslations(QCoreApplication &application);

} // namespace reeeductio
