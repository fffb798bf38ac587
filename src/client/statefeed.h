// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/authority.h"
#include "client/topicalarm.h"
#include "client/topicsync.h"

namespace reeeductio {

//! Gives an Authority the state of its space: what is stored, then what comes, each row once and in chain
//! order. When rows were laid out anew, or came in between, it begins again; until it has all of them the
//! Authority is not current. A part of LiveSpace.
class StateFeed : public QObject
{
    Q_OBJECT

public:
    StateFeed(SpaceContext &context, Messages &messages, Authority &authority, LocalMessageStore &store,
              UserStore &user, QObject *parent = nullptr);
    ~StateFeed() override;

    //! Reads what is stored. `whole`: as much as was known to be all of it, in an earlier run (`position`
    //! counts the rows).
    void start(const std::optional<TopicMark> &whole);
    //! What was stored is gone: begins again, and fetches it.
    void beginAnew();
    void catchUp();
    //! What is missing when the server went back behind what was known of the state: then it is not current.
    const std::optional<TopicAlarm> &alarm() const { return m_alarm; }
    void receive(const Message &message) { m_sync.receive(message); }

Q_SIGNALS:
    //! What was stored at start() has been read, as far as it could be.
    void started();
    void alarmRaised();
    void alarmEnded();
    //! Not all of it could be read; tried again when the state has been synced.
    void storageFailed(const reeeductio::Error &error);

private:
    void readAnew();
    void readOn(RowPlace from);
    void readSome(const QList<StoredMessage> &rows);
    void endReading();
    void take(const StoreOutcome &outcome);
    void feed(const QList<StoredMessage> &rows);
    QList<StoredMessage> unknown(const QList<StoredMessage> &rows) const;
    bool hasPinned() const;
    void noteProgress();
    void pin();

    SpaceContext &m_context;
    Authority &m_authority;
    LocalMessageStore &m_store;
    UserStore &m_user;
    TopicSync m_sync;
    std::optional<TopicMark> m_whole; //!< the newest verified entry; `position` counts the rows
    std::optional<TopicAlarm> m_alarm;
    TopicMark m_newest;           //!< of what was fed, with a good seal
    QSet<QByteArray> m_fed;       //!< hashes the Authority has
    qint64 m_lastPosition = 0;    //!< of those
    QList<StoredMessage> m_queue; //!< came while what is stored was read
    int m_reading = 0;            //!< which reading is under way: an answer to an older one is dropped
    bool m_hasWhole = false;      //!< m_whole is among those, with a good seal
    bool m_isReading = false;
    bool m_hasFailed = false; //!< the Authority lacks rows that are stored
    bool m_hasStarted = false;
};

} // namespace reeeductio
