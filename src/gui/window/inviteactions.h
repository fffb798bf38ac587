// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/profile.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace reeeductio {

class InvitationKeeper;
class InvitationsPage;
class MainWindow;

//! Inviting people to the space that is shown and taking invitations back; and in every space of the profile
//! giving the roles that were promised, which is said. Everything it is given outlives it.
class InviteActions : public QObject
{
    Q_OBJECT

public:
    InviteActions(MainWindow &window, Profile &profile, QObject *parent = nullptr);
    ~InviteActions() override;

    //! Null while none is shown.
    void setSpace(LiveSpace *space);

private:
    void invite(LiveSpace &space);
    void revoke(const Invitation &invitation);
    void keep(LiveSpace *space);
    QString nameOf(LiveSpace &space) const;
    void tell(LiveSpace &space, const CompletionReport &report, bool isAsked);

    MainWindow &m_window;
    Profile &m_profile;
    QPointer<InvitationsPage> m_page;
    QPointer<LiveSpace> m_space;
    std::unique_ptr<QObject> m_shown;                     //!< context of what concerns the space shown
    QHash<SpaceId, QPointer<InvitationKeeper>> m_keepers; //!< each its space's
};

} // namespace reeeductio
