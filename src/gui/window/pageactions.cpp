// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/pageactions.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace reeeductio {

PageActions::PageActions(QMenu &menu, QAction *end, QObject *parent) : QObject(parent)
{
    const auto entries = spacePageEntries();
    for (const auto &entry : entries) {
        auto *const action = new QAction(entry.actionText, &menu);
        action->setObjectName(u"action"_s + entry.name);
        action->setShortcut(entry.shortcut);
        menu.insertAction(end, action);
        connect(action, &QAction::triggered, this, [this, page = entry.page] { Q_EMIT pageRequested(page); });
        m_actions << action;
    }
}

void PageActions::setEnabled(bool areEnabled)
{
    for (auto *const action : std::as_const(m_actions))
        action->setEnabled(areEnabled);
}

} // namespace reeeductio
