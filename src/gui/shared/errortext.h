// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/error.h"

#include <QString>

namespace reeeductio {

//! A failure as a person reads it.
struct ErrorText
{
    QString what = {};    //!< one sentence: what happened
    QString todo = {};    //!< one sentence: what to do; may be empty
    QString details = {}; //!< for *Details*, to copy; never a secret

    QString both() const { return todo.isEmpty() ? what : what + u' ' + todo; }
};

//! Whether somebody waits for what failed, or it is tried again by itself.
enum class Occasion { Background, Asked };

ErrorText errorText(const Error &error, Occasion occasion = Occasion::Background);

//! Whether it was refused for want of a right: then *Why?* can be answered.
bool hasReason(const Error &error);
//! What that is called on a button.
QString whyText();

} // namespace reeeductio
