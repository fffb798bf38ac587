// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"

#include <QObject>

namespace reeeductio {

class AuditPage;
class FileDialogs;
class MainWindow;
class Profile;

//! Gives the window the page of the audit, and saves what it found. Everything it is given outlives it.
class AuditPageActions : public QObject
{
    Q_OBJECT

public:
    AuditPageActions(MainWindow &window, Profile &profile, FileDialogs &dialogs, QObject *parent = nullptr);

private:
    AuditPage *makePage();
    void save(LiveSpace &space, const QString &file);

    MainWindow &m_window;
    Profile &m_profile;
    FileDialogs &m_dialogs;
    AuditPage *m_page = nullptr; //!< once it has been shown
};

} // namespace reeeductio
