// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/fetchpages.h"

#include "base/logging.h"

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
            return finish(fail(json.error()));
        received(*json);
    });
}

void FetchPages::received(const QByteArray &json)
{
    auto slot = std::make_shared<Slot>();
    m_slots.push_back(slot);
    if (const auto end = endOf(json))
        m_isAtEnd = !advance(end->hasMore, end->lastTime);
    else
        m_waitsForPage = true;
    requestNext();
    m_context.pool
        .run([space = m_context.space(), topic = m_topic, json] { return readPage(space, topic, json); })
        .done(this, [this, slot](Result<CheckedPage> page) { verified(slot, std::move(page)); });
}

void FetchPages::verified(const std::shared_ptr<Slot> &slot, Result<CheckedPage> page)
{
    if (!page)
        return finish(fail(page.error()));
    if (m_waitsForPage && slot == m_slots.back()) {
        m_waitsForPage = false;
        const auto &messages = page->messages;
        m_isAtEnd = messages.isEmpty() || !advance(page->hasMore, messages.back().message.serverTimestamp);
    }
    slot->page = std::move(page);
    storeReady();
    requestNext();
}

bool FetchPages::advance(bool hasMore, qint64 lastTime)
{
    if (!hasMore)
        return false;
    const bool isBackward = m_range.from > m_range.to;
    if (lastTime == m_range.from) {
        // A whole page within one millisecond: ranges are inclusive, so the same again would come. What is
        // passed over is missed by its successor and fetched by its hash.
        qCWarning(logClient) << "a page of one time only in" << m_topic;
        lastTime += isBackward ? -1 : 1;
    }
    m_range.from = lastTime;
    m_range.limit = pageSize;
    return isBackward ? m_range.from >= m_range.to : m_range.from <= m_range.to;
}

void FetchPages::storeReady()
{
    if (m_isStoring)
        return;
    QList<SealedMessage> batch;
    while (!m_slots.empty() && m_slots.front()->page) {
        batch += (*m_slots.front()->page)->messages;
        m_slots.pop_front();
    }
    if (batch.isEmpty())
        return finishWhenIdle();
    m_isStoring = true;
    m_store.put(m_context.space(), m_topic, std::move(batch))
        .done(this, [this](const Result<StoreOutcome> &outcome) {
            m_isStoring = false;
            if (!outcome)
                return finish(fail(outcome.error()));
            Q_EMIT stored(*outcome);
            storeReady();
            requestNext();
        });
}

void FetchPages::finishWhenIdle()
{
    if (m_isAtEnd && !m_isRequesting && !m_isStoring && m_slots.empty())
        finish(true);
}

} // namespace reeeductio
