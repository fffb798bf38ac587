// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/messages.h"
#include "store/localmessagestore.h"

#include <deque>

namespace reeeductio {

//! Fetches a topic from one time to another, page by page, verifies it on the pool and stores it in order.
//! The next page is asked for as soon as the end of the last one has arrived; several are verified meanwhile,
//! and what is ready is stored in one transaction. Finishes with true when the server had nothing more in
//! that direction. Validation/NumberOutOfRange when it says that there is more and does not go on: a page
//! that ends where it was not asked for, or pages that hold the same again and again.
class FetchPages final : public AsyncOperation<bool>
{
    Q_OBJECT

public:
    //! `range.limit` is the size of the first page; the others are as large as servers allow.
    FetchPages(SpaceContext &context, Messages &messages, LocalMessageStore &store, QString topic,
               MessageRange range, QObject *parent);

Q_SIGNALS:
    //! A batch is in the store.
    void stored(const reeeductio::StoreOutcome &outcome);

protected:
    void run() override;

private:
    //! A page on its way through the pool.
    struct Slot
    {
        std::optional<Result<CheckedPage>> page;
    };

    void requestNext();
    void received(const QByteArray &json);
    void verified(const std::shared_ptr<Slot> &slot, Result<CheckedPage> page);
    void storeReady();
    //! Moves the range behind a page's end.
    void advance(bool hasMore, qint64 lastTime);
    //! Whether the page, the next one in the server's order, still leads anywhere.
    bool goesOn(const CheckedPage &page);
    void endWith(const Error &error);
    void finishWhenIdle();
    bool hasFailed() const { return m_failure.has_value(); }

    SpaceContext &m_context;
    Messages &m_messages;
    LocalMessageStore &m_store;
    QString m_topic;
    MessageRange m_range;
    std::deque<std::shared_ptr<Slot>> m_slots; //!< in the server's order
    QSet<QByteArray> m_lastHashes;             //!< of the newest page that is stored
    int m_repeats = 0;                         //!< pages in a row without a hash that is new
    std::optional<Error> m_failure;            //!< told when what is being stored is stored, and that told
    bool m_isRequesting = false;
    bool m_isStoring = false;
    bool m_isAtEnd = false;      //!< the last page has been asked for
    bool m_waitsForPage = false; //!< the next range is known only when the newest page has been read
};

} // namespace reeeductio
