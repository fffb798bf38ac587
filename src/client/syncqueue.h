// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/topicsync.h"

#include <QSet>

namespace reeeductio {

//! Lets a few topics catch up at a time; the others wait for their turn, and whoever is looked at has it at
//! once. The topics outlive it or are forgotten when they die. A part of LiveSpace.
class SyncQueue : public QObject
{
    Q_OBJECT

public:
    explicit SyncQueue(int atOnce, QObject *parent = nullptr);
    ~SyncQueue() override;

    //! It catches up when there is room.
    void add(TopicSync &sync);
    //! If it waits, it waits no longer.
    void hurry(TopicSync &sync);
    bool isWaiting(TopicSync &sync) const { return m_waiting.contains(&sync); }

private:
    void watch(TopicSync &sync);
    void start(TopicSync &sync);
    void startNext();

    qsizetype m_atOnce;
    QList<TopicSync *> m_waiting;
    QSet<TopicSync *> m_active;
    QSet<TopicSync *> m_watched;
};

} // namespace reeeductio
