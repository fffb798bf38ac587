// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"

#include <QObject>
#include <QPointer>

namespace reeeductio {

class InvitationsPage;
class MainWindow;

//! Inviting people to the space that is shown, taking invitations back, and giving the roles that were
//! promised. Everything it is given outlives it.
class InviteActions : public QObject
{
    Q_OBJECT

public:
    explicit InviteActions(MainWindow &window, QObject *parent = nullptr);
    ~InviteActions() override;

    //! Null while none is shown. Roles that were promised there are given while it is, and that is said.
    void setSpace(LiveSpace *space);

private:
    void invite(LiveSpace &space);
    void revoke(const Invitation &invitation);
    void complete(bool isAsked);

    MainWindow &m_window;
    QPointer<InvitationsPage> m_page;
    QPointer<LiveSpace> m_space;
    std::unique_ptr<QObject> m_shown; //!< context of what concerns the space shown
    bool m_isCompleting = false;
};

} // namespace reeeductio
