// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/error.h"
#include "client/createinvitation.h"

#include <QDialog>

#include <memory>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class InviteDialog;
}

namespace reeeductio {

//! Asks what an invitation is for, then shows its link and words, which are nowhere else: leaving before the
//! link was copied asks once.
class InviteDialog : public QDialog
{
    Q_OBJECT

public:
    explicit InviteDialog(const QStringList &roles, QWidget *parent = nullptr);
    ~InviteDialog() override;

    //! `link` and `words` are wiped by whoever gave them; here they stay as long as they are shown.
    void showInvitation(const CreatedInvitation &invitation);
    void showError(const Error &error);
    //! Asks once, while the invitation is being made or before its link was copied.
    void reject() override;

Q_SIGNALS:
    //! The dialog stays until the invitation is shown or refused.
    void invitationRequested(const reeeductio::InvitationRequest &request);

private:
    void updateForm();
    void ask();
    void copyLink();
    void showCode(bool isWanted);

    std::unique_ptr<Ui::InviteDialog> m_ui;
    QPushButton *m_ok;
    bool m_isMaking = false;
    bool m_isMade = false;
    bool m_isCopied = false;
    bool m_isWarned = false;
};

} // namespace reeeductio
