// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QtGlobal>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace reeeductio {

//! What this program is, its version and its licence. Does not wait.
void showAbout(QWidget *parent);

//! Every shortcut of the window's menus, as they are now. Does not wait.
void showShortcuts(QWidget *window);

} // namespace reeeductio
