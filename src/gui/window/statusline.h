// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/profile.h"

#include <QPointer>
#include <QStatusBar>

#include <memory>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace reeeductio {

//! The window's last line: whether the server can be reached, which one it is, how much of the topic has been
//! checked, what waits to be sent.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget *parent = nullptr);
    ~StatusLine() override;

    //! Null shows nothing.
    void showSpace(LiveSpace *space, bool isLocal);
    void showTopic(const QString &topic);
    //! Where the keys lie.
    void setProtection(Vault::Protection protection);

private:
    QLabel *addLabel(const QString &name, bool isAtEnd = false);
    void updateConnection();
    void updateProgress();
    void updateOutbox();

    QPointer<LiveSpace> m_space;
    QString m_topic;
    std::unique_ptr<QObject> m_shownSpace;
    std::unique_ptr<QObject> m_shownTopic;
    QLabel *m_connection;
    QLabel *m_server;
    QLabel *m_progress;
    QLabel *m_outbox;
    QLabel *m_protection;
};

} // namespace reeeductio
