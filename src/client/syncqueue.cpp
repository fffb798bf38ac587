// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/syncqueue.h"

namespace reeeductio {

SyncQueue::SyncQueue(int atOnce, QObject *parent) : QObject(parent), m_atOnce(atOnce)
{}

SyncQueue::~SyncQueue() = default;

void SyncQueue::add(TopicSync &sync)
{
    watch(sync);
    if (sync.progress().isWorking)
        return sync.catchUp(); // once more after what it does
    if (!isWaiting(sync))
        m_waiting << &sync;
    startNext();
}

void SyncQueue::hurry(TopicSync &sync)
{
    if (m_waiting.removeOne(&sync))
        start(sync);
}

void SyncQueue::watch(TopicSync &sync)
{
    if (m_watched.contains(&sync))
        return;
    m_watched.insert(&sync);
    connect(&sync, &QObject::destroyed, this, [this, gone = &sync] {
        m_watched.remove(gone);
        m_waiting.removeOne(gone);
        m_active.remove(gone);
        startNext();
    });
    // Through the event loop: one that ends and at once begins again has not ended.
    connect(&sync, &TopicSync::progressChanged, this, &SyncQueue::startNext, Qt::QueuedConnection);
}

void SyncQueue::start(TopicSync &sync)
{
    m_active.insert(&sync);
    sync.catchUp();
}

void SyncQueue::startNext()
{
    m_active.removeIf([](TopicSync *sync) { return !sync->progress().isWorking; });
    while (m_active.size() < m_atOnce && !m_waiting.isEmpty())
        start(*m_waiting.takeFirst());
}

} // namespace reeeductio
