// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QStringList>

#include <functional>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace reeeductio {

//! File dialogs behind a seam, so that tests never stand before one.
class FileDialogs
{
public:
    virtual ~FileDialogs() = default;
    //! `chosen(file)` is called when a person chose one, and not at all otherwise.
    virtual void saveFile(QWidget *parent, const QString &title, const QString &suggestion,
                          std::function<void(const QString &)> chosen) = 0;
    virtual void openFile(QWidget *parent, const QString &title,
                          std::function<void(const QString &)> chosen) = 0;
    //! One or more.
    virtual void openFiles(QWidget *parent, const QString &title,
                           std::function<void(const QStringList &)> chosen) = 0;
};

//! The desktop's own, opened without a nested event loop.
class NativeFileDialogs final : public FileDialogs
{
public:
    void saveFile(QWidget *parent, const QString &title, const QString &suggestion,
                  std::function<void(const QString &)> chosen) override;
    void openFile(QWidget *parent, const QString &title,
                  std::function<void(const QString &)> chosen) override;
    void openFiles(QWidget *parent, const QString &title,
                   std::function<void(const QStringList &)> chosen) override;
};

} // namespace reeeductio
