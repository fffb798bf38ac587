// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QDialog>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace reeeductio {

class MessageBar;

//! Offers the key of a tool that was made: it is nowhere else, so that closing it unsaved asks first.
class ToolKeyDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ToolKeyDialog(const QString &tool, QWidget *parent = nullptr);

    void showSaved(const QString &file);
    MessageBar &bar() { return *m_bar; }

Q_SIGNALS:
    void saveRequested();

private:
    void close();

    MessageBar *m_bar;
    QLabel *m_text;
    QPushButton *m_close = nullptr;
    bool m_isSaved = false;
    bool m_isWarned = false;
};

} // namespace reeeductio
