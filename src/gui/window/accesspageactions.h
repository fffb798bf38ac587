// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/access/accesspage.h"

namespace reeeductio {

class FileDialogs;
class MainWindow;
class Profile;

//! Gives the window the page of who may do what, and saves what it shows. Everything it is given outlives it.
class AccessPageActions : public QObject
{
    Q_OBJECT

public:
    AccessPageActions(MainWindow &window, Profile &profile, FileDialogs &dialogs, QObject *parent = nullptr);

Q_SIGNALS:
    void whyRequested(const reeeductio::Question &question);

private:
    AccessPage *makePage();
    void chooseFile(AccessPage::Export what);
    void save(LiveSpace &space, AccessPage::Export what, const QString &file);
    void write(const QString &file, std::function<QByteArray()> contents);

    MainWindow &m_window;
    Profile &m_profile;
    FileDialogs &m_dialogs;
    AccessPage *m_page = nullptr; //!< once it has been shown
};

} // namespace reeeductio
