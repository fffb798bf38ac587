// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/credentials.h"

#include <QDialog>

#include <memory>

namespace Ui {
class ConnectDialog;
}

namespace reeeductio {

//! Asks for the keys a person holds, typed or from a credentials file, and says at once which field is wrong.
class ConnectDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ConnectDialog(QWidget *parent = nullptr);
    ~ConnectDialog() override;

    //! What a credentials file held.
    void fill(const Credentials &credentials, const QString &file);
    //! The file that was chosen is none, or cannot be read.
    void showFileError(const Error &error);
    void setBusy(bool isBusy);
    void showError(const Error &error);

Q_SIGNALS:
    void fileRequested();
    //! By name and password instead, with what was typed.
    void passwordRequested(const QString &server, const QString &space);
    //! Every field has been checked. The dialog stays until whoever connects accepts it.
    void connectRequested(const std::shared_ptr<reeeductio::Credentials> &credentials, const QString &name);

private:
    [[nodiscard]] Result<Credentials> read() const;
    QString labelOf(const QString &field) const;
    void check();
    void submit();

    std::unique_ptr<Ui::ConnectDialog> m_ui;
    std::optional<Credentials> m_fromFile; //!< what the fields leave open
};

} // namespace reeeductio
