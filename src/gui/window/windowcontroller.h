// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/profile.h"
#include "gui/shared/filedialogs.h"
#include "models/spacelistmodel.h"
#include "protocol/link.h"

#include <QObject>
#include <QPointer>

namespace reeeductio {

class ConnectDialog;
class MainWindow;

//! Decides what the window shows and what becomes of what a person asks for. Everything it is given outlives
//! it.
class WindowController : public QObject
{
    Q_OBJECT

public:
    WindowController(MainWindow &window, Profile &profile, FileDialogs &dialogs, QObject *parent = nullptr);
    ~WindowController() override;

    //! Opens the profile and shows it: its spaces, or how to begin.
    void start();

    //! Which space and topic to begin with, as place() gave it in an earlier run.
    void setPlace(const QString &place) { m_place = place; }
    QString place() const;

    //! A `reeeductio:` link that was clicked or given at the start: shown, and followed once the person says
    //! so.
    void offerLink(const QString &text);

private:
    void showSpace(int row);
    void showTopic(const QString &topic);
    void chooseFirstTopic();
    void showConnection();
    void showNotices();
    void reportOpening(const Error &error);

    void tryItHere();
    void connectWithKeys();
    void connectTo(const std::shared_ptr<Credentials> &credentials, const QString &name);
    void newTopic();
    void topicById();
    void saveCredentials();
    void follow(const OpenLink &link);
    void showSpaceOf(LiveSpace *space);

    MainWindow &m_window;
    Profile &m_profile;
    FileDialogs &m_dialogs;
    SpaceListModel m_spaces;
    QPointer<LiveSpace> m_space;
    std::unique_ptr<QObject> m_shown; //!< context of everything that concerns the space shown
    QString m_place;
    QHash<LiveSpace *, QString> m_topicOf; //!< what was looked at last in each space
    QPointer<ConnectDialog> m_connectDialog;
    std::optional<OpenLink> m_offered;
    bool m_isOpen = false;
};

} // namespace reeeductio
