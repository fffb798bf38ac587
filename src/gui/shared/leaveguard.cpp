// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/leaveguard.h"

#include "gui/shared/messagebar.h"

#include <utility>

namespace reeeductio {

bool LeaveGuard::mayLeave(MessageBar &bar, bool isBusy, bool isModified)
{
    if ((!isBusy && !isModified) || std::exchange(m_hasAsked, true))
        return true;
    if (isBusy)
        bar.showMessage(MessageBar::Severity::Info,
                        tr("This is being saved. Cancel once more not to wait for it."));
    else
        bar.showMessage(MessageBar::Severity::Warning,
                        tr("What you wrote is not saved. Cancel once more to leave without it."));
    return false;
}

} // namespace reeeductio
