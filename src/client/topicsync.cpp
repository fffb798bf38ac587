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
constexpr qsizetype mostMissing = 200; //!< asked for by hash in one catching up, however far they lead
constexpr qsizetype mostFound = 50;    //!< of these, kept until they are stored
constexpr qsizetype mostStreamed = 100;
constexpr qint64 lookBackMs = 120'000;
constexpr int mostLookedBack = 50; //!< what is stored already comes again

//! Whether time alone may mend it.
bool isPassing(const Error &error)
{
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::Storage ||
           error.code == ErrorCode::TokenRefused;
}

//! The server has answered, and not with the message.
bool isWithheld(const Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Chain ||
           error.kind == ErrorKind::Validation;
}

} // namespace

TopicSync::TopicSync(SpaceContext &context, Messages &messages, LocalMessageStore &store, QString topic,
                     Order order, QObject *parent)
    : QObject(parent), m_context(context), m_messages(messages), m_store(store), m_topic(std::move(topic)),
      m_order(order)
{
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &TopicSync::begin);
}

TopicSync::~TopicSync() = default;

void TopicSync::catchUp()
{
    m_looksBack = true;
    m_withheld.clear(); // asked for anew, since somebody wants it: the server may have it by now
    begin();
}

void TopicSync::begin()
{
    if (m_isCatchingUp || m_isStoringLive) {
        m_runsAgain = true;
        return;
    }
    m_retryTimer.stop();
    m_runsAgain = false;
    m_isCatchingUp = true;
    m_progress.isWorking = true;
    m_headBefore = m_messages.knownHead(m_topic);
    m_progress.failure.reset();
    m_mayAskFor = mostMissing;
    m_store.chain(m_context.space(), m_topic).done(this, [this](const Result<TopicChain> &chain) {
        if (!chain)
            return failed(m_isCatchingUp, chain.error());
        m_progress.stored = chain->count;
        m_progress.isComplete = chain->isComplete;
        m_newestHash = chain->newest ? chain->newest->message.hash : QByteArray();
        m_newestTime = chain->newest ? chain->newest->message.serverTimestamp : 0;
        m_oldestTime = chain->oldest ? chain->oldest->message.serverTimestamp : 0;
        tellProgress();
        fetchNewer();
    });
}

void TopicSync::fetchNewer()
{
    if (!m_newestHash.isEmpty())
        return std::exchange(m_looksBack, false) ? lookBack() : fetchFrom(m_newestTime);
    m_looksBack = false;
    if (m_order == Order::NewestFirst && !m_isFillingUp)
        return fetchFromNewest();
    m_progress.isComplete = true; // it begins at the beginning
    fetch({0, endOfTime, largestPage}, m_isCatchingUp, &TopicSync::caughtUp);
}

void TopicSync::lookBack()
{
    const auto earliest = m_newestTime - lookBackMs;
    m_store.range(m_context.space(), m_topic, m_newestTime, earliest, mostLookedBack)
        .done(this, [this, earliest](const Result<QList<StoredMessage>> &rows) {
            if (!rows)
                return failed(m_isCatchingUp, rows.error());
            fetchFrom(rows->size() < mostLookedBack ? earliest : rows->back().message.serverTimestamp);
        });
}

void TopicSync::fetchFrom(qint64 time)
{
    fetch({std::max<qint64>(time, 0), endOfTime, firstPage}, m_isCatchingUp, &TopicSync::caughtUp);
}

void TopicSync::caughtUp()
{
    m_isCatchingUp = false;
    m_isAtFirstPage = false;
    m_progress.isCaughtUp = true;
    // Unless somebody posted meanwhile, who knows better.
    if (m_messages.knownHead(m_topic) == m_headBefore)
        tellHead();
    if (m_isFillingUp) {
        m_looksAgain = true;
    } else {
        m_isFillingUp = true;
        fetchOlder();
    }
    if (!m_streamed.isEmpty())
        return storeStreamed(); // whatever the listing made of them
    if (m_runsAgain)
        begin();
    else
        tellProgress();
}

void TopicSync::fetchFromNewest()
{
    m_isFillingUp = true;
    m_isAtFirstPage = true;
    fetch(MessageRange::newest(firstPage), m_isFillingUp, &TopicSync::fetchMissing);
}

