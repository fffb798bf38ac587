// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/uploads.h"

#include <algorithm>

namespace reeeductio {

namespace {

//! Whether time alone may mend it.
bool isPassing(const Error &error)
{
    return error.kind == ErrorKind::Network || error.code == ErrorCode::TokenRefused;
}

} // namespace

Uploads::Uploads(SpaceContext &context, Blobs &blobs, Outbox &outbox, UserStore &store, TransferSlots &atOnce,
                 QObject *parent)
    : QObject(parent), m_context(context), m_blobs(blobs), m_outbox(outbox), m_store(store), m_slots(atOnce)
{
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &Uploads::resume);
    // Through the event loop: whoever gives one back is in the middle of something.
    connect(&m_slots, &TransferSlots::freed, this, &Uploads::startNext, Qt::QueuedConnection);
}

Uploads::~Uploads()
{
    for (const auto &entry : m_entries) {
        if (entry->running)
            m_slots.giveBack();
    }
}

Pending<void> Uploads::load()
{
    return m_store.uploads(m_context.space())
        .then(this,
              [this](QList<UploadItem> items) {
                  // Those added meanwhile have been told.
                  items.removeIf([this](const UploadItem &item) { return find(item.id) != nullptr; });
                  return m_context.pool.run([items] { return entriesOf(items); });
              })
        .then(this, [this](std::vector<std::unique_ptr<Entry>> entries) { take(std::move(entries)); });
}

std::vector<std::unique_ptr<Uploads::Entry>> Uploads::entriesOf(const QList<UploadItem> &items)
{
    std::vector<std::unique_ptr<Entry>> entries;
    for (const auto &item : items) {
        auto sealed = SealedFile::fromBytes(item.content);
        auto entry =
            std::make_unique<Entry>(item, sealed ? *std::move(sealed) : SealedFile{{}, BlobSeal::generate()});
        if (!sealed && !entry->failure)
            entry->failure = Error{ErrorKind::Storage, ErrorCode::Damaged, sealed.error().detail};
        entries.push_back(std::move(entry));
    }
    return entries;
}

void Uploads::take(std::vector<std::unique_ptr<Entry>> entries)
{
    QList<qint64> taken;
    for (auto &entry : entries) {
        taken << entry->id;
        m_entries.push_back(std::move(entry));
    }
    std::sort(m_entries.begin(), m_entries.end(), [](const auto &a, const auto &b) { return a->id < b->id; });
    m_isLoaded = true;
    for (const auto id : std::as_const(taken))
        Q_EMIT added(id);
    resume();
}

Pending<qint64> Uploads::add(const QString &topic, const FileToSend &file)
{
    auto sealed = std::make_shared<SealedFile>(SealedFile{file, BlobSeal::generate()});
    return contentOf(sealed)
        .then(this,
              [this, topic](const QByteArray &content) {
                  return m_store.addUpload({.space = m_context.space(),
                                            .topic = topic,
                                            .content = content,
                                            .createdAt = m_context.clock.nowMs()});
              })
        .then(this, [this, sealed](const UploadItem &stored) {
            if (!find(stored.id)) {
                m_entries.push_back(std::make_unique<Entry>(stored, std::move(*sealed)));
                Q_EMIT added(stored.id);
                startNext();
            }
            return stored.id;
        });
}

Pending<QByteArray> Uploads::contentOf(const std::shared_ptr<SealedFile> &sealed)
{
    if (sealed->file.bytes.isEmpty())
        return Pending<QByteArray>::resolved(sealed->toBytes());
    return m_context.pool.run([sealed] { return sealed->toBytes(); });
}

QList<Upload> Uploads::items() const
{
    QList<Upload> list;
    for (const auto &entry : m_entries)
        list << shown(*entry);
    return list;
}

std::optional<Upload> Uploads::item(qint64 id) const
{
    const auto *const entry = find(id);
    return entry ? std::optional(shown(*entry)) : std::nullopt;
}

Upload Uploads::shown(const Entry &entry)
{
    auto state = Upload::State::Waiting;
    if (entry.running)
        state = Upload::State::Running;
    else if (entry.failure && !isPassing(*entry.failure))
        state = Upload::State::Failed;
    return {entry.id, entry.topic, entry.sealed.file, state, entry.failure, entry.progress};
}

void Uploads::retry(qint64 id)
{
    auto *const entry = find(id);
    if (!entry || !entry->failure || entry->failure->code == ErrorCode::CannotDecrypt)
        return;
    entry->failure.reset();
    m_store.setUploadFailure(id, std::nullopt).done(this, [this](const Result<void> &done) {
        noteRecorded(done);
    });
    Q_EMIT changed(id);
    const auto topic = entry->topic;
    startNext();
    postNext(topic); // it may have been stored, and only its message have failed
}

