// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QMenu>

namespace reeeductio {

class SpaceListModel;

//! The spaces, each with a shortcut as far as there are digits. Not there while there are none.
class SpaceListMenu : public QMenu
{
    Q_OBJECT

public:
    using QMenu::QMenu;

    void setSpaces(const SpaceListModel &spaces);

Q_SIGNALS:
    void spaceChosen(int row);

private:
    void fill(const SpaceListModel &spaces);
};

} // namespace reeeductio