void TopicSync::fetchOlder()
{
    if (m_progress.isComplete)
        return fetchMissing();
    fetch({m_oldestTime, 0, largestPage}, m_isFillingUp, &TopicSync::fetchMissing);
}

void TopicSync::fetch(MessageRange range, bool &activity, void (TopicSync::*next)())
{
    auto *pages = new FetchPages(m_context, m_messages, m_store, m_topic, range, this);
    connect(pages, &FetchPages::stored, this, &TopicSync::take);
    const bool isBackward = range.from > range.to;
    pages->start().done(this, [this, next, isBackward, &activity](const Result<bool> &done) {
        if (!done)
            return failed(activity, done.error());
        if (isBackward && !m_progress.isComplete) {
            m_progress.isComplete = true;
            m_store.markComplete(m_context.space(), m_topic).done(this, [](const Result<void> &) {});
        }
        (this->*next)();
    });
}

void TopicSync::fetchMissing()
{
    if (m_isAtFirstPage) // which was empty
        caughtUp();
    m_looksAgain = false;
    m_store.missing(m_context.space(), m_topic, m_withheld.size() + m_mayAskFor)
        .done(this, [this](const Result<QList<QByteArray>> &missing) {
            if (!missing)
                return failed(m_isFillingUp, missing.error());
            QList<MessageId> hashes;
            for (const auto &text : *missing) {
                const auto hash = MessageId::parse(QByteArrayView(text));
                if (hash && !m_withheld.contains(text) && hashes.size() < m_mayAskFor)
                    hashes << *hash;
            }
            fetchMissing(std::move(hashes));
        });
}

void TopicSync::fetchMissing(QList<MessageId> hashes)
{
    if (hashes.isEmpty() || m_mayAskFor <= 0)
        return m_found.isEmpty() ? filledUp() : storeFound();
    const auto hash = hashes.takeFirst();
    --m_mayAskFor;
    m_messages.get(m_topic, hash).done(this, [this, hash, hashes](const Result<SealedMessage> &found) {
        if (found)
            return takeFound(*found, hashes);
        if (isWithheld(found.error())) {
            m_withheld.insert(hash.text());
            return m_found.isEmpty() ? fetchMissing(hashes) : storeFound();
        }
        if (found.error().kind == ErrorKind::Authorization) {
            // That we may not ask says nothing about the server, and will not change by asking for the
            // others.
            m_progress.failure = found.error();
            m_mayAskFor = 0;
            return fetchMissing({});
        }
        m_found.clear();
        failed(m_isFillingUp, found.error());
    });
}

//! Goes on to its predecessor when that is missing too: what fills a hole is stored together, since each time
//! the topic is laid out anew.
void TopicSync::takeFound(const SealedMessage &found, QList<MessageId> hashes)
{
    m_found << found;
    const auto previous = found.message.prevHash ? MessageId::parse(QByteArrayView(*found.message.prevHash))
                                                 : Result<MessageId>(fail({}));
    if (!previous || m_withheld.contains(previous->text()) || m_found.size() >= mostFound)
        return storeFound();
    m_store.byHash(m_context.space(), m_topic, previous->text())
        .done(this, [this, previous = *previous,
                     hashes = std::move(hashes)](const Result<std::optional<StoredMessage>> &stored) mutable {
            if (!stored || *stored)
                return storeFound();
            hashes.prepend(previous);
            fetchMissing(std::move(hashes));
        });
}

void TopicSync::storeFound()
{
    const auto found = std::exchange(m_found, {});
    m_store.put(m_context.space(), m_topic, found)
        .done(this, [this, found](const Result<StoreOutcome> &outcome) {
            if (!outcome)
                return failed(m_isFillingUp, outcome.error());
            take(*outcome);
            if (!outcome->hasChanged()) { // asked for again, they would come again
                for (const auto &sealed : found)
                    m_withheld.insert(sealed.message.hash);
            }
            fetchMissing();
        });
}

void TopicSync::filledUp()
{
    if (m_looksAgain)
        return fetchMissing();
    if (!m_isCatchingUp)
        m_backoff.reset();
    ended(m_isFillingUp);
}

