// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/credentials.h"
#include "models/registeredspacemodel.h"

#include <QDialog>

#include <memory>

namespace Ui {
class ServerAdminDialog;
}

namespace reeeductio {

class MessageBar;

//! For whoever runs a server: signs in with a key of its admin space, then shows what is registered there and
//! what can be done. Does nothing itself.
class ServerAdminDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ServerAdminDialog(QWidget *parent = nullptr);
    ~ServerAdminDialog() override;

    //! What a credentials file held.
    void fill(const Credentials &credentials, const QString &file);
    //! The file that was chosen is none, or cannot be read.
    void showFileError(const Error &error);
    //! While something is under way nothing else can be asked for.
    void setBusy(const QString &what);
    void setIdle();
    void show(const ServerRegister &found, const QUrl &server);
    //! A space that is being registered: its keys are only here, and leaving asks.
    void holdKeys(const SpaceId &space);
    //! It is registered, but could not be opened: its keys can be saved.
    void keepKeys(const SpaceId &space);
    //! It is not there.
    void dropKeys();
    //! They are kept elsewhere.
    void forgetKeys();
    void forgetFileId();
    MessageBar &bar();

public Q_SLOTS:
    //! Asks once more while there are keys that would be lost.
    void reject() override;

Q_SIGNALS:
    void fileRequested();
    void signInRequested(const QUrl &server, const std::shared_ptr<reeeductio::SigningKey> &key);
    void registerRequested(const QString &name);
    void saveKeysRequested();
    void deleteRequested(const reeeductio::BlobId &file);

private:
    [[nodiscard]] Result<Credentials> read() const;
    void check();
    void signIn();

    std::unique_ptr<Ui::ServerAdminDialog> m_ui;
    RegisteredSpaceModel m_spaces;
    std::optional<Credentials> m_fromFile; //!< what the fields leave open
    std::optional<SpaceId> m_unsaved;
    bool m_isWarned = false;
};

} // namespace reeeductio
