// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/welcome/logindialog.h"

#include "gui/shared/dialogbuttons.h"
#include "gui/shared/growtofit.h"
#include "ui_logindialog.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

LogInDialog::LogInDialog(const QString &server, const QString &space, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::LogInDialog>())
{
    m_ui->setupUi(this);
    m_ui->busy->hide();
    prepareButtons(*m_ui->buttons, tr("Log in"), u"logInButton"_s);
    m_ui->server->setText(server);
    m_ui->space->setText(space);
    for (auto *field : {m_ui->server, m_ui->space, m_ui->username, m_ui->password})
        connect(field, &QLineEdit::textChanged, this, &LogInDialog::check);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &LogInDialog::submit);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

LogInDialog::~LogInDialog() = default;

Result<PasswordLogin> LogInDialog::read() const
{
    return readLoginFields({.server = m_ui->server->text(),
                            .space = m_ui->space->text(),
                            .username = m_ui->username->text(),
                            .password = m_ui->password->text()});
}

void LogInDialog::check()
{
    const auto login = read();
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(login.has_value());
    const bool isUntouched = m_ui->username->text().isEmpty() && m_ui->password->text().isEmpty();
    if (login || isUntouched) {
        m_ui->logInHint->setText(
            tr("The space's ID begins with S: whoever invited you, or another computer of "
               "yours, can tell it."));
        return;
    }
    const auto *field = m_ui->form->findChild<QLineEdit *>(login.error().detail);
    if (field == m_ui->username && !field->text().isEmpty())
        m_ui->logInHint->setText(tr("User name: letters, digits and . _ @ + - only."));
    else if (field == m_ui->space && !field->text().isEmpty())
        m_ui->logInHint->setText(tr("Space ID: 44 characters that begin with S."));
    else
        m_ui->logInHint->setText(
            tr("%1: not complete yet.").arg(field ? field->accessibleName() : QString()));
}

void LogInDialog::submit()
{
    auto login = read();
    if (login)
        Q_EMIT logInRequested(std::make_shared<PasswordLogin>(*std::move(login)),
                              m_ui->name->text().trimmed());
}

void LogInDialog::setBusy(bool isBusy)
{
    m_ui->busy->setVisible(isBusy);
    m_ui->form->setEnabled(!isBusy);
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(!isBusy);
    if (isBusy)
        m_ui->logInBar->dismiss();
    else
        check();
}

void LogInDialog::showError(const Error &error)
{
    m_ui->logInBar->showError(error, Occasion::Asked);
    growToFit(*this);
    if (error.code == ErrorCode::WrongNameOrPassword) {
        m_ui->password->setFocus();
        m_ui->password->selectAll();
    } else {
        m_ui->buttons->button(QDialogButtonBox::Ok)->setFocus();
    }
}

} // namespace reeeductio
