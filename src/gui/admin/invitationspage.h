// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"
#include "gui/shared/messagebar.h"
#include "gui/shared/spaceview.h"
#include "models/invitationlistmodel.h"

#include <QPointer>

#include <memory>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class InvitationsPage;
}

namespace reeeductio {

//! Who was invited to a space, what became of it, and taking invitations back. Follows the state.
class InvitationsPage : public SpaceView
{
    Q_OBJECT

public:
    explicit InvitationsPage(QWidget *parent = nullptr);
    ~InvitationsPage() override;

    void setSpace(LiveSpace *space) override;
    LiveSpace *space() const { return m_space; }
    MessageBar &bar();
    //! Reads them anew.
    void refresh();

Q_SIGNALS:
    void inviteRequested();
    void revokeRequested(const reeeductio::Invitation &invitation);
    void completeRequested();

private:
    void take(const QList<Invitation> &invitations);
    void showCurrent();
    QString nameOf(const MemberId &member) const;
    const Invitation *current() const;

    std::unique_ptr<Ui::InvitationsPage> m_ui;
    InvitationListModel m_invitations;
    QPushButton *m_invite;
    QPointer<LiveSpace> m_space;
    std::unique_ptr<QObject> m_shown; //!< context of what concerns the space shown
    bool m_isAsking = false;
    bool m_hasNews = false;
};

} // namespace reeeductio
