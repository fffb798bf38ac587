// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/desktop/desktop.h"
#include "support/fakekeychain.h"

#include <QAbstractButton>
#include <QDialog>
#include <QListView>
#include <QTemporaryDir>
#include <QTest>

namespace reeeductio::test {

//! Answers file dialogs with what the test put in.
class FakeFileDialogs final : public FileDialogs
{
public:
    QString toSave;
    QString toOpen;
    QStringList filesToOpen;

    void saveFile(QWidget *, const QString &, const QString &,
                  std::function<void(const QString &)> chosen) override
    {
        chosen(toSave);
    }
    void openFile(QWidget *, const QString &, std::function<void(const QString &)> chosen) override
    {
        chosen(toOpen);
    }
    void openFiles(QWidget *, const QString &, std::function<void(const QStringList &)> chosen) override
    {
        chosen(filesToOpen);
    }
};

//! The desktop program on a profile of its own, used as a person would: widgets found by objectName, keys and
//! clicks. Can be closed and started again on the same files.
class WindowFixture
{
public:
    WindowFixture();
    ~WindowFixture();

    QString folder() const { return m_directory.path(); }
    FakeFileDialogs dialogs;
    FakeKeychain keychain; //!< none, unless the test says so

    //! Starts the program; again after close().
    void start();
    void close();
    Desktop &desktop() { return *m_desktop; }
    MainWindow &window() { return m_desktop->window(); }

    //! The visible widget of that name in the window or its dialogs; null while there is none.
    template <class T>
    T *find(const char *name)
    {
        const auto found = window().findChildren<T *>(QString::fromLatin1(name));
        for (auto *widget : found) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    //! Starts the program and connects it to a space, from a credentials file; or only does the second, or
    //! leaves only the last button to be pressed.
    void connectWith(const Credentials &credentials);
    void beginToConnectWith(const Credentials &credentials);
    void prepareToConnectWith(const Credentials &credentials);
    void click(const char *name);
    void type(const char *field, const QString &text);
    void trigger(const char *action);
    //! Writes in the composer and presses Enter.
    void say(const QString &text);

    //! What the rows of the timeline say to a screen reader.
    QStringList rows();
    //! How many rows are stored and verified.
    int verifiedRows();
    QStringList topics();
    QString label(const char *name);

    //! Keeps a picture of the window, or of a dialog on it, in the build folder.
    void picture(const QString &name, QWidget *of = nullptr);

private:
    QTemporaryDir m_directory;
    std::unique_ptr<Desktop> m_desktop;
};

} // namespace reeeductio::test

//! Waits for the widget, then clicks it.
#define CLICK(fixture, name)                                                                                 \
    do {                                                                                                     \
        QTRY_VERIFY((fixture).find<QAbstractButton>(name) &&                                                 \
                    (fixture).find<QAbstractButton>(name)->isEnabled());                                     \
        (fixture).click(name);                                                                               \
    } while (false)
