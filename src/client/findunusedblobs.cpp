// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/findunusedblobs.h"

#include <QPointer>

namespace reeeductio {

namespace {

constexpr int rowsAtOnce = 200;

} // namespace

FindUnusedBlobs::FindUnusedBlobs(LiveSpace &space, QObject *parent) : AsyncOperation(parent), m_space(space)
{}

void FindUnusedBlobs::run()
{
    m_space.files().own().done(this, [this](const Result<QList<StoredBlob>> &own) {
        if (!own)
            return finish(fail(own.error()));
        m_own = *own;
        if (m_own.isEmpty())
            return finish(UnusedBlobs());
        const auto topics = m_space.topics();
        for (const auto &info : topics)
            m_topics << info.id;
        noteWaiting();
        readTopic();
    });
}

void FindUnusedBlobs::noteWaiting()
{
    const auto uploads = m_space.uploads().items();
    for (const auto &upload : uploads)
        m_used << upload.file.described.blob;
    for (const auto &topic : std::as_const(m_topics)) {
        const auto items = m_space.outbox().items(topic);
        for (const auto &item : items) {
            const auto payload = readPayload(item.type, item.plaintext);
            if (const auto *const file = std::get_if<FilePayload>(&payload))
                m_used << file->blob;
        }
    }
}

void FindUnusedBlobs::readTopic()
{
    if (!m_topics.isEmpty())
        return readBelow(RowPlace::behindAll());
    UnusedBlobs unused{{}, m_unread};
    for (const auto &blob : std::as_const(m_own)) {
        if (m_unread.isEmpty() && !m_used.contains(blob.blob))
            unused.blobs << blob;
    }
    finish(unused);
}

void FindUnusedBlobs::readBelow(RowPlace place)
{
    auto *const topic = m_space.topic(m_topics.front());
    auto rows = topic ? topic->filesBelow(place, rowsAtOnce) : Pending<QList<TopicRow>>::resolved({});
    rows.done(this, [this, topic = QPointer<Topic>(topic)](const Result<QList<TopicRow>> &read) {
        if (!read)
            return finish(fail(read.error()));
        for (const auto &row : *read) {
            if (const auto *const file = std::get_if<FilePayload>(&row.payload))
                m_used << file->blob;
        }
        if (read->size() == rowsAtOnce)
            return readBelow(read->front().place());
        // Having been asked for, the rest comes by and by.
        if (topic && !topic->progress().isComplete)
            m_unread << topic->id();
        m_topics.removeFirst();
        readTopic();
    });
}

} // namespace reeeductio
