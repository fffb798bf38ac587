// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/administration.h"
#include "client/spaceoverview.h"

#include <QWidget>

namespace reeeductio {

//! What is asked for one kind of change; a ChangeDialog shows it beside what the change does.
class ChangeForm : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    //! What the dialog is called.
    virtual QString title() const = 0;
    //! The button that does it.
    virtual QString verb() const = 0;
    //! What was done, in a sentence, for afterwards.
    virtual QString done() const = 0;
    //! None while something is missing; problem() then says what, once the person has begun.
    virtual Administration::Planner planner() const = 0;
    virtual QString problem() const { return {}; }

Q_SIGNALS:
    void changed();
};

} // namespace reeeductio
