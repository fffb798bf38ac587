// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

#include <functional>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace reeeductio {

//! Asks before what cannot be undone. `verb`: the button that does it, which is not the one Enter presses.
//! `confirmed` is called when it was pressed, and not at all otherwise.
void confirm(QWidget *parent, const QString &question, const QString &consequences, const QString &verb,
             std::function<void()> confirmed);

} // namespace reeeductio
