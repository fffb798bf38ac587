// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/invitedialog.h"

#include "gui/shared/dialogbuttons.h"
#include "gui/shared/growtofit.h"
#include "gui/shared/secretclipboard.h"
#include "models/displaytext.h"
#include "ui_invitedialog.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

InviteDialog::InviteDialog(const QStringList &roles, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::InviteDialog>())
{
    m_ui->setupUi(this);
    m_ok = prepareButtons(*m_ui->buttons, tr("Make the invitation"), u"makeInvitation"_s);
    for (const auto &role : roles)
        m_ui->inviteRole->addItem(displayName(role), role);
    m_ui->inviteEnd->setMinimumDate(QDate::currentDate());
    m_ui->inviteEnd->setDate(QDate::currentDate().addDays(7));
    m_ok->setEnabled(!roles.isEmpty());
    if (roles.isEmpty())
        m_ui->inviteBar->showMessage(MessageBar::Severity::Info,
                                     tr("There are no roles yet. Make one on the Roles page first: an "
                                        "invitation promises a role."));
    connect(m_ui->inviteTool, &QRadioButton::toggled, this, &InviteDialog::updateForm);
    connect(m_ui->inviteWords, &QCheckBox::toggled, this, &InviteDialog::updateForm);
    connect(m_ui->inviteEnds, &QCheckBox::toggled, m_ui->inviteEnd, &QWidget::setEnabled);
    connect(m_ui->copyInviteLink, &QPushButton::clicked, this, &InviteDialog::copyLink);
    connect(m_ui->showInviteCode, &QPushButton::toggled, this, &InviteDialog::showCode);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &InviteDialog::ask);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &InviteDialog::reject);
    updateForm();
}

InviteDialog::~InviteDialog() = default;

void InviteDialog::updateForm()
{
    m_ui->inviteUses->setEnabled(m_ui->inviteTool->isChecked());
    m_ui->formRisk->setVisible(!m_ui->inviteTool->isChecked());
    m_ui->wordsRisk->setVisible(!m_ui->inviteWords->isChecked());
}

void InviteDialog::ask()
{
    if (m_isMade)
        return reject();
    InvitationRequest request;
    request.form = m_ui->inviteTool->isChecked() ? JoinLink::Form::Tool : JoinLink::Form::User;
    request.role = m_ui->inviteRole->currentData().toString();
    request.uses = m_ui->inviteUses->value();
    request.note = m_ui->inviteNote->text().trimmed();
    if (m_ui->inviteEnds->isChecked())
        request.expiresAt = m_ui->inviteEnd->date().addDays(1).startOfDay().toMSecsSinceEpoch() - 1;
    request.hasWords = m_ui->inviteWords->isChecked();
    m_isMaking = true;
    m_ui->inviteBar->dismiss();
    m_ui->askStep->setEnabled(false);
    m_ok->setEnabled(false);
    Q_EMIT invitationRequested(request);
}

void InviteDialog::showInvitation(const CreatedInvitation &invitation)
{
    m_isMaking = m_isWarned = false;
    m_isMade = true;
    m_ui->inviteBar->dismiss();
    m_ui->inviteLink->setText(QString::fromUtf8(invitation.link.view()));
    m_ui->inviteLink->setCursorPosition(0);
    m_ui->inviteCode->hide();
    m_ui->showInviteCode->setEnabled(m_ui->inviteCode->show(invitation.link.view()));
    const bool hasWords = !invitation.words.isEmpty();
    m_ui->wordsTitle->setVisible(hasWords);
    m_ui->inviteSpoken->setVisible(hasWords);
    m_ui->inviteSpoken->setText(QString::fromUtf8(invitation.words.view()));
    m_ui->linkTitle->setText(hasWords ? tr("1. Send them this link")
                                      : tr("Send them this link: it is the secret"));
    m_ui->steps->setCurrentWidget(m_ui->giveStep);
    m_ok->setText(tr("Done"));
    m_ok->setEnabled(true);
    m_ui->buttons->button(QDialogButtonBox::Cancel)->hide();
    m_ui->copyInviteLink->setFocus();
}

void InviteDialog::showError(const Error &error)
{
    m_isMaking = m_isWarned = false;
    m_ui->askStep->setEnabled(true);
    m_ok->setEnabled(true);
    m_ui->inviteBar->showError(error, Occasion::Asked);
}

void InviteDialog::copyLink()
{
    m_isCopied = true;
    copySecret(m_ui->inviteLink->text());
    m_ui->inviteBar->showMessage(MessageBar::Severity::Info,
                                 tr("Copied. It leaves the clipboard in half a minute."));
}

//! Held before a camera, the link is given as well as by copying it.
void InviteDialog::showCode(bool isWanted)
{
    m_isCopied = m_isCopied || isWanted;
    m_ui->inviteCode->setVisible(isWanted);
    growToFit(*this);
}

void InviteDialog::reject()
{
    if (m_isMaking && !m_isWarned) {
        m_isWarned = true;
        return m_ui->inviteBar->showMessage(
            MessageBar::Severity::Info,
            tr("The invitation is being made, and its link comes in a moment. Cancel once more not to wait: "
               "nobody will have it."));
    }
    if (m_isMade && !m_isCopied && !m_isWarned) {
        m_isWarned = true;
        return m_ui->inviteBar->showMessage(MessageBar::Severity::Warning,
                                            tr("The link was not copied yet, and is shown nowhere again."));
    }
    m_ui->inviteLink->setText({}); // and not clear(), which can be undone
    m_ui->inviteSpoken->clear();
    m_ui->inviteCode->clear();
    m_isMade ? accept() : QDialog::reject();
}

} // namespace reeeductio
