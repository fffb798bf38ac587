// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/messages.h"
#include "net/backoff.h"
#include "store/localmessagestore.h"

#include <QObject>
#include <QTimer>

namespace reeeductio {

//! Keeps one topic in the local store the same as on the server: what is newest first, then backward to the
//! beginning, then whatever comes. Predecessors the server did not give are asked for by hash. Two things may
//! be under way at once: catching up with what is newer, and filling up what is older or missing; so what is
//! said now is here at once, however long the history. What fails is tried again, with growing pauses when
//! time alone may mend it. A part of LiveSpace.
class TopicSync : public QObject
{
    Q_OBJECT

public:
    enum class Order {
        NewestFirst, //!< for reading: usable after the first page
        OldestFirst, //!< for replaying: state
    };

    struct Progress
    {
        qint64 stored = 0;
        bool isCaughtUp = false; //!< nothing newer is known to be on the server
        bool isComplete = false; //!< the beginning has been reached
        bool isWorking = false;
        //! Why it stopped, or could not ask for what is missing; the next catchUp() tries again.
        std::optional<Error> failure = {};
    };

    TopicSync(SpaceContext &context, Messages &messages, LocalMessageStore &store, QString topic, Order order,
              QObject *parent = nullptr);
    ~TopicSync() override;

    const QString &topic() const { return m_topic; }
    const Progress &progress() const { return m_progress; }

    //! Fetches what is newer than what is stored, and what is missing before it. While it catches up: once
    //! more after it. Looks back a little, for what a server stored with an earlier time than it had given
    //! before: its clock may have been set back.
    void catchUp();
    //! A message the stream brought: stored at once when it follows the newest, otherwise after catching up.
    void receive(const Message &message);

Q_SIGNALS:
    void stored(const reeeductio::StoreOutcome &outcome);
    void progressChanged();

private:
    void begin();
    void fetchNewer();
    void lookBack();
    void fetchFrom(qint64 time);
    void caughtUp();

    void fetchFromNewest();
    void fetchOlder();
    void fetchMissing();
    void fetchMissing(QList<MessageId> hashes);
    void takeFound(const SealedMessage &found, QList<MessageId> hashes);
    void storeFound();
    void filledUp();

    void fetch(MessageRange range, bool &activity, void (TopicSync::*next)());
    void take(const StoreOutcome &outcome);
    void tendStream();
    void storeStreamed();
    void lookForMissing();
    void ended(bool &activity);
    void failed(bool &activity, const Error &error);
    void tellHead();
    void tellProgress();

    SpaceContext &m_context;
    Messages &m_messages;
    LocalMessageStore &m_store;
    QString m_topic;
    Order m_order;
    Progress m_progress;
    QByteArray m_newestHash;
    qint64 m_newestTime = 0;
    qint64 m_oldestTime = 0;
    std::optional<MessageId> m_headBefore; //!< as Messages knew it when catching up began
    // What is under way.
    bool m_isCatchingUp = false; //!< until what is newest is stored
    bool m_isFillingUp = false;  //!< older messages, and missing ones
    bool m_isStoringLive = false;
    bool m_runsAgain = false;     //!< catches up once more afterwards
    bool m_looksAgain = false;    //!< for what is missing: there may be more of it now
    bool m_isAtFirstPage = false; //!< of an empty store: with it, it has caught up
    bool m_looksBack = false;     //!< at the next catching up
    QList<Message> m_streamed;    //!< received, not yet stored
    QList<Message> m_beingStored; //!< of these, what is on its way into the store
    Backoff m_backoff{std::chrono::seconds(2), std::chrono::minutes(5)};
    QTimer m_retryTimer{this};
    qsizetype m_mayAskFor = 0;    //!< by hash, before the next catching up
    QList<SealedMessage> m_found; //!< by hash, each the predecessor of the one before; not stored yet
    QSet<QByteArray> m_withheld;  //!< predecessors the server said it does not have, since the last catchUp()
};

} // namespace reeeductio
