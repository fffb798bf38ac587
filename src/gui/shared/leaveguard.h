// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QCoreApplication>

namespace reeeductio {

class MessageBar;

//! Asks once before a dialog is left with something in it that is saved nowhere.
class LeaveGuard
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::LeaveGuard)

public:
    //! While it is being saved, or when it was typed and is not. Says so in `bar` unless it has.
    bool mayLeave(MessageBar &bar, bool isBusy, bool isModified);
    //! What is there is something else: asks again.
    void reset() { m_hasAsked = false; }

private:
    bool m_hasAsked = false;
};

} // namespace reeeductio
