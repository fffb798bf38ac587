// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QFrame>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QLabel;
class QToolButton;
QT_END_NAMESPACE

namespace reeeductio {

//! The top of a page of a space: the way back to the messages, what is shown, and a few words about it.
class PageHeader : public QFrame
{
    Q_OBJECT

public:
    explicit PageHeader(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setAbout(const QString &about);
    //! At the right end, after those before it.
    void addControl(QWidget *control);

Q_SIGNALS:
    void backRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateIcon();

    QHBoxLayout *m_layout;
    QToolButton *m_back;
    QLabel *m_title;
    QLabel *m_about;
};

} // namespace reeeductio
