// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/files/senddialog.h"

#include "gui/files/filepainting.h"
#include "gui/files/sendfiledelegate.h"
#include "gui/shared/dialogbuttons.h"
#include "models/displaytext.h"
#include "ui_senddialog.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

SendDialog::SendDialog(const QString &target, WorkerPool &files, qint64 largest, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::SendDialog>()), m_files(files, largest)
{
    m_ui->setupUi(this);
    m_ui->sendTarget->setText(target);
    auto heading = m_ui->sendTarget->font();
    heading.setBold(true);
    m_ui->sendTarget->setFont(heading);
    prepareButtons(*m_ui->buttons, tr("Send"), u"sendFilesButton"_s);
    m_ui->filesToSend->setModel(&m_files);
    m_ui->filesToSend->setItemDelegate(new SendFileDelegate(this));
    m_ui->filesToSend->installEventFilter(this);
    connect(&m_files, &FilesToSendModel::changed, this, &SendDialog::check);
    connect(m_ui->stripMetadata, &QCheckBox::toggled, &m_files, &FilesToSendModel::setStripping);
    connect(m_ui->removeFile, &QPushButton::clicked, this, &SendDialog::removeCurrent);
    connect(m_ui->renameFile, &QPushButton::clicked, this,
            [this] { m_ui->filesToSend->edit(m_ui->filesToSend->currentIndex()); });
    connect(m_ui->filesToSend->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &SendDialog::check);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, [this] {
        setBusy(true);
        Q_EMIT sendRequested(m_files.files(), m_ui->caption->text().trimmed());
    });
    check();
}

SendDialog::~SendDialog() = default;

void SendDialog::add(const QStringList &paths)
{
    m_files.add(paths);
    prepareToAsk();
}

void SendDialog::add(const PastedImage &image, const QString &name)
{
    m_files.add(image, name);
    prepareToAsk();
}

void SendDialog::prepareToAsk()
{
    if (!m_ui->filesToSend->currentIndex().isValid())
        m_ui->filesToSend->setCurrentIndex(m_files.index(0));
    m_ui->caption->setFocus();
}

void SendDialog::removeCurrent()
{
    m_files.remove(m_ui->filesToSend->currentIndex().row());
    if (m_files.rowCount() == 0)
        reject();
}

void SendDialog::check()
{
    const auto count = m_files.rowCount();
    auto *const send = m_ui->buttons->button(QDialogButtonBox::Ok);
    send->setText(count > 1 ? tr("Send %n file(s)", nullptr, count) : tr("Send"));
    send->setEnabled(m_files.isReady() && !m_isBusy);
    const bool hasCurrent = m_ui->filesToSend->currentIndex().isValid() && !m_isBusy;
    m_ui->renameFile->setEnabled(hasCurrent);
    m_ui->removeFile->setEnabled(hasCurrent);
    m_ui->stripMetadata->setVisible(m_files.hasStrippable());
    const auto size = sizeText(m_files.totalSize());
    m_ui->sendTotal->setText(count > 1 ? tr("%1 together").arg(size) : size);
}

void SendDialog::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_ui->caption->setEnabled(!isBusy);
    m_ui->stripMetadata->setEnabled(!isBusy);
    m_ui->filesToSend->setEnabled(!isBusy);
    check();
}

void SendDialog::noteFirstTaken()
{
    m_files.remove(0);
}

void SendDialog::noteCaptionTaken()
{
    m_ui->caption->clear();
}

void SendDialog::showError(const Error &error)
{
    setBusy(false);
    m_ui->bar->showError(error);
}

bool SendDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Delete)
        return QDialog::eventFilter(watched, event);
    removeCurrent();
    return true;
}

} // namespace reeeductio
