// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/outbox.h"

#include "client/sendoutboxitem.h"

#include <algorithm>

namespace reeeductio {

namespace {

//! Whether time alone may mend it.
bool isPassing(const Error &error)
{
    if (error.code == ErrorCode::CannotDecrypt)
        return false;
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::Storage ||
           error.code == ErrorCode::GaveUpRetrying || error.code == ErrorCode::TokenRefused;
}

} // namespace

Outbox::Outbox(SpaceContext &context, Messages &messages, UserStore &store, QObject *parent)
    : QObject(parent), m_context(context), m_messages(messages), m_store(store)
{
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &Outbox::resume);
}

Outbox::~Outbox() = default;

Pending<void> Outbox::load()
{
    return m_store.outbox(m_context.space()).then(this, [this](QList<OutboxItem> items) {
        items.removeIf([this](const OutboxItem &item) { return find(item.id) != nullptr; });
        m_items = items + m_items; // what was added meanwhile is younger
        m_isLoaded = true;
        for (const auto &item : items)
            Q_EMIT itemAdded(item);
        resume();
    });
}

Pending<OutboxItem> Outbox::add(const QString &topic, const QByteArray &type, const QByteArray &plaintext)
{
    // Encrypting is the one way to know whether it fits and can be read.
    if (const auto fits = m_messages.encrypt(topic, plaintext); !fits)
        return Pending<OutboxItem>::failed(fits.error());
    OutboxItem item{.space = m_context.space(),
                    .topic = topic,
                    .type = type,
                    .plaintext = plaintext,
                    .createdAt = m_context.clock.nowMs()};
    return m_store.addToOutbox(std::move(item)).then(this, [this](const OutboxItem &added) {
        take(added);
        return added;
    });
}

void Outbox::take(const OutboxItem &stored)
{
    if (find(stored.id)) // load() was faster
        return;
    m_items << stored;
    Q_EMIT itemAdded(stored);
    sendNext(stored.topic);
}

QList<OutboxItem> Outbox::items(const QString &topic) const
{
    QList<OutboxItem> found;
    std::copy_if(m_items.begin(), m_items.end(), std::back_inserter(found),
                 [&topic](const OutboxItem &item) { return item.topic == topic; });
    return found;
}

qsizetype Outbox::failedCount() const
{
    return std::count_if(m_items.begin(), m_items.end(),
                         [](const OutboxItem &item) { return item.failure.has_value(); });
}

void Outbox::retry(qint64 id)
{
    auto *item = find(id);
    if (!item || !item->failure)
        return;
    item->failure.reset();
    Q_EMIT itemRetried(*item);
    m_store.clearFailure(id).done(this, [this, topic = item->topic](const Result<void> &done) {
        noteStored(done);
        sendNext(topic);
    });
}

void Outbox::discard(qint64 id)
{
    const auto *item = find(id);
    if (!item || !item->failure) // one under way may arrive yet
        return;
    m_store.removeFromOutbox(id).done(this, [this, copy = *item](const Result<void> &done) {
        noteStored(done);
        if (!done)
            return;
        forget(copy.id);
        Q_EMIT itemDiscarded(copy);
    });
}

void Outbox::resume()
{
    if (!m_isLoaded)
        return;
    m_retryTimer.stop();
    QSet<QString> topics;
    for (const auto &item : std::as_const(m_items))
        topics << item.topic;
    for (const auto &topic : std::as_const(topics))
        sendNext(topic);
}

void Outbox::sendNext(const QString &topic)
{
    if (!m_isLoaded || m_sending.contains(topic))
        return;
    const auto next = std::find_if(m_items.cbegin(), m_items.cend(), [&topic](const OutboxItem &item) {
        return item.topic == topic && !item.failure;
    });
    if (next == m_items.cend())
        return;
    if (m_held.contains(topic))
        return Q_EMIT heldBack(topic);
    m_sending << topic;
    // Read back from the store, which alone knows what earlier tries may have sent.
    m_store.outboxItem(next->id).done(this, [this, item = *next](const Result<OutboxItem> &recorded) {
        if (m_held.contains(item.topic))
            m_sending.remove(item.topic);
        else if (!recorded)
            finished(item, fail(recorded.error()));
        else
            send(item, *recorded);
    });
}

void Outbox::send(const OutboxItem &item, const OutboxItem &recorded)
{
    auto *sending = new SendOutboxItem(m_messages, m_store, recorded, this);
    connect(sending, &SendOutboxItem::attemptMade, this, [this, id = recorded.id](const Message &attempt) {
        if (auto *known = find(id))
            known->attempt = attempt;
    });
    sending->start().done(this,
                          [this, item](const Result<PostedMessage> &posted) { finished(item, posted); });
}

void Outbox::hold(const QString &topic, const std::optional<Error> &because)
{
    m_held.insert(topic);
    if (because && hasUnsent(topic))
        setTrouble(because);
}

void Outbox::release(const QString &topic)
{
    if (m_held.remove(topic))
        sendNext(topic);
}

bool Outbox::hasUnsent(const QString &topic) const
{
    return std::any_of(m_items.begin(), m_items.end(),
                       [&topic](const OutboxItem &item) { return item.topic == topic && !item.failure; });
}

void Outbox::finished(const OutboxItem &item, const Result<PostedMessage> &posted)
{
    if (posted) {
        m_backoff.reset();
        setTrouble(std::nullopt);
        forget(item.id);
        Q_EMIT itemSent(item, posted->message);
        m_store.removeFromOutbox(item.id).done(this, [this, topic = item.topic](const Result<void> &done) {
            noteStored(done); // sent all the same: the next run finds it on the server
            m_sending.remove(topic);
            sendNext(topic);
        });
        return;
    }
    m_sending.remove(item.topic);
    const auto &error = posted.error();
    if (error.isCancelled())
        return;
    if (isPassing(error)) {
        m_retryTimer.start(m_backoff.next());
        setTrouble(error);
        return;
    }
    if (auto *known = find(item.id)) {
        known->failure = error;
        Q_EMIT itemFailed(*known);
    }
    m_store.recordFailure(item.id, error).done(this, [this, topic = item.topic](const Result<void> &done) {
        noteStored(done);
        sendNext(topic);
    });
}

void Outbox::forget(qint64 id)
{
    m_items.removeIf([id](const OutboxItem &item) { return item.id == id; });
}

void Outbox::noteStored(const Result<void> &done)
{
    if (!done && !done.error().isCancelled())
        Q_EMIT storageFailed(done.error());
}

void Outbox::setTrouble(const std::optional<Error> &trouble)
{
    if (m_trouble == trouble)
        return;
    m_trouble = trouble;
    Q_EMIT troubleChanged();
}

OutboxItem *Outbox::find(qint64 id)
{
    const auto found =
        std::find_if(m_items.begin(), m_items.end(), [id](const OutboxItem &item) { return item.id == id; });
    return found == m_items.end() ? nullptr : &*found;
}

} // namespace reeeductio
