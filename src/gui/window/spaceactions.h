// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/profile.h"
#include "gui/shared/filedialogs.h"

#include <QObject>
#include <QPointer>

namespace reeeductio {

class MainWindow;
class PasswordDialog;

//! What a person does with the space they look at, each in a dialog of its own. A part of WindowController;
//! everything it is given outlives it.
class SpaceActions : public QObject
{
    Q_OBJECT

public:
    SpaceActions(MainWindow &window, Profile &profile, FileDialogs &dialogs, QObject *parent = nullptr);
    ~SpaceActions() override;

    //! Null while none is shown.
    void setSpace(LiveSpace *space) { m_space = space; }

Q_SIGNALS:
    //! There is this topic now, and it is the one to show.
    void topicReady(reeeductio::LiveSpace *space, const QString &topic);
    //! Something was refused, and a person wants to know why; `dialog` is where.
    void whyRequested(const reeeductio::Question &question, QWidget *dialog);

private:
    void newTopic();
    void topicById();
    void saveCredentials();
    void setPassword();
    void keepPassword(PasswordDialog *dialog, LiveSpace &space, const QString &username,
                      const SecretBytes &password);

    MainWindow &m_window;
    Profile &m_profile;
    FileDialogs &m_dialogs;
    QPointer<LiveSpace> m_space;
};

} // namespace reeeductio
