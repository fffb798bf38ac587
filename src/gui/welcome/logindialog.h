// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/loginbypassword.h"

#include <QDialog>

namespace Ui {
class LogInDialog;
}

namespace reeeductio {

//! Asks for the name and the password that somebody's keys were kept under.
class LogInDialog : public QDialog
{
    Q_OBJECT

public:
    //! What was typed elsewhere before.
    LogInDialog(const QString &server, const QString &space, QWidget *parent = nullptr);
    ~LogInDialog() override;

    void setBusy(bool isBusy);
    void showError(const Error &error);

Q_SIGNALS:
    //! Every field has been checked. The dialog stays until whoever logs in accepts it.
    void logInRequested(const std::shared_ptr<reeeductio::PasswordLogin> &login, const QString &name);

private:
    [[nodiscard]] Result<PasswordLogin> read() const;
    void check();
    void submit();

    std::unique_ptr<Ui::LogInDialog> m_ui;
};

} // namespace reeeductio
