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
//! and what is ready is stored in one transaction. Finishes with whether the server had nothing more in that
//! direction.
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
    //! Moves the range behind a page's end; false when there is nothing more.
    bool advance(bool hasMore, qint64 lastTime);
    void finishWhenIdle();

    SpaceContext &m_context;
    Messages &m_messages;
    LocalMessageStore &m_store;
    QString m_topic;
    MessageRange m_range;
    std::deque<std::shared_ptr<Slot>> m_slots; //!< in the server's order
    bool m_isRequesting = false;
    bool m_isStoring = false;
    bool m_isAtEnd = false;      //!< the last page has been asked for
    bool m_waitsForPage = false; //!< the next range is known only when the newest page has been read
};

} // namespace reeeductio
