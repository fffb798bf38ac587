// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/serveradmindialog.h"

#include "client/credentialsfile.h"
#include "gui/shared/dialogbuttons.h"
#include "gui/shared/errortext.h"
#include "gui/shared/fittedcolumns.h"
#include "gui/shared/messagebar.h"
#include "gui/shared/role.h"
#include "gui/shared/rowdelegate.h"
#include "models/messagetext.h"
#include "ui_serveradmindialog.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace reeeductio {

ServerAdminDialog::ServerAdminDialog(QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::ServerAdminDialog>())
{
    m_ui->setupUi(this);
    prepareButtons(*m_ui->serverAdminButtons);
    makePrimary(m_ui->adminSignIn);
    m_ui->saveNewKeys->hide();
    m_ui->registeredSpaces->setModel(&m_spaces);
    m_ui->registeredSpaces->setItemDelegate(new RowDelegate(this));
    auto *const header = m_ui->registeredSpaces->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(RegisteredSpaceModel::Space, QHeaderView::Stretch);
    new FittedColumns(*m_ui->registeredSpaces, {RegisteredSpaceModel::CreatedBy, RegisteredSpaceModel::Time,
                                                RegisteredSpaceModel::Proof});
    for (auto *const field : {m_ui->adminServer, m_ui->adminKey, m_ui->newSpaceName, m_ui->fileId})
        connect(field, &QLineEdit::textChanged, this, &ServerAdminDialog::check);
    connect(m_ui->adminKeyFile, &QPushButton::clicked, this, &ServerAdminDialog::fileRequested);
    connect(m_ui->adminSignIn, &QPushButton::clicked, this, &ServerAdminDialog::signIn);
    connect(m_ui->registerSpace, &QPushButton::clicked, this,
            [this] { Q_EMIT registerRequested(m_ui->newSpaceName->text().trimmed()); });
    connect(m_ui->saveNewKeys, &QPushButton::clicked, this, &ServerAdminDialog::saveKeysRequested);
    connect(m_ui->deleteFile, &QPushButton::clicked, this, [this] {
        if (const auto file = BlobId::parse(m_ui->fileId->text().trimmed()))
            Q_EMIT deleteRequested(*file);
    });
    connect(m_ui->serverAdminButtons, &QDialogButtonBox::rejected, this, &ServerAdminDialog::reject);
    setIdle();
    m_ui->adminServer->setFocus();
}

ServerAdminDialog::~ServerAdminDialog() = default;

Result<Credentials> ServerAdminDialog::read() const
{
    return readCredentialFields(
        {.server = m_ui->adminServer->text(), .privateKey = m_ui->adminKey->text(), .needsRoot = false},
        m_fromFile ? &*m_fromFile : nullptr);
}

void ServerAdminDialog::check()
{
    m_ui->adminSignIn->setEnabled(read().has_value());
    m_ui->registerSpace->setEnabled(!m_ui->newSpaceName->text().trimmed().isEmpty() && !m_unsaved);
    m_ui->deleteFile->setEnabled(BlobId::parse(m_ui->fileId->text().trimmed()).has_value());
}

void ServerAdminDialog::fill(const Credentials &credentials, const QString &file)
{
    m_fromFile = credentials.clone();
    m_ui->serverAdminBar->dismiss();
    m_ui->adminServer->setText(credentials.server.toString());
    m_ui->adminKey->setText({}); // and not clear(), which can be undone
    //: In a key's field: its value is that of a file
    m_ui->adminKey->setPlaceholderText(tr("From %1").arg(QFileInfo(file).fileName()));
    check();
}

void ServerAdminDialog::showFileError(const Error &error)
{
    const auto words = error.kind == ErrorKind::Storage
                           ? tr("The file cannot be read.")
                           : tr("This file holds no credentials, or they are damaged.");
    m_ui->serverAdminBar->showMessage(MessageBar::Severity::Error, words,
                                      errorText(error, Occasion::Asked).details);
}

void ServerAdminDialog::signIn()
{
    auto credentials = read();
    if (!credentials)
        return;
    Q_EMIT signInRequested(credentials->server, std::make_shared<SigningKey>(std::move(credentials->key)));
}

void ServerAdminDialog::setBusy(const QString &what)
{
    m_ui->serverAdminBar->dismiss();
    m_ui->signInHint->setText(what);
    m_ui->serverAdminStack->setEnabled(false);
}

void ServerAdminDialog::setIdle()
{
    m_ui->signInHint->clear();
    m_ui->serverAdminStack->setEnabled(true);
    check();
}

void ServerAdminDialog::show(const ServerRegister &found, const QUrl &server)
{
    m_fromFile.reset();
    m_ui->adminKey->setText({});
    m_spaces.show(found);
    //: a server's address, and an id
    m_ui->adminWhere->setText(tr("%1 · admin space %2").arg(server.toString(), found.adminSpace.toString()));
    m_ui->spacesTitle->setText(tr("%n registered space(s)", nullptr, m_spaces.rowCount()));
    QStringList admins;
    for (const auto &admin : found.admins)
        //: somebody, what they may do, and an id
        admins << tr("%1 %2 (%3)")
                      .arg(serverAdminName(admin), serverAdminRights(admin), shortId(admin.id.text()));
    m_ui->adminList->setText(admins.join(u'\n'));
    if (m_ui->serverAdminStack->currentWidget() != m_ui->registerPage) {
        m_ui->serverAdminStack->setCurrentWidget(m_ui->registerPage);
        m_ui->newSpaceName->setFocus();
    }
}

void ServerAdminDialog::holdKeys(const SpaceId &space)
{
    m_unsaved = space;
    m_isWarned = false;
}

void ServerAdminDialog::keepKeys(const SpaceId &space)
{
    holdKeys(space);
    m_ui->saveNewKeys->show();
    check();
}

void ServerAdminDialog::dropKeys()
{
    m_unsaved.reset();
    m_ui->saveNewKeys->hide();
    check();
}

void ServerAdminDialog::forgetKeys()
{
    m_ui->newSpaceName->clear();
    dropKeys();
}

void ServerAdminDialog::forgetFileId()
{
    m_ui->fileId->clear();
}

MessageBar &ServerAdminDialog::bar()
{
    return *m_ui->serverAdminBar;
}

void ServerAdminDialog::reject()
{
    if (m_unsaved && !m_isWarned) {
        m_isWarned = true;
        return m_ui->serverAdminBar->showMessage(
            MessageBar::Severity::Warning,
            m_ui->saveNewKeys->isHidden()
                ? tr("The space is being registered, and its keys are only here. Leave now, and nobody can "
                     "ever "
                     "use it.")
                : tr("The keys of the new space are only here. Save them, or nobody can ever use it."));
    }
    QDialog::reject();
}

} // namespace reeeductio
