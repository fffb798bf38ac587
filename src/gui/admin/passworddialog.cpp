// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/passworddialog.h"

#include "gui/shared/dialogbuttons.h"
#include "gui/shared/growtofit.h"
#include "protocol/passwordlogin.h"
#include "ui_passworddialog.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! What is shorter is said to be short.
constexpr qsizetype longEnough = 14;

} // namespace

PasswordDialog::PasswordDialog(QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::PasswordDialog>())
{
    m_ui->setupUi(this);
    m_ui->busy->hide();
    prepareButtons(*m_ui->buttons, tr("Set password"), u"setPasswordButton"_s);
    for (auto *field : {m_ui->username, m_ui->password, m_ui->repeated})
        connect(field, &QLineEdit::textChanged, this, &PasswordDialog::check);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &PasswordDialog::submit);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ui->passwordBar, &MessageBar::actionTriggered, this, &PasswordDialog::enableRequested);
    check();
}

PasswordDialog::~PasswordDialog() = default;

bool PasswordDialog::isComplete() const
{
    const auto password = m_ui->password->text();
    return checkUsername(m_ui->username->text().trimmed()) && !password.isEmpty() &&
           password == m_ui->repeated->text();
}

void PasswordDialog::check()
{
    const auto password = m_ui->password->text();
    const bool isName = checkUsername(m_ui->username->text().trimmed()).has_value();
    const bool isSame = password == m_ui->repeated->text();
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(isComplete());
    if (!isComplete())
        m_ui->passwordBar->dismiss(); // what it offers would be done with this
    if (!isName && !m_ui->username->text().isEmpty())
        m_ui->passwordHint->setText(tr("User name: letters, digits and . _ @ + - only."));
    else if (!isSame && !m_ui->repeated->text().isEmpty())
        m_ui->passwordHint->setText(tr("The two passwords differ."));
    else if (!password.isEmpty() && password.size() < longEnough)
        m_ui->passwordHint->setText(
            tr("Short: whoever has the server's secrets could guess it. Several words are better."));
    else
        m_ui->passwordHint->setText(tr(
            "Whoever runs the server or owns the space can try to guess it, so take a long one. Nobody can "
            "show or restore it."));
}

void PasswordDialog::submit()
{
    if (!isComplete())
        return;
    auto password = SecretBytes::takeFrom(m_ui->password->text().toUtf8());
    Q_EMIT passwordChosen(m_ui->username->text().trimmed(),
                          std::make_shared<SecretBytes>(std::move(password)));
}

void PasswordDialog::setBusy(bool isBusy)
{
    m_ui->busy->setVisible(isBusy);
    m_ui->form->setEnabled(!isBusy);
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(!isBusy);
    if (isBusy)
        m_ui->passwordBar->dismiss();
    else
        check();
}

void PasswordDialog::showError(const Error &error)
{
    m_ui->passwordBar->showError(error, Occasion::Asked);
    growToFit(*this);
    if (error.code == ErrorCode::AlreadyExists)
        m_ui->username->setFocus();
    else
        m_ui->buttons->button(QDialogButtonBox::Ok)->setFocus();
}

void PasswordDialog::showNotEnabled(bool canEnable)
{
    if (canEnable) {
        m_ui->passwordBar->showMessage(
            MessageBar::Severity::Info,
            tr("Passwords are not turned on in this space. To turn them on adds a role, opaque-user, and "
               "secrets that the server works with."));
        m_ui->passwordBar->setAction(tr("Turn on and set"));
        m_ui->passwordBar->findChild<QPushButton *>(u"messageBarAction"_s)->setFocus();
    } else {
        m_ui->passwordBar->showMessage(
            MessageBar::Severity::Error,
            tr("Passwords are not turned on in this space. Its owner can turn them on."));
        m_ui->buttons->button(QDialogButtonBox::Ok)->setFocus();
    }
    growToFit(*this);
}

} // namespace reeeductio