void TopicSync::take(const StoreOutcome &outcome)
{
    m_progress.stored += outcome.added.size();
    for (const auto &row : outcome.added) {
        const auto time = row.message.serverTimestamp;
        // What follows the newest is the newest now, whatever the server's clock has done.
        const bool follows = row.message.prevHash == m_newestHash;
        if (m_newestHash.isEmpty() || follows || time > m_newestTime) {
            m_newestTime = time;
            m_newestHash = row.message.hash;
        }
        if (m_oldestTime == 0 || time < m_oldestTime)
            m_oldestTime = time;
    }
    if (!outcome.hasChanged())
        return;
    Q_EMIT stored(outcome);
    tellProgress();
    if (m_isAtFirstPage)
        caughtUp();
}

void TopicSync::receive(const Message &message)
{
    const auto isThis = [&message](const Message &other) { return other.hash == message.hash; };
    const bool isKnown = message.hash == m_newestHash || // what we posted comes back
                         std::any_of(m_streamed.begin(), m_streamed.end(), isThis) ||
                         std::any_of(m_beingStored.begin(), m_beingStored.end(), isThis);
    if (isKnown)
        return;
    // Not left to be listed: with a time before the newest one's it would not be.
    if (m_streamed.size() < mostStreamed)
        m_streamed << message;
    else
        m_runsAgain = true; // it is listed behind the others
    tendStream();
}

void TopicSync::tendStream()
{
    if (m_streamed.isEmpty() || m_isCatchingUp || m_isStoringLive)
        return;
    const bool follows = m_streamed.front().prevHash.value_or(QByteArray()) == m_newestHash;
    if (m_progress.isCaughtUp && follows)
        storeStreamed();
    else
        begin();
}

void TopicSync::storeStreamed()
{
    m_isStoringLive = true; // the next ones wait
    m_progress.isWorking = true;
    m_beingStored = std::exchange(m_streamed, {});
    m_context.pool
        .run([space = m_context.space(), topic = m_topic.toUtf8(), messages = m_beingStored] {
            QList<SealedMessage> sealed;
            for (const auto &message : messages)
                sealed << SealedMessage{message, checkSeal(space, topic, message)};
            return sealed;
        })
        .then(this,
              [this](QList<SealedMessage> sealed) {
                  return m_store.put(m_context.space(), m_topic, std::move(sealed));
              })
        .done(this, [this](const Result<StoreOutcome> &outcome) {
            const auto streamed = std::exchange(m_beingStored, {});
            if (!outcome) {
                m_streamed = streamed + m_streamed;
                return failed(m_isStoringLive, outcome.error());
            }
            take(*outcome);
            const auto known = m_messages.knownHead(m_topic);
            const auto isBehindKnown = [&known](const Message &message) {
                return message.prevHash == known->text();
            };
            if (!known || std::any_of(streamed.begin(), streamed.end(), isBehindKnown))
                tellHead();
            if (!outcome->missing.isEmpty())
                lookForMissing();
            ended(m_isStoringLive);
        });
}

void TopicSync::lookForMissing()
{
    if (std::exchange(m_isFillingUp, true))
        m_looksAgain = true;
    else
        fetchMissing();
}

void TopicSync::ended(bool &activity)
{
    activity = false;
    const bool isFree = !m_isCatchingUp && !m_isStoringLive;
    if (m_runsAgain && isFree)
        return begin();
    tellProgress();
    tendStream();
}

void TopicSync::failed(bool &activity, const Error &error)
{
    if (error.isCancelled())
        return;
    if (&activity == &m_isCatchingUp)
        m_looksBack = true; // it may not have been
    activity = false;
    if (m_isAtFirstPage) // two things in one
        m_isCatchingUp = m_isAtFirstPage = false;
    m_progress.isCaughtUp = false;
    m_progress.failure = error;
    tellProgress();
    const bool isWanted = std::exchange(m_runsAgain, false);
    const bool isFirst = m_backoff.count() == 0;
    const auto pause = m_backoff.next();
    // What was stored is gone, and we have been told to fetch it again; or somebody asked for it who may know
    // better than a request that hung since before. More often than that time has to mend it.
    if (isWanted && (isFirst || error.code == ErrorCode::Damaged))
        begin();
    else if (isWanted || isPassing(error))
        m_retryTimer.start(pause);
}

void TopicSync::tellHead()
{
    if (const auto head = MessageId::parse(QByteArrayView(m_newestHash)))
        m_messages.noteHead(m_topic, *head);
}

void TopicSync::tellProgress()
{
    m_progress.isWorking = m_isCatchingUp || m_isFillingUp || m_isStoringLive;
    Q_EMIT progressChanged();
}

} // namespace reeeductio
