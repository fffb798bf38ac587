// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/findunusedblobs.h"

#include <algorithm>

namespace reeeductio {

namespace {

constexpr int rowsAtOnce = 200;

//! Every message the server has of it is here.
bool isAllHere(const TopicSync::Progress &progress)
{
    return progress.isComplete && progress.isCaughtUp && !progress.isWorking && !progress.failure;
}

} // namespace

FindUnusedBlobs::FindUnusedBlobs(LiveSpace &space, QObject *parent) : AsyncOperation(parent), m_space(space)
{}

void FindUnusedBlobs::run()
{
    m_space.files().own().done(this, [this](const Result<QList<StoredBlob>> &own) {
        if (!own)
            return finish(fail(own.error()));
        if (own->isEmpty())
            return finish(UnusedBlobs());
        begin(*own);
    });
}

void FindUnusedBlobs::begin(const QList<StoredBlob> &own)
{
    m_own = own;
    const bool isLoaded = m_space.outbox().isLoaded() && m_space.uploads().isLoaded();
    if (!isLoaded || !m_space.authority().isCurrent() || m_space.connection() != Stream::Status::Connected)
        return finishUncertain();
    noteWaiting();
    const auto topics = m_space.topics();
    for (const auto &info : topics)
        m_topics << info.id;
    // A topic that is not listed now may be one day.
    m_isUncertain = m_isUncertain || std::any_of(own.begin(), own.end(), [this](const StoredBlob &blob) {
                        return !m_topics.contains(blob.topic);
                    });
    readTopic();
}

void FindUnusedBlobs::noteWaiting()
{
    const auto uploads = m_space.uploads().items();
    for (const auto &upload : uploads) {
        m_isUncertain = m_isUncertain || !upload.isReadable();
        m_used << upload.file.described.blob;
    }
    const auto items = m_space.outbox().allItems();
    for (const auto &item : items) {
        m_isUncertain = m_isUncertain || !item.isReadable();
        const auto payload = readPayload(item.type, item.plaintext);
        if (const auto *const file = std::get_if<FilePayload>(&payload))
            m_used << file->blob;
    }
}

void FindUnusedBlobs::readTopic()
{
    if (m_isUncertain)
        return finishUncertain();
    if (!m_topics.isEmpty()) {
        auto *const topic = m_space.topic(m_topics.front());
        return topic ? readBelow(*topic, RowPlace::behindAll()) : finishUncertain();
    }
    UnusedBlobs unused;
    for (const auto &blob : std::as_const(m_own)) {
        if (!m_used.contains(blob.blob))
            unused.blobs << blob;
    }
    finish(unused);
}

void FindUnusedBlobs::readBelow(Topic &topic, RowPlace place)
{
    topic.filesBelow(place, rowsAtOnce)
        .done(this, [this, id = topic.id()](const Result<QList<TopicRow>> &read) {
            if (!read)
                return finish(fail(read.error()));
            auto *const found = m_space.topic(id);
            for (const auto &row : *read) {
                m_isUncertain = m_isUncertain || !row.isReadable;
                if (const auto *const file = std::get_if<FilePayload>(&row.payload))
                    m_used << file->blob;
            }
            // Having been asked for, what is missing comes by and by.
            m_isUncertain = m_isUncertain || !found || !isAllHere(found->progress());
            if (!m_isUncertain && read->size() == rowsAtOnce)
                return readBelow(*found, read->front().place());
            m_topics.removeFirst();
            readTopic();
        });
}

} // namespace reeeductio