void Uploads::cancel(qint64 id)
{
    auto *const entry = find(id);
    if (!entry || entry->isPosting)
        return;
    if (std::exchange(entry->running, nullptr))
        m_slots.giveBack();
    const auto topic = entry->topic;
    entry->isPosting = true; // nothing more becomes of it
    m_store.removeUpload(id).done(this, [this, id, topic](const Result<void> &done) {
        noteRecorded(done);
        if (auto *const staying = done ? nullptr : find(id)) { // the next run would take it up again
            staying->isPosting = false;
            Q_EMIT changed(id);
            return;
        }
        forget(id);
        Q_EMIT cancelled(id);
        postNext(topic);
    });
}

void Uploads::resume()
{
    m_retryTimer.stop();
    startNext();
    QStringList topics;
    for (const auto &entry : m_entries)
        topics << entry->topic;
    topics.removeDuplicates();
    for (const auto &topic : std::as_const(topics))
        postNext(topic);
}

void Uploads::startNext()
{
    if (!m_isLoaded || m_retryTimer.isActive())
        return;
    for (const auto &entry : m_entries) {
        const bool isWaiting = !entry->running && !entry->isPosting && !entry->sealed.isStored &&
                               (!entry->failure || isPassing(*entry->failure));
        if (!isWaiting)
            continue;
        if (!m_slots.take())
            return;
        start(*entry);
    }
}

void Uploads::start(Entry &entry)
{
    entry.progress = std::make_shared<TransferProgress>();
    entry.running = std::make_unique<QObject>();
    m_blobs.upload(entry.sealed.source(), entry.sealed.seal, entry.progress)
        .done(entry.running.get(),
              [this, id = entry.id](const Result<EncryptedBlob> &blob) { ended(id, blob); });
    Q_EMIT changed(entry.id);
}

void Uploads::ended(qint64 id, const Result<EncryptedBlob> &blob)
{
    auto *const entry = find(id);
    if (!entry)
        return;
    entry->running.release()->deleteLater(); // this is one of its events
    m_slots.giveBack();
    if (blob)
        noteBlob(*entry, *blob);
    else if (!blob.error().isCancelled())
        noteFailure(*entry, blob.error());
}

void Uploads::noteBlob(Entry &entry, const EncryptedBlob &blob)
{
    m_backoff.reset();
    entry.failure.reset();
    entry.sealed.isStored = true;
    entry.sealed.file.bytes.clear();
    auto &described = entry.sealed.file.described;
    described.blob = blob.id;
    described.key = blob.key.bytes().exposeUnwiped();
    described.size = blob.size - aesgcm::Overhead;
    const StoredBlob stored{m_context.space(),  blob.id,        entry.topic,
                            described.fileName, described.size, m_context.clock.nowMs()};
    m_store.setUploadStored(entry.id, entry.sealed.toBytes(), stored)
        .done(this, [this, topic = entry.topic](const Result<void> &done) {
            noteRecorded(done); // at worst it is sent once more, as the same blob
            postNext(topic);
        });
    Q_EMIT changed(entry.id);
}

//! The first of a topic, once it is stored: those behind it wait for it, those that failed are passed over.
void Uploads::postNext(const QString &topic)
{
    for (const auto &entry : m_entries) {
        if (entry->topic != topic || (entry->failure && !isPassing(*entry->failure)))
            continue;
        if (entry->sealed.isStored && !entry->isPosting)
            post(*entry);
        return;
    }
}

void Uploads::post(Entry &entry)
{
    entry.isPosting = true;
    const auto &described = entry.sealed.file.described;
    OutboxItem message{.space = m_context.space(),
                       .topic = entry.topic,
                       .type = messageTypeOf(described),
                       .plaintext = writePayload(described),
                       .createdAt = m_context.clock.nowMs()};
    m_store.turnIntoMessage(entry.id, std::move(message))
        .done(this, [this, id = entry.id, topic = entry.topic](const Result<OutboxItem> &added) {
            if (!added) {
                if (auto *const failed = find(id)) {
                    failed->isPosting = false;
                    noteFailure(*failed, added.error());
                }
                return;
            }
            forget(id);
            m_outbox.take(*added);
            Q_EMIT finished(id);
            postNext(topic);
        });
}

void Uploads::noteFailure(Entry &entry, const Error &error)
{
    entry.failure = error;
    if (isPassing(error)) {
        m_retryTimer.start(m_backoff.next());
    } else {
        m_store.setUploadFailure(entry.id, error).done(this, [this](const Result<void> &done) {
            noteRecorded(done);
        });
        postNext(entry.topic); // those behind it need not wait any more
    }
    Q_EMIT changed(entry.id);
}

void Uploads::noteRecorded(const Result<void> &done)
{
    if (!done && !done.error().isCancelled())
        Q_EMIT storageFailed(done.error());
}

void Uploads::forget(qint64 id)
{
    std::erase_if(m_entries, [id](const auto &entry) { return entry->id == id; });
}

Uploads::Entry *Uploads::find(qint64 id) const
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [id](const auto &entry) { return entry->id == id; });
    return found == m_entries.end() ? nullptr : found->get();
}

} // namespace reeeductio
