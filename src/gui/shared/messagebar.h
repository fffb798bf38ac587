// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/errortext.h"

#include <QFrame>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
class QToolButton;
QT_END_NAMESPACE

namespace reeeductio {

//! What a person has to know, in place: an icon, a sentence, and what can be done. Stays until it is closed
//! or settled.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    enum class Severity { Info, Warning, Error };

    explicit MessageBar(QWidget *parent = nullptr);

    void showMessage(Severity severity, const QString &text, const QString &details = {});
    //! The error in words, its details at hand.
    void showError(const Error &error, Occasion occasion = Occasion::Background);
    //! A button on this message; hidden again by the next message.
    void setAction(const QString &text);
    void dismiss();
    QString text() const;

Q_SIGNALS:
    void actionTriggered();
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateIcon();

    Severity m_severity = Severity::Info;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_details;
    QPushButton *m_action;
    QToolButton *m_close;
    QString m_detailsText;
};

} // namespace reeeductio
