// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/window/accesspageactions.h"
#include "gui/window/adminactions.h"
#include "gui/window/auditpageactions.h"
#include "gui/window/beginning.h"
#include "gui/window/dataactions.h"
#include "gui/window/explainactions.h"
#include "gui/window/fileactions.h"
#include "gui/window/filepageactions.h"
#include "gui/window/inviteactions.h"
#include "gui/window/joining.h"
#include "gui/window/serveradminactions.h"
#include "gui/window/spaceactions.h"
#include "gui/window/stateactions.h"
#include "models/spacelistmodel.h"
#include "protocol/link.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace reeeductio {

class MainWindow;

//! Decides what the window shows: which space, which topic, and what there is to know about them. Everything
//! it is given outlives it.
class WindowController : public QObject
{
    Q_OBJECT

public:
    WindowController(MainWindow &window, Profile &profile, FileDialogs &dialogs, QObject *parent = nullptr);
    ~WindowController() override;

    //! Opens the profile and shows it: its spaces, or how to begin. Again when that failed.
    void start();

    //! Which space and topic to begin with, as place() gave it in an earlier run.
    void setPlace(const QString &place);
    QString place() const;

    //! A `reeeductio:` link that was clicked or given at the start: shown, and followed once the person says
    //! so; what an invitation is to is shown first.
    void offerLink(const QString &text);
    //! Files that the program was started with: asks whether they shall be sent to the topic shown, once
    //! there is one.
    void offerFiles(const QStringList &paths) { m_files.offer(paths); }

private:
    void showProfile();
    void showNotices();
    void showSpace(int row);
    void showSpaceOf(LiveSpace *space);
    void chooseTopic();
    void showTopic(const QString &topic);
    void wish(LiveSpace *space, const QString &topic);
    void showConnection();
    void warnOfLongState();
    void welcomeTo(LiveSpace *space, bool waitsForRole);
    void follow(const OpenLink &link);

    MainWindow &m_window;
    Profile &m_profile;
    SpaceListModel m_spaces;
    Beginning m_beginning;
    Joining m_joining;
    ServerAdminActions m_serverAdmin;
    SpaceActions m_actions;
    FileActions m_files;
    FilePageActions m_filePage;
    AdminActions m_admin;
    InviteActions m_invite;
    AuditPageActions m_auditPage;
    AccessPageActions m_accessPage;
    ExplainActions m_explain;
    StateActions m_statePage;
    DataActions m_dataPage;
    QTimer m_slowOpening;
    QPointer<LiveSpace> m_space;
    std::unique_ptr<QObject> m_shown; //!< context of everything that concerns the space shown
    //! The topic to show in each space, by the space's id: what was looked at last, or what was asked for. It
    //! may come later than the others.
    QHash<QString, QString> m_wanted;
    QString m_firstSpace;   //!< the id of the one to begin with
    QSet<QString> m_warned; //!< ids of spaces whose state is too long, once told
    bool m_focusesComposer = false;
    bool m_isTroubleDismissed = false;
};

} // namespace reeeductio
