// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/spacelistmenu.h"

#include "models/spacelistmodel.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

void SpaceListMenu::setSpaces(const SpaceListModel &spaces)
{
    connect(&spaces, &QAbstractItemModel::rowsInserted, this, [this, &spaces] { fill(spaces); });
    connect(&spaces, &QAbstractItemModel::dataChanged, this,
            [this, &spaces](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
                if (roles.isEmpty() || roles.contains(static_cast<int>(SpaceListModel::Role::Name)))
                    fill(spaces);
            });
    fill(spaces);
}

void SpaceListMenu::fill(const SpaceListModel &spaces)
{
    constexpr int withShortcut = 9;
    clear();
    for (int row = 0; row < spaces.rowCount(); ++row) {
        auto name = spaces.index(row).data(static_cast<int>(SpaceListModel::Role::Name)).toString();
        auto *action = addAction(name.replace(u'&', u"&&"_s));
        action->setObjectName(u"actionSpace%1"_s.arg(row + 1));
        if (row < withShortcut)
            action->setShortcut(QKeySequence(u"Ctrl+%1"_s.arg(row + 1)));
        connect(action, &QAction::triggered, this, [this, row] { Q_EMIT spaceChosen(row); });
    }
    menuAction()->setVisible(spaces.rowCount() > 0);
}

} // namespace reeeductio
