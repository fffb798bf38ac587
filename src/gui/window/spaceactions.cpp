// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/spaceactions.h"

#include "gui/admin/passworddialog.h"
#include "gui/shared/noticearea.h"
#include "gui/sidebar/newtopicdialog.h"
#include "gui/sidebar/topicbyiddialog.h"
#include "gui/window/mainwindow.h"
#include "protocol/names.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

SpaceActions::SpaceActions(MainWindow &window, Profile &profile, FileDialogs &dialogs, QObject *parent)
    : QObject(parent), m_window(window), m_profile(profile), m_dialogs(dialogs)
{
    connect(&m_window, &MainWindow::newTopicRequested, this, &SpaceActions::newTopic);
    connect(&m_window, &MainWindow::topicByIdRequested, this, &SpaceActions::topicById);
    connect(&m_window, &MainWindow::saveCredentialsRequested, this, &SpaceActions::saveCredentials);
    connect(&m_window, &MainWindow::passwordRequested, this, &SpaceActions::setPassword);
}

SpaceActions::~SpaceActions() = default;

void SpaceActions::newTopic()
{
    if (!m_space)
        return;
    QStringList taken;
    const auto topics = m_space->topics();
    for (const auto &topic : topics)
        taken << topic.id;
    auto *dialog = new NewTopicDialog(taken, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        dialog, &NewTopicDialog::topicRequested, this,
        [this, dialog, space = m_space](const QString &id, const QString &name, const QString &description) {
            if (!space)
                return dialog->reject();
            dialog->setBusy(true);
            space->createTopic(id, name, description)
                .done(dialog, [this, dialog, id, space](const Result<void> &made) {
                    if (!made)
                        return dialog->showError(made.error());
                    dialog->accept();
                    Q_EMIT topicReady(space, id);
                });
        });
    connect(dialog, &NewTopicDialog::whyRequested, this, [this, dialog, space = m_space](const QString &id) {
        if (space)
            Q_EMIT whyRequested({space->space().member(), Operation::Create, u"state/topics/"_s + id},
                                dialog);
    });
    dialog->open();
}

void SpaceActions::topicById()
{
    if (!m_space)
        return;
    auto *dialog = new TopicByIdDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TopicByIdDialog::topicChosen, this, [this, space = m_space](const QString &topic) {
        if (!space)
            return;
        space->addTopicByHand(topic);
        Q_EMIT topicReady(space, topic);
    });
    dialog->open();
}

void SpaceActions::saveCredentials()
{
    if (!m_space)
        return;
    const auto name = topicIdFromName(m_profile.nameOf(m_space)); // safe in a file name, too
    const auto suggestion = name.isEmpty() ? u"reeeductio.json"_s : u"reeeductio-%1.json"_s.arg(name);
    m_dialogs.saveFile(
        &m_window, tr("Save credentials file"), suggestion, [this, space = m_space](const QString &file) {
            if (!space)
                return;
            m_profile.saveCredentials(space, file).done(this, [this, file](const Result<void> &saved) {
                if (!saved)
                    return m_window.notices().showError(saved.error());
                m_window.notices().show(
                    MessageBar::Severity::Info,
                    tr("Saved as %1. Whoever has this file is you in this space: keep it to yourself.")
                        .arg(file));
            });
        });
}

void SpaceActions::setPassword()
{
    if (!m_space)
        return;
    if (m_profile.isLocal(m_space))
        return m_window.notices().show(MessageBar::Severity::Info,
                                       tr("This space is on this computer only: no other could log in to it. "
                                          "A password is for spaces on a "
                                          "server."));
    auto *dialog = new PasswordDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PasswordDialog::passwordChosen, this,
            [this, dialog, space = m_space](const QString &username,
                                            const std::shared_ptr<SecretBytes> &password) {
                if (!space)
                    return dialog->reject();
                keepPassword(dialog, *space, username, *password);
            });
    connect(dialog, &PasswordDialog::enableRequested, this, [dialog, space = m_space] {
        if (!space)
            return dialog->reject();
        dialog->setBusy(true);
        space->space().passwords().enable().done(dialog, [dialog](const Result<Passwords::Enabled> &enabled) {
            dialog->setBusy(false);
            if (!enabled)
                return dialog->showError(enabled.error());
            dialog->submit();
        });
    });
    dialog->open();
}

void SpaceActions::keepPassword(PasswordDialog *dialog, LiveSpace &space, const QString &username,
                                const SecretBytes &password)
{
    dialog->setBusy(true);
    m_profile.setPassword(&space, username, password)
        .done(dialog,
              [this, dialog, username, where = QPointer<LiveSpace>(&space)](const Result<void> &kept) {
                  dialog->setBusy(false);
                  if (!kept && kept.error().code == ErrorCode::NotEnabled)
                      return dialog->showNotEnabled(where && where->space().credentials().isOwner());
                  if (!kept)
                      return dialog->showError(kept.error());
                  dialog->accept();
                  //: A user name, an address, an id
                  const auto text =
                      tr("The password is set. On another computer, log in as %1 at %2 to the space %3.");
                  if (where)
                      m_window.notices().show(
                          MessageBar::Severity::Info,
                          text.arg(username, where->server().toString(), where->space().id().toString()));
              });
}

} // namespace reeeductio
