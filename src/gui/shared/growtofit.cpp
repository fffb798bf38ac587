// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/growtofit.h"

#include <QLayout>
#include <QWidget>

namespace reeeductio {

void growToFit(QWidget &window)
{
    auto *const layout = window.layout();
    layout->activate();
    const auto needed = layout->totalHeightForWidth(window.width());
    if (window.height() < needed)
        window.resize(window.width(), needed);
}

} // namespace reeeductio
