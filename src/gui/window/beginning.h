// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/profile.h"
#include "gui/shared/filedialogs.h"

#include <QObject>
#include <QPointer>

namespace reeeductio {

class ConnectDialog;
class LogInDialog;
class WelcomePage;

//! The ways to come to a space: what becomes of the cards of the welcome page. A part of WindowController;
//! everything it is given outlives it.
class Beginning : public QObject
{
    Q_OBJECT

public:
    Beginning(WelcomePage &page, Profile &profile, FileDialogs &dialogs, QObject *parent = nullptr);
    ~Beginning() override;

Q_SIGNALS:
    //! There is one to show, new or not.
    void spaceReady(reeeductio::LiveSpace *space);

private:
    void tryItHere();
    void connectWithKeys();
    void readFile(ConnectDialog *dialog, const QString &file);
    void connectTo(const std::shared_ptr<Credentials> &credentials, const QString &name);
    void logInByPassword(const QString &server, const QString &space);
    //! Shows the space, or in the dialog why there is none.
    template <class Dialog>
    void conclude(Pending<LiveSpace *> connecting, Dialog *dialog);

    WelcomePage &m_page;
    Profile &m_profile;
    FileDialogs &m_dialogs;
    QPointer<ConnectDialog> m_connectDialog;
};

} // namespace reeeductio
