// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/spacepage.h"
#include "gui/shared/spaceview.h"

#include <QMap>
#include <QStackedWidget>

#include <functional>

namespace reeeductio {

//! Where a space's messages are shown, or a page of the space: what was put into it first are the messages. A
//! page is made when it is shown for the first time, so that the window need not wait for it.
class SpaceViews : public QStackedWidget
{
    Q_OBJECT

public:
    using Factory = std::function<SpaceView *()>;

    using QStackedWidget::QStackedWidget;

    //! `make`: gives a page that has no parent yet, or is in here already.
    void addPage(SpacePage page, Factory make);
    //! Shows the page, which whoever calls gives its space. Null when there is none such.
    SpaceView *open(SpacePage page);
    //! What was shown before is left, here as in open(): it shows nothing any more.
    void showMessages();
    bool areMessagesShown() const { return currentIndex() == 0; }

Q_SIGNALS:
    void backRequested();

private:
    void leave();
    SpaceView *made(SpacePage page);

    QMap<SpacePage, Factory> m_factories;
    QMap<SpacePage, SpaceView *> m_pages;
    SpaceView *m_shown = nullptr;
};

} // namespace reeeductio
