// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/error.h"
#include "base/secretbytes.h"

#include <QDialog>

#include <memory>

namespace Ui {
class PasswordDialog;
}

namespace reeeductio {

//! Asks for a name and a password to keep one's keys under.
class PasswordDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PasswordDialog(QWidget *parent = nullptr);
    ~PasswordDialog() override;

    void setBusy(bool isBusy);
    void showError(const Error &error);
    //! What is typed, once more, if it is whole.
    void submit();
    //! The space has no password login yet, and this person can turn it on, or cannot.
    void showNotEnabled(bool canEnable);

Q_SIGNALS:
    //! The dialog stays until whoever sets it accepts it.
    void passwordChosen(const QString &username, const std::shared_ptr<reeeductio::SecretBytes> &password);
    void enableRequested();

private:
    bool isComplete() const;
    void check();

    std::unique_ptr<Ui::PasswordDialog> m_ui;
};

} // namespace reeeductio
