// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/welcome/connectdialog.h"

#include "client/credentialsfile.h"
#include "gui/shared/dialogbuttons.h"
#include "gui/shared/errortext.h"
#include "gui/shared/growtofit.h"
#include "gui/shared/role.h"
#include "ui_connectdialog.h"

#include <QFileInfo>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

ConnectDialog::ConnectDialog(QWidget *parent) : QDialog(parent), m_ui(std::make_unique<Ui::ConnectDialog>())
{
    m_ui->setupUi(this);
    m_ui->busy->hide();
    prepareButtons(*m_ui->buttons, tr("Connect"), u"connectButton"_s);
    for (auto *field : {m_ui->server, m_ui->privateKey, m_ui->symmetricRoot, m_ui->space})
        connect(field, &QLineEdit::textChanged, this, &ConnectDialog::check);
    connect(m_ui->fromFile, &QPushButton::clicked, this, &ConnectDialog::fileRequested);
    connect(m_ui->byPassword, &QPushButton::clicked, this,
            [this] { Q_EMIT passwordRequested(m_ui->server->text(), m_ui->space->text()); });
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &ConnectDialog::submit);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

ConnectDialog::~ConnectDialog() = default;

void ConnectDialog::fill(const Credentials &credentials, const QString &file)
{
    m_fromFile = credentials.clone();
    m_ui->bar->dismiss();
    m_ui->server->setText(credentials.server.toString());
    m_ui->space->setText(credentials.isOwner() ? QString() : credentials.space.toString());
    for (auto *key : {m_ui->privateKey, m_ui->symmetricRoot}) {
        key->clear();
        //: In a key's field: its value is that of a file
        key->setPlaceholderText(tr("From %1").arg(QFileInfo(file).fileName()));
    }
    if (!m_fromFile->root)
        m_ui->symmetricRoot->setPlaceholderText(tr("Not in the file"));
    check();
}

Result<Credentials> ConnectDialog::read() const
{
    return readCredentialFields({.server = m_ui->server->text(),
                                 .privateKey = m_ui->privateKey->text(),
                                 .symmetricRoot = m_ui->symmetricRoot->text(),
                                 .space = m_ui->space->text()},
                                m_fromFile ? &*m_fromFile : nullptr);
}

QString ConnectDialog::labelOf(const QString &field) const
{
    const auto *edit = m_ui->form->findChild<QLineEdit *>(field);
    return edit ? edit->accessibleName() : field;
}

void ConnectDialog::check()
{
    const auto credentials = read();
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(credentials.has_value());
    const bool isUntouched =
        m_ui->privateKey->text().isEmpty() && m_ui->symmetricRoot->text().isEmpty() && !m_fromFile;
    if (credentials)
        m_ui->connectHint->setText(credentials->isOwner() ? tr("You will be this space's owner.")
                                                          : tr("You will be a member of this space."));
    else if (isUntouched)
        m_ui->connectHint->setText(
            tr("Keys stay on this computer, in your keychain or a file only you can read."));
    else
        m_ui->connectHint->setText(tr("%1: not complete yet.").arg(labelOf(credentials.error().detail)));
}

void ConnectDialog::submit()
{
    auto credentials = read();
    if (!credentials)
        return;
    const auto name = m_ui->name->text().trimmed();
    Q_EMIT connectRequested(std::make_shared<Credentials>(*std::move(credentials)), name);
}

void ConnectDialog::setBusy(bool isBusy)
{
    m_ui->busy->setVisible(isBusy);
    m_ui->form->setEnabled(!isBusy);
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(!isBusy);
    if (isBusy)
        m_ui->bar->dismiss();
    else
        check();
}

void ConnectDialog::showError(const Error &error)
{
    m_ui->bar->showError(error, Occasion::Asked);
    growToFit(*this);
    m_ui->buttons->button(QDialogButtonBox::Ok)->setFocus();
}

void ConnectDialog::showFileError(const Error &error)
{
    const auto words = error.kind == ErrorKind::Storage
                           ? tr("The file cannot be read.")
                           : tr("This file holds no credentials, or they are damaged.");
    m_ui->bar->showMessage(MessageBar::Severity::Error, words, errorText(error, Occasion::Asked).details);
}

} // namespace reeeductio
