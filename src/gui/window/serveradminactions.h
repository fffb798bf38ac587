// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/profile.h"
#include "gui/shared/filedialogs.h"

#include <QObject>
#include <QPointer>

namespace reeeductio {

class MainWindow;
class ServerAdminDialog;

//! Administration of a server: what becomes of what a person does in a ServerAdminDialog. A part of
//! WindowController; everything it is given outlives it.
class ServerAdminActions : public QObject
{
    Q_OBJECT

public:
    ServerAdminActions(MainWindow &window, Profile &profile, FileDialogs &dialogs, QObject *parent = nullptr);
    ~ServerAdminActions() override;

    void open();

Q_SIGNALS:
    //! One that was registered here.
    void spaceReady(reeeductio::LiveSpace *space);

private:
    void readFile(const QString &file);
    void signIn(const QUrl &server, SigningKey key);
    void readRegister();
    void registerSpace(const QString &name);
    void lookWhetherRegistered(const QString &name, const Error &error);
    void openSpace(const QString &name);
    void saveKeys();
    void deleteFile(const BlobId &file);
    void showError(const Error &error);

    MainWindow &m_window;
    Profile &m_profile;
    FileDialogs &m_dialogs;
    QPointer<ServerAdminDialog> m_dialog;
    std::unique_ptr<ServerAdministration> m_server; //!< once signed in
    std::shared_ptr<Credentials> m_new;             //!< of the space registered last, until it is opened
};

} // namespace reeeductio
