// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/downloads.h"

#include <algorithm>

namespace reeeductio {

Downloads::Downloads(Blobs &blobs, TransferSlots &atOnce, QObject *parent)
    : QObject(parent), m_blobs(blobs), m_slots(atOnce)
{
    // Through the event loop: whoever gives one back is in the middle of something.
    connect(&m_slots, &TransferSlots::freed, this, &Downloads::startNext, Qt::QueuedConnection);
}

Downloads::~Downloads()
{
    for (const auto &entry : m_entries) {
        if (entry->running)
            m_slots.giveBack();
    }
}

qint64 Downloads::add(const QString &topic, const FilePayload &file, const QString &path,
                      PartFile::WhenTaken whenTaken)
{
    auto entry = std::make_unique<Entry>();
    entry->shown = {.id = ++m_lastId, .topic = topic, .file = file, .path = path};
    entry->whenTaken = whenTaken;
    m_entries.push_back(std::move(entry));
    Q_EMIT added(m_lastId);
    startNext();
    return m_lastId;
}

QList<Download> Downloads::items() const
{
    QList<Download> list;
    for (const auto &entry : m_entries)
        list << entry->shown;
    return list;
}

std::optional<Download> Downloads::item(qint64 id) const
{
    const auto *const entry = find(id);
    return entry ? std::optional(entry->shown) : std::nullopt;
}

void Downloads::retry(qint64 id)
{
    auto *const entry = find(id);
    if (!entry || entry->shown.state != Download::State::Failed)
        return;
    entry->shown.state = Download::State::Waiting;
    entry->shown.failure.reset();
    Q_EMIT changed(id);
    startNext();
}

void Downloads::remove(qint64 id)
{
    auto *const entry = find(id);
    if (!entry)
        return;
    const bool hadSlot = std::exchange(entry->running, nullptr) != nullptr;
    std::erase_if(m_entries, [id](const auto &other) { return other->shown.id == id; });
    if (hadSlot)
        m_slots.giveBack();
    Q_EMIT removed(id);
}

void Downloads::startNext()
{
    for (const auto &entry : m_entries) {
        if (entry->shown.state != Download::State::Waiting)
            continue;
        if (!m_slots.take())
            return;
        start(*entry);
    }
}

void Downloads::start(Entry &entry)
{
    auto progress = std::make_shared<TransferProgress>();
    auto &shown = entry.shown;
    shown.state = Download::State::Running;
    shown.progress = progress;
    entry.running = std::make_unique<QObject>();
    const auto key =
        shown.file.key ? SymmetricKey::fromBytes(*shown.file.key) : Result<SymmetricKey>(fail({}));
    auto download = key ? m_blobs.downloadTo(shown.path, entry.whenTaken, shown.file.blob, *key, progress)
                        : m_blobs.downloadPlaintextTo(shown.path, entry.whenTaken, shown.file.blob, progress);
    download.done(entry.running.get(),
                  [this, id = shown.id](const Result<QString> &path) { ended(id, path); });
    Q_EMIT changed(shown.id);
}

void Downloads::ended(qint64 id, const Result<QString> &path)
{
    auto *const entry = find(id);
    if (!entry)
        return;
    entry->running.release()->deleteLater(); // this is one of its events
    m_slots.giveBack();
    if (path) {
        entry->shown.state = Download::State::Done;
        entry->shown.path = *path;
    } else {
        entry->shown.state = Download::State::Failed;
        entry->shown.failure = path.error();
    }
    Q_EMIT changed(id);
}

Downloads::Entry *Downloads::find(qint64 id) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [id](const auto &entry) { return entry->shown.id == id; });
    return found == m_entries.end() ? nullptr : found->get();
}

} // namespace reeeductio
