// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/desktop/profileserver.h"
#include "app/desktop/settings.h"
#include "base/workerpool.h"
#include "client/profile.h"
#include "gui/shared/filedialogs.h"
#include "gui/shared/theme.h"
#include "gui/window/mainwindow.h"
#include "gui/window/windowcontroller.h"
#include "net/httpclient.h"

#include <memory>

namespace reeeductio {

//! The desktop program put together: everything with a lifetime of its own is a member here, in the order it
//! is needed, and handed down by constructor. One a process and profile; lives in the GUI thread.
class Desktop : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        ProfilePlaces places;
        //! Where tests put their own; null for the desktop's. They outlive this.
        Keychain *keychain = nullptr;
        FileDialogs *dialogs = nullptr;
    };

    explicit Desktop(const Options &options, QObject *parent = nullptr);
    ~Desktop() override;

    //! Shows the window, then opens the profile.
    void start();
    MainWindow &window() { return m_window; }
    Profile &profile() { return m_profile; }

    //! What the program was started with, now or by a second start: links, and files to be
    //! sent. Brings the window to the front.
    void take(const QStringList &arguments);

private:
    void restore();
    void keep();

    SerialThread m_storeThread;
    SerialThread m_authorityThread;
    WorkerPool m_pool;
    WorkerPool m_filePool{2}; //!< may wait for a disk
    SystemClock m_clock;
    SystemKeychain m_systemKeychain;
    NativeFileDialogs m_nativeDialogs;
    HttpClient m_http;
    WebSocketFactory m_sockets;
    Settings m_settings;
    ProfileServer m_server;
    Profile m_profile;
    Theme m_theme;
    MainWindow m_window;
    WindowController m_controller;
};

} // namespace reeeductio
