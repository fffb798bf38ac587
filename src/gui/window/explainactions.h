// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"

#include <QObject>
#include <QPointer>

namespace reeeductio {

class ExplainDialog;
class MainWindow;

//! Who may do what in the space that is shown, and why: asked from the menu, and wherever something was
//! refused. A part of WindowController; everything it is given outlives it.
class ExplainActions : public QObject
{
    Q_OBJECT

public:
    explicit ExplainActions(MainWindow &window, QObject *parent = nullptr);
    ~ExplainActions() override;

    //! Null while none is shown.
    void setSpace(LiveSpace *space);

    //! Opens the dialog filled in; `parent` is the window that was refused something, the main window by
    //! default.
    void explain(const Question &question, QWidget *parent = nullptr);
    void explainIn(LiveSpace *space, const Question &question, QWidget *parent = nullptr);

Q_SIGNALS:
    //! A person wants a member to have this right. The dialog, which offers that only while somebody listens,
    //! stays open below what is made of it.
    void grantRequested(reeeductio::LiveSpace *space, const reeeductio::MemberId &member,
                        const reeeductio::Capability &right, QWidget *dialog);

private:
    void explainPosting();

    MainWindow &m_window;
    QPointer<LiveSpace> m_space;
};

} // namespace reeeductio
