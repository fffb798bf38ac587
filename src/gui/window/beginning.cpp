// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/beginning.h"

#include "gui/welcome/connectdialog.h"
#include "gui/welcome/logindialog.h"
#include "gui/welcome/welcomepage.h"

namespace reeeductio {

Beginning::Beginning(WelcomePage &page, Profile &profile, FileDialogs &dialogs, QObject *parent)
    : QObject(parent), m_page(page), m_profile(profile), m_dialogs(dialogs)
{
    connect(&m_page, &WelcomePage::tryItRequested, this, &Beginning::tryItHere);
    connect(&m_page, &WelcomePage::connectRequested, this, &Beginning::connectWithKeys);
}

Beginning::~Beginning() = default;

void Beginning::tryItHere()
{
    m_page.setBusy(true);
    //: The name of the space a newcomer gets, and of its first topic
    m_profile.tryItHere(tr("My notebook"), tr("General"))
        .done(this, [this](const Result<LiveSpace *> &space) {
            m_page.setBusy(false);
            if (space)
                Q_EMIT spaceReady(*space);
            else
                m_page.showError(space.error());
        });
}

void Beginning::connectWithKeys()
{
    auto *dialog = new ConnectDialog(m_page.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_connectDialog = dialog;
    connect(dialog, &ConnectDialog::connectRequested, this, &Beginning::connectTo);
    connect(dialog, &ConnectDialog::fileRequested, this, [this, dialog] {
        m_dialogs.openFile(dialog, tr("Open a credentials file"),
                           [this, dialog = QPointer(dialog)](const QString &file) {
                               if (dialog)
                                   readFile(dialog, file);
                           });
    });
    connect(dialog, &ConnectDialog::passwordRequested, this,
            [this, dialog](const QString &server, const QString &space) {
                dialog->reject();
                logInByPassword(server, space);
            });
    dialog->open();
}

void Beginning::logInByPassword(const QString &server, const QString &space)
{
    auto *dialog = new LogInDialog(server, space, m_page.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LogInDialog::logInRequested, this,
            [this, dialog](const std::shared_ptr<PasswordLogin> &login, const QString &name) {
                conclude(m_profile.logIn(std::move(*login), name), dialog);
            });
    dialog->open();
}

void Beginning::readFile(ConnectDialog *dialog, const QString &file)
{
    m_profile.readCredentials(file).done(
        dialog, [dialog, file](const Result<std::shared_ptr<Credentials>> &credentials) {
            if (credentials)
                dialog->fill(**credentials, file);
            else
                dialog->showFileError(credentials.error());
        });
}

void Beginning::connectTo(const std::shared_ptr<Credentials> &credentials, const QString &name)
{
    conclude(m_profile.connectTo(credentials->clone(), name), m_connectDialog.get());
}

template <class Dialog>
void Beginning::conclude(Pending<LiveSpace *> connecting, Dialog *dialog)
{
    dialog->setBusy(true);
    connecting.done(dialog, [this, dialog](const Result<LiveSpace *> &space) {
        dialog->setBusy(false);
        if (!space)
            return dialog->showError(space.error());
        dialog->accept();
        Q_EMIT spaceReady(*space);
    });
}

} // namespace reeeductio
