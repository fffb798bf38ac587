// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/messagebar.h"

#include <QList>
#include <QWidget>

#include <functional>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace reeeductio {

//! What a person has to know about the whole program: a bar each, the newest last, each there until it is
//! dismissed. What stands there already is not said twice.
class NoticeArea : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeArea(QWidget *parent = nullptr);

    void show(MessageBar::Severity severity, const QString &text, const QString &details = {});
    //! With something that can be done about it; the bar goes when it is.
    void showWithAction(MessageBar::Severity severity, const QString &text, const QString &action,
                        std::function<void()> act);
    void showError(const Error &error);

    QStringList texts() const;

private:
    MessageBar *add(MessageBar::Severity severity, const QString &text, const QString &details);
    void remove(MessageBar *bar);

    QVBoxLayout *m_layout;
    QList<MessageBar *> m_bars;
};

} // namespace reeeductio
