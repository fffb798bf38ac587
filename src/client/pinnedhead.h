// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/messages.h"
#include "client/topicalarm.h"
#include "net/backoff.h"
#include "store/localmessagestore.h"

#include <QTimer>

namespace reeeductio {

//! The newest message of a topic that this person's program has verified: remembered whatever becomes of
//! cache.db, and looked for whenever the topic has been synced. When the server says twice that it does not
//! have it any more, that is told, and nothing takes its place; until it shows it again. While it cannot be
//! told, it is asked again, with growing pauses. A part of Topic.
class PinnedHead : public QObject
{
    Q_OBJECT

public:
    PinnedHead(SpaceContext &context, Messages &messages, LocalMessageStore &store, UserStore &user,
               QString topic, QObject *parent = nullptr);
    ~PinnedHead() override;

    //! As it was remembered.
    void set(const std::optional<TopicMark> &pinned) { m_pinned = pinned; }
    //! The server has to show it again, since there was a pause.
    void doubt();
    //! The server gave these.
    void note(const QList<StoredMessage> &rows);
    //! The topic has been synced; or `isCaughtUp` is false, and it will not be soon.
    void check(bool isCaughtUp);

    const std::optional<TopicAlarm> &alarm() const { return m_alarm; }
    //! There is one, and the server did not show it since it was doubted. Not while it may not be asked.
    bool isDoubted() const { return m_alarm || (m_pinned && !m_isShown && !m_mayNotAsk); }

Q_SIGNALS:
    //! alarm() is there, or there no longer.
    void alarmChanged();
    //! After a check: the newest verified message now.
    void advanced(const reeeductio::TopicMark &head);
    //! After a check: alarm() and isDoubted() tell what came of it.
    void checked();
    //! The server has it, though in no list: it is not stored.
    void foundUnlisted(const reeeductio::Message &message);

private:
    void askServer();
    void shown(const Message &message);
    void missed();
    void advance();
    void endAlarm();

    SpaceContext &m_context;
    Messages &m_messages;
    LocalMessageStore &m_store;
    UserStore &m_user;
    QString m_topic;
    std::optional<TopicMark> m_pinned;
    std::optional<TopicAlarm> m_alarm;
    Backoff m_backoff{std::chrono::milliseconds(500), std::chrono::minutes(5)};
    QTimer m_againTimer{this};
    int m_doubts = 0; //!< an answer to what was asked before the last one counts for nothing
    int m_misses = 0; //!< times the server said that it does not have it
    bool m_isAsking = false;
    bool m_isShown = false; //!< the server gave it, or a successor of it
    bool m_mayNotAsk = false;
};

} // namespace reeeductio
