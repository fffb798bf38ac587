// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/messages.h"
#include "net/backoff.h"
#include "store/userstore.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace reeeductio {

//! What a person has sent and the server is not yet known to have: durable before it leaves, in order within
//! a topic, sent once. Network trouble is waited out; what only the person can decide (no right, say) stays
//! with its reason until retry() or discard(). A part of LiveSpace; lives in its thread.
class Outbox : public QObject
{
    Q_OBJECT

public:
    Outbox(SpaceContext &context, Messages &messages, UserStore &store, QObject *parent = nullptr);
    ~Outbox() override;

    //! Takes up what earlier runs left unsent. Nothing is sent before it completes.
    Pending<void> load();

    //! Completes when the item is durable; sending goes on behind it. Validation/MessageTooLong and BadKey
    //! before anything is stored: the caller still has the text.
    Pending<OutboxItem> add(const QString &topic, const QByteArray &type, const QByteArray &plaintext);

    //! Sends what has been made durable elsewhere.
    void take(const OutboxItem &stored);

    //! In the order of sending, those that wait for the person included.
    QList<OutboxItem> items(const QString &topic) const;
    //! Of all topics.
    QList<OutboxItem> allItems() const { return m_items; }
    bool isLoaded() const { return m_isLoaded; }
    qsizetype count() const { return m_items.size(); }
    //! Of these, how many wait for the person.
    qsizetype failedCount() const;
    //! Why nothing leaves at the moment; nothing when all is well.
    const std::optional<Error> &trouble() const { return m_trouble; }

    void retry(qint64 id);
    void discard(qint64 id);
    //! Not to wait for the next try: the connection is back.
    void resume();

    //! Nothing of this topic leaves until release(): the server may have gone back, and what is sent would
    //! follow another history. `because`: why that cannot be told, for trouble().
    void hold(const QString &topic, const std::optional<Error> &because = {});
    void release(const QString &topic);

Q_SIGNALS:
    void itemAdded(const reeeductio::OutboxItem &item);
    void itemFailed(const reeeductio::OutboxItem &item);
    void itemRetried(const reeeductio::OutboxItem &item);
    //! It is on the server, as this message.
    void itemSent(const reeeductio::OutboxItem &item, const reeeductio::Message &message);
    void itemDiscarded(const reeeductio::OutboxItem &item);
    //! Something of this topic would have been sent, were it not held.
    void heldBack(const QString &topic);
    void troubleChanged();
    //! What was wanted could not be recorded: a discarded item stays, for one.
    void storageFailed(const reeeductio::Error &error);

private:
    void sendNext(const QString &topic);
    void send(const OutboxItem &item, const OutboxItem &recorded);
    bool hasUnsent(const QString &topic) const;
    void finished(const OutboxItem &item, const Result<PostedMessage> &posted);
    void forget(qint64 id);
    void noteStored(const Result<void> &done);
    void setTrouble(const std::optional<Error> &trouble);
    OutboxItem *find(qint64 id);

    SpaceContext &m_context;
    Messages &m_messages;
    UserStore &m_store;
    QList<OutboxItem> m_items; //!< by id
    QSet<QString> m_sending;   //!< topics with an item under way
    QSet<QString> m_held;      //!< topics nothing of which leaves
    std::optional<Error> m_trouble;
    Backoff m_backoff;
    QTimer m_retryTimer;
    bool m_isLoaded = false;
};

} // namespace reeeductio
