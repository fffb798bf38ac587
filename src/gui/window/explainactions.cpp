// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/explainactions.h"

#include "gui/admin/explaindialog.h"
#include "gui/chat/chatpage.h"
#include "gui/window/mainwindow.h"

#include <QMetaMethod>

namespace reeeductio {

ExplainActions::ExplainActions(MainWindow &window, QObject *parent) : QObject(parent), m_window(window)
{
    connect(&m_window, &MainWindow::explainRequested, this, &ExplainActions::explainPosting);
    connect(&m_window.chat(), &ChatPage::whyRequested, this,
            [this](const Question &question) { explain(question); });
}

ExplainActions::~ExplainActions() = default;

void ExplainActions::setSpace(LiveSpace *space)
{
    m_space = space;
}

//! The menu asks no question yet: what is asked most is a beginning.
void ExplainActions::explainPosting()
{
    if (!m_space)
        return;
    const auto topics = m_space->topics();
    const auto shown = m_window.chat().topicId();
    const auto topic = shown.isEmpty() && !topics.isEmpty() ? topics.front().id : shown;
    explain({m_space->space().member(), Operation::Create, topicResource(topic)});
}

void ExplainActions::explain(const Question &question, QWidget *parent)
{
    explainIn(m_space, question, parent);
}

void ExplainActions::explainIn(LiveSpace *space, const Question &question, QWidget *parent)
{
    if (!space)
        return;
    auto *const dialog = new ExplainDialog(*space, parent ? parent : &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setCanGrant(isSignalConnected(QMetaMethod::fromSignal(&ExplainActions::grantRequested)));
    connect(dialog, &ExplainDialog::grantRequested, this,
            [this, dialog, space = QPointer(space)](const MemberId &member, const Capability &right) {
                if (space)
                    Q_EMIT grantRequested(space, member, right, dialog);
            });
    dialog->ask(question);
    dialog->open();
}

} // namespace reeeductio
