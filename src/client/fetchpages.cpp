// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/fetchpages.h"

#include "base/logging.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int pageSize = 1000;
constexpr size_t mostInFlight = 4;

struct PageEnd
{
    qint64 lastTime = 0;
    bool hasMore = false;
};

//! The end of a list answer without reading it: inside a JSON text a quotation mark has a backslash before
//! it, so these names cannot be anybody's words. Nothing when the server writes its JSON another way; then it
//! is read first.
std::optional<PageEnd> endOf(QByteArrayView json)
{
    constexpr QByteArrayView timeName = "\"server_timestamp\":";
    constexpr QByteArrayView moreName = "\"has_more\":";
    const auto timeAt = json.lastIndexOf(timeName);
    const auto moreAt = json.lastIndexOf(moreName);
    if (timeAt < 0 || moreAt < 0)
        return std::nullopt;
    auto digits = json.sliced(timeAt + timeName.size()).trimmed();
    qsizetype length = 0;
    while (length < digits.size() && digits[length] >= '0' && digits[length] <= '9')
        ++length;
    bool isNumber = false;
    const auto lastTime = digits.first(length).toByteArray().toLongLong(&isNumber);
    if (!isNumber)
        return std::nullopt;
    return PageEnd{lastTime, json.sliced(moreAt + moreName.size()).trimmed().startsWith("true")};
}

} // namespace

FetchPages::FetchPages(SpaceContext &context, Messages &messages, LocalMessageStore &store, QString topic,
                       MessageRange range, QObject *parent)
    : AsyncOperation(parent), m_context(context), m_messages(messages), m_store(store),
      m_topic(std::move(topic)), m_range(range)
{}

void FetchPages::run()
{
    requestNext();
}

void FetchPages::requestNext()
{
    if (m_isRequesting || m_isAtEnd || m_waitsForPage || m_slots.size() >= mostInFlight)
        return;
    m_isRequesting = true;
    m_messages.page(m_topic, m_range).done(this, [this](const Result<QByteArray> &json) {
        m_isRequesting = false;
        if (!json)
            return endWith(json.error());
        if (!hasFailed())
            received(*json);
    });
}

void FetchPages::received(const QByteArray &json)
{
    auto slot = std::make_shared<Slot>();
    m_slots.push_back(slot);
    if (const auto end = endOf(json))
        advance(end->hasMore, end->lastTime);
    else
        m_waitsForPage = true;
    requestNext();
    m_context.pool
        .run([space = m_context.space(), topic = m_topic, json] { return readPage(space, topic, json); })
        .done(this, [this, slot](Result<CheckedPage> page) { verified(slot, std::move(page)); });
}

void FetchPages::verified(const std::shared_ptr<Slot> &slot, Result<CheckedPage> page)
{
    if (hasFailed())
        return;
    if (!page)
        return endWith(page.error());
    if (m_waitsForPage && slot == m_slots.back()) {
        m_waitsForPage = false;
        const auto &messages = page->messages;
        if (messages.isEmpty())
            m_isAtEnd = true;
        else
            advance(page->hasMore, messages.back().message.serverTimestamp);
    }
    slot->page = std::move(page);
    storeReady();
    requestNext();
}

void FetchPages::advance(bool hasMore, qint64 lastTime)
{
    if (!hasMore) {
        m_isAtEnd = true;
        return;
    }
    const bool isBackward = m_range.from > m_range.to;
    if (isBackward ? lastTime > m_range.from : lastTime < m_range.from)
        return endWith({ErrorKind::Validation, ErrorCode::NumberOutOfRange, u"server_timestamp"_s});
    if (lastTime == m_range.from) {
        // A whole page within one millisecond: ranges are inclusive, so the same again would come. What is
        // passed over is missed by its successor and fetched by its hash.
        qCWarning(logClient) << "a page of one time only in" << m_topic;
        lastTime += isBackward ? -1 : 1;
    }
    m_range.from = lastTime;
    m_range.limit = pageSize;
    m_isAtEnd = isBackward ? m_range.from < m_range.to : m_range.from > m_range.to;
}

bool FetchPages::goesOn(const CheckedPage &page)
{
    QSet<QByteArray> hashes;
    hashes.reserve(page.messages.size());
    bool hasNew = false;
    for (const auto &sealed : page.messages) {
        hashes.insert(sealed.message.hash);
        hasNew = hasNew || !m_lastHashes.contains(sealed.message.hash);
    }
    m_lastHashes = std::move(hashes);
    // An honest one may do so once: when a page holds one time only, and its range has not moved yet.
    m_repeats = hasNew ? 0 : m_repeats + 1;
    return m_repeats < 2 || !page.hasMore;
}

void FetchPages::endWith(const Error &error)
{
    m_isAtEnd = true; // whatever is under way
    if (!hasFailed())
        m_failure = error;
    finishWhenIdle();
}

void FetchPages::storeReady()
{
    if (m_isStoring)
        return;
    QList<SealedMessage> batch;
    while (!m_slots.empty() && m_slots.front()->page) {
        const auto &page = **m_slots.front()->page;
        if (!goesOn(page))
            return endWith({ErrorKind::Validation, ErrorCode::NumberOutOfRange, u"has_more"_s});
        batch += page.messages;
        m_slots.pop_front();
    }
    if (batch.isEmpty())
        return finishWhenIdle();
    m_isStoring = true;
    m_store.put(m_context.space(), m_topic, std::move(batch))
        .done(this, [this](const Result<StoreOutcome> &outcome) {
            m_isStoring = false;
            if (!outcome)
                return endWith(outcome.error());
            Q_EMIT stored(*outcome);
            if (hasFailed())
                return finishWhenIdle();
            storeReady();
            requestNext();
        });
}

void FetchPages::finishWhenIdle()
{
    if (m_isStoring)
        return;
    if (hasFailed())
        finish(fail(*m_failure));
    else if (m_isAtEnd && !m_isRequesting && m_slots.empty())
        finish(true);
}

} // namespace reeeductio
