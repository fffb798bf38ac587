// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/theme.h"
#include "models/statetext.h"

#include <optional>

QT_BEGIN_NAMESPACE
class QAbstractButton;
class QPlainTextEdit;
QT_END_NAMESPACE

namespace reeeductio {

// How a value is shown: the same for state and for data.

//! How it is drawn where a value lies on its server; its words stand beside it.
struct FormLook
{
    QString icon;
    QColor color;
    QString role; //!< of a label that says it
    QString text;
};

//! `emptied`: what is said of a value with nothing in it.
FormLook formLook(StateForm form, const ThemeColors &colors, const QString &emptied);

//! The buttons that choose a look.
struct LookButtons
{
    QAbstractButton *json;
    QAbstractButton *text;
    QAbstractButton *hex;
};

//! Only what makes sense of this value can be chosen.
void enableLooks(const LookButtons &buttons, const StateContent &content);
//! In the look that was asked for, else in the one that says most. After enableLooks().
void showValue(QPlainTextEdit &view, const LookButtons &buttons, const StateContent &content,
               std::optional<StateLook> wanted);

} // namespace reeeductio
