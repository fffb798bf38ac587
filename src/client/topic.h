// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/authority.h"
#include "client/outbox.h"
#include "client/pinnedhead.h"
#include "client/topicsync.h"
#include "client/transfer/transferslots.h"
#include "client/verdict.h"
#include "protocol/payload.h"

#include <QSet>

namespace reeeductio {

//! A message as a person sees it: verified, decrypted, judged.
struct TopicRow
{
    QByteArray hash;
    std::optional<QByteArray> prevHash;
    QByteArray type;
    QByteArray sender; //!< a member id, or whatever stood there
    qint64 time = 0;   //!< the server's, in milliseconds
    //! What its sender's right is judged by: `time`, which nobody signed, or that of a row before it that the
    //! server dated later.
    qint64 judgedAt = 0;
    qint64 position = 0;
    qint64 id = 0; //!< tells siblings of a fork apart, which share a position
    RowFlags flags;
    Verdict verdict = Verdict::Checking;
    Payload payload; //!< what could be decrypted; the ciphertext's size as OtherPayload otherwise
    bool isReadable = true;

    RowPlace place() const { return {position, id}; }
};

//! What this machine keeps for a space; all of it outlives the LiveSpace.
struct LocalServices
{
    LocalMessageStore &messages;
    UserStore &user;
    SerialThread &authority;
    TransferSlots &uploadSlots;   //!< shared by all spaces
    TransferSlots &downloadSlots; //!< the same
};

//! One topic kept in step with the server: its rows in chain order, what is new, what was read. Rows are read
//! from the store when asked for, never held. A part of LiveSpace.
class Topic : public QObject
{
    Q_OBJECT

public:
    Topic(SpaceContext &context, Messages &messages, Authority &authority, const LocalServices &local,
          QString id, QObject *parent = nullptr);
    ~Topic() override;

    const QString &id() const { return m_id; }
    TopicSync &sync() { return m_sync; }
    const TopicSync::Progress &progress() const { return m_sync.progress(); }

    //! Up to `limit` rows from `place` upward, that one included, in chain order.
    Pending<QList<TopicRow>> rowsFrom(RowPlace place, int limit);
    //! The same from a message on, wherever it stands by now; none when it is not here.
    Pending<QList<TopicRow>> rowsFromMessage(const QByteArray &hash, int limit);
    //! Up to `limit` rows below `place`, in chain order.
    Pending<QList<TopicRow>> rowsBelow(RowPlace place, int limit);
    //! The newest ones.
    Pending<QList<TopicRow>> newestRows(int limit);
    //! Of those that bring files, up to `limit` below `place`, in chain order.
    Pending<QList<TopicRow>> filesBelow(RowPlace place, int limit);

    //! How many messages the topic has up to this one; nothing while its beginning is not here.
    Pending<std::optional<qint64>> heightOf(qint64 position);

    //! Rows above what was read last, others' only.
    int unreadCount() const { return m_unread; }
    //! What was read last, while its place is known.
    std::optional<TopicMark> readMark() const { return m_isReadFound ? m_read : std::nullopt; }
    //! There is one, and its place is still looked for.
    bool isFindingReadMark() const { return m_read && !m_isReadFound; }
    void setMarks(const TopicMarks &marks);
    //! What is missing when the server went back behind what was verified here, in this run or an earlier
    //! one.
    const std::optional<TopicAlarm> &alarm() const { return m_head.alarm(); }
    //! After a pause: the server has to show again what was verified.
    void doubtHead() { m_head.doubt(); }
    //! The server did not show it since. Then nothing is to be posted: it might follow something else.
    bool isHeadDoubted() const { return m_head.isDoubted(); }
    //! What was stored of it is gone.
    void beginAnew();
    //! Everything up to this row has been seen. Moves forward only.
    void markRead(const TopicRow &row);

Q_SIGNALS:
    //! Rows with these positions are there now, in chain order.
    void rowsAdded(const QList<qint64> &positions);
    //! Rows have other positions or verdicts now: what was read before is out of date.
    void rowsChanged();
    void unreadChanged();
    void readMarkFound();
    //! Whether the server still shows what was verified here has been looked at: alarm() and isHeadDoubted()
    //! tell.
    void headChecked();
    //! alarm() is there, or there no longer.
    void alarmChanged();
    //! Rows were asked for.
    void asked();
    void progressChanged();

private:
    //! Rows, and where the stored chain began when they were read.
    struct Piece
    {
        QList<DatedMessage> rows;
        QByteArray oldest = {}; //!< nothing once the topic is here from its beginning
    };

    Pending<Piece> upward(RowPlace place, int limit);
    Pending<Piece> piece(Pending<QList<StoredMessage>> rows);
    Pending<QList<TopicRow>> present(Pending<Piece> piece);
    void take(const StoreOutcome &outcome);
    void noteProgress();
    void findReadMark();
    bool hasAwaited(const QList<StoredMessage> &rows);
    int unreadIn(const QList<StoredMessage> &rows) const;
    void setUnread(int unread);
    void noteHead(const TopicMark &head);

    SpaceContext &m_context;
    Messages &m_messages;
    Authority &m_authority;
    LocalServices m_local;
    QString m_id;
    TopicSync m_sync;
    std::optional<TopicMark> m_read;
    bool m_isReadFound = false; //!< m_read's position is of this layout of this cache.db
    PinnedHead m_head;
    QSet<QByteArray> m_awaited; //!< predecessors of rows that were shown as waiting for them
    int m_unread = 0;
    bool m_wasWorking = false;
};

} // namespace reeeductio
