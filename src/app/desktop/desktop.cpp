// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/desktop/desktop.h"

#include "app/desktop/desktopplaces.h"
#include "gui/window/helpdialogs.h"

#include <QApplication>
#include <QDir>
#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QApplication &application()
{
    return *static_cast<QApplication *>(QCoreApplication::instance());
}

QString nameOf(Theme::Appearance appearance)
{
    return QString::fromLatin1(
               QMetaEnum::fromType<Theme::Appearance>().valueToKey(static_cast<int>(appearance)))
        .toLower();
}

Theme::Appearance appearanceNamed(const QString &name)
{
    for (const auto appearance : {Theme::Appearance::Light, Theme::Appearance::Dark}) {
        if (name == nameOf(appearance))
            return appearance;
    }
    return Theme::Appearance::System;
}

} // namespace

Desktop::Desktop(const Options &options, QObject *parent)
    : QObject(parent), m_settings(settingsFile(options.places), m_storeThread),
      m_server(serverFolder(options.places), m_settings),
      m_profile(options.places,
                ClientServices{m_http, m_sockets, m_pool, m_clock, {}, &m_filePool},
                m_storeThread, m_authorityThread, options.keychain ? *options.keychain : m_systemKeychain,
                m_server),
      m_theme(application(), appearanceNamed(m_settings.value(Setting::Appearance).toString())),
      m_controller(m_window, m_profile, options.dialogs ? *options.dialogs : m_nativeDialogs)
{
    restore();
    connect(&m_window, &MainWindow::closing, this, &Desktop::keep);
    connect(&m_window, &MainWindow::quitRequested, &m_window, &QWidget::close);
    connect(&m_window, &MainWindow::aboutRequested, this, [this] { showAbout(&m_window); });
    connect(&m_window, &MainWindow::shortcutsRequested, this, [this] { showShortcuts(&m_window); });
    connect(&m_window, &MainWindow::appearanceChosen, this, [this](Theme::Appearance appearance) {
        m_theme.setAppearance(appearance);
        m_settings.set(Setting::Appearance, nameOf(appearance));
    });
}

Desktop::~Desktop()
{
    if (m_window.isVisible()) // ended by a signal, not by closing the window
        keep();
}

void Desktop::restore()
{
    m_window.setAppearance(m_theme.appearance());
    m_window.restoreLayout(
        QByteArray::fromBase64(m_settings.value(Setting::WindowLayout).toString().toLatin1()));
    m_controller.setPlace(m_settings.value(Setting::Place).toString());
}

void Desktop::keep()
{
    m_settings.set(Setting::WindowLayout, QString::fromLatin1(m_window.layoutState().toBase64()));
    m_settings.set(Setting::Place, m_controller.place());
}

void Desktop::start()
{
    // What is stored is read once the window can be seen: until then it would take turns with it.
    connect(&m_window, &MainWindow::painted, &m_controller, &WindowController::start);
    m_window.show();
}

void Desktop::take(const QStringList &arguments)
{
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.raise();
    m_window.activateWindow();
    QStringList files;
    for (const auto &argument : arguments) {
        if (QDir::isAbsolutePath(argument))
            files << argument;
        else
            m_controller.offerLink(argument);
    }
    if (!files.isEmpty())
        m_controller.offerFiles(files);
}

} // namespace reeeductio
