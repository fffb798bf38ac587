// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace reeeductio {

//! Says what a widget stands for (`dim`, `ok`, `warn`, `bad`…): the style sheet gives it its colour.
void setRole(QWidget *widget, const QString &role);
//! The button most people want in a dialog.
void makePrimary(QWidget *button);
//! The style sheet is looked at again: a property that it asks for is another one.
void restyle(QWidget *widget);

} // namespace reeeductio
