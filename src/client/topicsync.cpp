// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/topicsync.h"

#include "client/fetchpages.h"

#include <algorithm>
#include <utility>

namespace reeeductio {

namespace {

constexpr int firstPage = 100;
constexpr int largestPage = 1000;
constexpr qsizetype mostMissing = 200; //!< asked for by hash in one go
constexpr qsizetype mostStreamed = 100;
constexpr qint64 lookBackMs = 120'000;
constexpr int mostLookedBack = 50; //!< what is stored already comes again

} // namespace

TopicSync::TopicSync(SpaceContext &context, Messages &messages, LocalMessageStore &store, QString topic,
                     Order order, QObject *parent)
    : QObject(parent), m_context(context), m_messages(messages), m_store(store), m_topic(std::move(topic)),
      m_order(order)
{}

TopicSync::~TopicSync() = default;

void TopicSync::catchUp()
{
    m_looksBack = true;
    work();
}

void TopicSync::work()
{
    if (m_progress.isWorking) {
        m_runsAgain = true;
        return;
    }
    m_runsAgain = false;
    m_progress.isWorking = true;
    m_progress.failure.reset();
    m_store.chain(m_context.space(), m_topic).done(this, [this](const Result<TopicChain> &chain) {
        if (!chain)
            return failed(chain.error());
        m_progress.stored = chain->count;
        m_progress.isComplete = chain->isComplete;
        m_newestHash = chain->newest ? chain->newest->message.hash : QByteArray();
        m_newestTime = chain->newest ? chain->newest->message.serverTimestamp : 0;
        m_oldestTime = chain->oldest ? chain->oldest->message.serverTimestamp : 0;
        Q_EMIT progressChanged();
        fetchNewer();
    });
}

void TopicSync::fetchNewer()
{
    if (!m_newestHash.isEmpty())
        return std::exchange(m_looksBack, false) ? lookBack() : fetchFrom(m_newestTime);
    m_looksBack = false;
    if (m_order == Order::OldestFirst) {
        m_progress.isComplete = true; // it begins at the beginning
        return fetch({0, endOfTime, largestPage}, &TopicSync::fetchMissing);
    }
    fetch(MessageRange::newest(firstPage), &TopicSync::fetchMissing);
}

void TopicSync::lookBack()
{
    const auto earliest = m_newestTime - lookBackMs;
    m_store.range(m_context.space(), m_topic, m_newestTime, earliest, mostLookedBack)
        .done(this, [this, earliest](const Result<QList<StoredMessage>> &rows) {
            if (!rows)
                return failed(rows.error());
            fetchFrom(rows->size() < mostLookedBack ? earliest : rows->back().message.serverTimestamp);
        });
}

void TopicSync::fetchFrom(qint64 time)
{
    fetch({std::max<qint64>(time, 0), endOfTime, firstPage}, &TopicSync::fetchOlder);
}

void TopicSync::fetchOlder()
{
    if (m_progress.isComplete)
        return fetchMissing();
    fetch({m_oldestTime, 0, largestPage}, &TopicSync::fetchMissing);
}

void TopicSync::fetch(MessageRange range, void (TopicSync::*next)())
{
    auto *pages = new FetchPages(m_context, m_messages, m_store, m_topic, range, this);
    connect(pages, &FetchPages::stored, this, &TopicSync::take);
    const bool isBackward = range.from > range.to;
    pages->start().done(this, [this, next, isBackward](const Result<bool> &done) {
        if (!done)
            return failed(done.error());
        if (isBackward && !m_progress.isComplete) {
            m_progress.isComplete = true;
            m_store.markComplete(m_context.space(), m_topic).done(this, [](const Result<void> &) {});
        }
        (this->*next)();
    });
}

void TopicSync::fetchMissing()
{
    m_progress.isCaughtUp = true;
    if (!m_streamed.isEmpty())
        return storeStreamed(&TopicSync::fetchMissing);
    m_store.unlinked(m_context.space(), m_topic).done(this, [this](const Result<QList<StoredMessage>> &rows) {
        if (!rows)
            return failed(rows.error());
        QList<MessageId> hashes;
        for (const auto &row : *rows) {
            const auto parent = row.message.prevHash.value_or(QByteArray());
            const auto hash = MessageId::parse(QByteArrayView(parent));
            if (hash && !m_withheld.contains(parent) && hashes.size() < mostMissing)
                hashes << *hash;
        }
        fetchMissing(std::move(hashes));
    });
}

void TopicSync::fetchMissing(QList<MessageId> hashes)
{
    if (hashes.isEmpty())
        return finished();
    const auto hash = hashes.takeFirst();
    m_messages.get(m_topic, hash).done(this, [this, hash, hashes](const Result<SealedMessage> &found) {
        if (!found && found.error().kind == ErrorKind::Network)
            return failed(found.error());
        if (!found) {
            m_withheld.insert(hash.text());
            return fetchMissing(hashes);
        }
        m_store.put(m_context.space(), m_topic, {*found})
            .done(this, [this](const Result<StoreOutcome> &outcome) {
                if (!outcome)
                    return failed(outcome.error());
                take(*outcome);
                fetchMissing(); // whose own predecessor may be missing too
            });
    });
}

void TopicSync::take(const StoreOutcome &outcome)
{
    m_progress.stored += outcome.added.size();
    for (const auto &row : outcome.added) {
        const auto time = row.message.serverTimestamp;
        if (m_newestHash.isEmpty() || time >= m_newestTime) {
            m_newestTime = time;
            m_newestHash = row.message.hash;
        }
        if (m_oldestTime == 0 || time < m_oldestTime)
            m_oldestTime = time;
    }
    if (outcome.added.isEmpty())
        return;
    Q_EMIT stored(outcome);
    Q_EMIT progressChanged();
}

void TopicSync::receive(const Message &message)
{
    if (message.hash == m_newestHash)
        return; // what we posted comes back
    // Not left to be listed: with a time before the newest one's it would not be.
    m_streamed << message;
    if (m_streamed.size() > mostStreamed) {
        m_streamed.removeFirst();
        m_runsAgain = true;
    }
    if (!m_progress.isWorking)
        finished();
}

void TopicSync::storeStreamed(void (TopicSync::*next)())
{
    m_progress.isWorking = true; // the next one waits
    m_context.pool
        .run([space = m_context.space(), topic = m_topic.toUtf8(), messages = std::exchange(m_streamed, {})] {
            QList<SealedMessage> sealed;
            for (const auto &message : messages)
                sealed << SealedMessage{message, checkSeal(space, topic, message)};
            return sealed;
        })
        .then(this,
              [this](QList<SealedMessage> sealed) {
                  return m_store.put(m_context.space(), m_topic, std::move(sealed));
              })
        .done(this, [this, next](const Result<StoreOutcome> &outcome) {
            if (!outcome)
                return failed(outcome.error());
            take(*outcome);
            (this->*next)();
        });
}

void TopicSync::finished()
{
    if (std::exchange(m_progress.isWorking, false))
        Q_EMIT progressChanged();
    if (m_runsAgain)
        return work();
    if (m_streamed.isEmpty() || m_progress.isWorking)
        return;
    const auto &first = m_streamed.front();
    const bool follows = first.prevHash.value_or(QByteArray()) == m_newestHash;
    if (m_progress.isCaughtUp && follows)
        storeStreamed(&TopicSync::finished);
    else
        work();
}

void TopicSync::failed(const Error &error)
{
    if (error.isCancelled())
        return;
    m_progress.isWorking = false;
    m_progress.isCaughtUp = false;
    m_progress.failure = error;
    Q_EMIT progressChanged();
    // What was stored is gone, and we have been told to fetch it again.
    if (m_runsAgain && error.code == ErrorCode::Damaged)
        catchUp();
}

} // namespace reeeductio
