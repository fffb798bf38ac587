// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QKeySequence>
#include <QList>

namespace reeeductio {

//! What a space shows beside its messages.
enum class SpacePage { Members, Invitations, Roles, Tools, Access, State, Data, Audit, Files };

//! How a page is offered: in the sidebar's Space section and in the View menu.
struct SpacePageEntry
{
    SpacePage page;
    QString name; //!< the button is `space{name}`, the action `action{name}`
    QString icon;
    QString label;
    QString actionText;
    QString about; //!< what is there, in a phrase
    QKeySequence shortcut;
};

//! In the order they are offered in.
QList<SpacePageEntry> spacePageEntries();

} // namespace reeeductio
