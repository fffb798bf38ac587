// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/serveradminactions.h"

#include "gui/admin/serveradmindialog.h"
#include "gui/shared/errortext.h"
#include "gui/shared/messagebar.h"
#include "gui/window/confirm.h"
#include "gui/window/mainwindow.h"
#include "models/displaytext.h"
#include "models/messagetext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

ServerAdminActions::ServerAdminActions(MainWindow &window, Profile &profile, FileDialogs &dialogs,
                                       QObject *parent)
    : QObject(parent), m_window(window), m_profile(profile), m_dialogs(dialogs)
{
    connect(&m_window, &MainWindow::serverAdminRequested, this, &ServerAdminActions::open);
}

ServerAdminActions::~ServerAdminActions() = default;

void ServerAdminActions::open()
{
    if (m_dialog)
        return m_dialog->raise();
    m_dialog = new ServerAdminDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ServerAdminDialog::fileRequested, this, [this] {
        m_dialogs.openFile(m_dialog, tr("Open a credentials file"), [this](const QString &file) {
            if (m_dialog)
                readFile(file);
        });
    });
    connect(m_dialog, &ServerAdminDialog::signInRequested, this,
            [this](const QUrl &server, const std::shared_ptr<SigningKey> &key) {
                signIn(server, std::move(*key));
            });
    connect(m_dialog, &ServerAdminDialog::registerRequested, this, &ServerAdminActions::registerSpace);
    connect(m_dialog, &ServerAdminDialog::saveKeysRequested, this, &ServerAdminActions::saveKeys);
    connect(m_dialog, &ServerAdminDialog::deleteRequested, this, &ServerAdminActions::deleteFile);
    connect(m_dialog, &QObject::destroyed, this, [this] {
        m_server.reset();
        m_new.reset();
    });
    m_dialog->open();
}

void ServerAdminActions::readFile(const QString &file)
{
    m_profile.readCredentials(file).done(
        m_dialog, [this, file](const Result<std::shared_ptr<Credentials>> &credentials) {
            if (credentials)
                m_dialog->fill(**credentials, file);
            else
                m_dialog->showFileError(credentials.error());
        });
}

void ServerAdminActions::showError(const Error &error)
{
    m_dialog->setIdle();
    auto words = errorText(error, Occasion::Asked);
    if (error.kind == ErrorKind::Authentication)
        words.what = tr("This key is not a member's of the server's admin space.");
    else if (error.code == ErrorCode::NoSuchSpace)
        words.what = tr("This server has no admin space.");
    else
        return m_dialog->bar().showError(error, Occasion::Asked);
    m_dialog->bar().showMessage(MessageBar::Severity::Error, words.what, words.details);
}

void ServerAdminActions::signIn(const QUrl &server, SigningKey key)
{
    m_server = m_profile.administrationOf(server, std::move(key));
    m_dialog->setBusy(tr("Asking the server…"));
    readRegister();
}

void ServerAdminActions::readRegister()
{
    m_server->read().done(m_dialog, [this](const Result<ServerRegister> &found) {
        if (!found)
            return showError(found.error());
        m_dialog->setIdle();
        m_dialog->show(*found, m_server->server());
    });
}

//! With keys of its own, made here. What is registered and cannot be opened can still be saved.
void ServerAdminActions::registerSpace(const QString &name)
{
    auto key = SigningKey::generate();
    m_new = std::make_shared<Credentials>(
        Credentials::owner(m_server->server(), key.clone(), SymmetricKey::generate()));
    m_dialog->setBusy({});
    m_dialog->holdKeys(m_new->space); // before the server has it: nobody leaves without them unasked
    m_server->registerSpace(key).done(m_dialog, [this, name](const Result<SpaceId> &space) {
        if (!space)
            return lookWhetherRegistered(name, space.error());
        m_dialog->keepKeys(*space);
        openSpace(name);
    });
}

//! Its last step may have been refused, or an answer lost: then the keys are of a space that is there.
void ServerAdminActions::lookWhetherRegistered(const QString &name, const Error &error)
{
    m_server->read().done(m_dialog, [this, name, error](const Result<ServerRegister> &found) {
        const auto isNew = [this](const RegisteredSpace &space) { return space.id == m_new->space; };
        const bool isThere = found && std::any_of(found->spaces.begin(), found->spaces.end(), isNew);
        if (found && !isThere) {
            m_new.reset();
            m_dialog->dropKeys();
            return showError(error);
        }
        m_dialog->keepKeys(m_new->space);
        if (isThere)
            return openSpace(name);
        showError(error);
    });
}

void ServerAdminActions::openSpace(const QString &name)
{
    m_profile.connectTo(m_new->clone(), name).done(m_dialog, [this, name](const Result<LiveSpace *> &space) {
        if (!space)
            return showError(space.error());
        m_new.reset();
        m_dialog->forgetKeys();
        m_dialog->setIdle();
        m_dialog->bar().showMessage(
            MessageBar::Severity::Info,
            tr("“%1” is registered, and you are its owner. You find it among your spaces.")
                .arg(displayName(name)));
        Q_EMIT spaceReady(*space);
        readRegister();
    });
}

void ServerAdminActions::saveKeys()
{
    m_dialogs.saveFile(
        m_dialog, tr("Save credentials file"), u"reeeductio.json"_s, [this](const QString &file) {
            if (!m_dialog || !m_new)
                return;
            m_profile.saveCredentials(*m_new, file).done(m_dialog, [this, file](const Result<void> &saved) {
                if (!saved)
                    return showError(saved.error());
                m_new.reset();
                m_dialog->forgetKeys();
                m_dialog->bar().showMessage(MessageBar::Severity::Info,
                                            tr("Saved as %1, readable by you only.").arg(file));
            });
        });
}

void ServerAdminActions::deleteFile(const BlobId &file)
{
    const auto id = shortId(file.text());
    confirm(m_dialog, tr("Delete the file %1?").arg(id),
            tr("It is deleted from the server, for everybody and in every space that mentions it. Nobody can "
               "bring "
               "it back. Whoever has downloaded it keeps it."),
            tr("Delete the file"), [this, file, id] {
                if (!m_dialog)
                    return;
                m_dialog->setBusy({});
                m_server->deleteBlob(file).done(m_dialog, [this, id](const Result<void> &deleted) {
                    if (!deleted)
                        return showError(deleted.error());
                    m_dialog->setIdle();
                    m_dialog->forgetFileId();
                    m_dialog->bar().showMessage(MessageBar::Severity::Info,
                                                tr("The file %1 is deleted from the server.").arg(id));
                });
            });
}

} // namespace reeeductio
