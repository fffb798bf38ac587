// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/messagebar.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace reeeductio {

//! Offers the key of a tool that was made: it is nowhere else, so that leaving before it was saved or copied
//! asks first.
class ToolKeyDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ToolKeyDialog(const QString &tool, QWidget *parent = nullptr);

    void showSaved(const QString &file);
    void showCopied();
    void showError(const Error &error);
    //! The first time without the key it only warns.
    void reject() override;

Q_SIGNALS:
    void saveRequested();
    void copyRequested();

private:
    void say(MessageBar::Severity severity, const QString &text);

    MessageBar *m_bar;
    QLabel *m_text;
    QPushButton *m_close = nullptr;
    bool m_isGiven = false;
    bool m_isWarned = false;
};

} // namespace reeeductio
