// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/messages.h"
#include "store/localmessagestore.h"

#include <QObject>

namespace reeeductio {

//! Keeps one topic in the local store the same as on the server: what is newest first, then backward to the
//! beginning, then whatever comes. Predecessors the server did not give are asked for by hash. A part of
//! LiveSpace.
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
        std::optional<Error> failure = {}; //!< why it stopped; the next catchUp() tries again
    };

    TopicSync(SpaceContext &context, Messages &messages, LocalMessageStore &store, QString topic, Order order,
              QObject *parent = nullptr);
    ~TopicSync() override;

    const QString &topic() const { return m_topic; }
    const Progress &progress() const { return m_progress; }

    //! Fetches what is newer than what is stored, and what is missing before it. While that is under way:
    //! once more after it. Looks back a little, for what a server stored with an earlier time than it had
    //! given before: its clock may have been set back.
    void catchUp();
    //! A message the stream brought: stored at once when it follows the newest, otherwise after catching up.
    void receive(const Message &message);

Q_SIGNALS:
    void stored(const reeeductio::StoreOutcome &outcome);
    void progressChanged();

private:
    void fetchNewer();
    void lookBack();
    void fetchFrom(qint64 time);
    void fetchOlder();
    void fetchMissing();
    void fetchMissing(QList<MessageId> hashes);
    void fetch(MessageRange range, void (TopicSync::*next)());
    void take(const StoreOutcome &outcome);
    void work();
    void storeStreamed(void (TopicSync::*next)());
    void finished();
    void failed(const Error &error);

    SpaceContext &m_context;
    Messages &m_messages;
    LocalMessageStore &m_store;
    QString m_topic;
    Order m_order;
    Progress m_progress;
    QByteArray m_newestHash;
    qint64 m_newestTime = 0;
    qint64 m_oldestTime = 0;
    bool m_runsAgain = false;
    bool m_looksBack = false;
    QList<Message> m_streamed;   //!< received, not yet stored
    QSet<QByteArray> m_withheld; //!< predecessors the server said it does not have
};

} // namespace reeeductio
