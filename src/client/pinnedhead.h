// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/messages.h"
#include "client/topicalarm.h"
#include "store/localmessagestore.h"

namespace reeeductio {

//! The newest message of a topic that this person's program has verified: remembered whatever becomes of
//! cache.db, and looked for whenever the topic has been synced. When the server does not show it any more,
//! that is told, and nothing takes its place. A part of Topic.
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
    void doubt() { m_isShown = false; }
    //! The server gave these.
    void note(const QList<StoredMessage> &rows);
    //! The topic has been synced; `isComplete`: from its beginning.
    void check(bool isComplete);

    const std::optional<TopicAlarm> &alarm() const { return m_alarm; }

Q_SIGNALS:
    void alarmRaised();
    //! After a check: the newest verified message now.
    void checked(const reeeductio::TopicMark &head);

private:
    void askServer();
    void raise();
    void advance();

    SpaceContext &m_context;
    Messages &m_messages;
    LocalMessageStore &m_store;
    UserStore &m_user;
    QString m_topic;
    std::optional<TopicMark> m_pinned;
    std::optional<TopicAlarm> m_alarm;
    bool m_isShown = false; //!< the server gave it, or a successor of it
};

} // namespace reeeductio
