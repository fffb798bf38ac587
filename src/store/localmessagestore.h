// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/serialthread.h"
#include "store/storedmessage.h"

#include <memory>

namespace reeeductio {

//! What opening a store's file met.
struct OpenReport
{
    bool isReadOnly = false;  //!< a newer version of this program wrote the file: nothing is stored this time
    QString damagedFile = {}; //!< where a file that could not be read was set aside; a new one was begun
};

//! Messages on this machine (cache.db), as received: ciphertext, seals judged, linked into chains.
//! Disposable: all of it can be had from the server again, so a damaged file is set aside and begun anew, at
//! open() or when a page is found damaged later.
//! Call from any one thread; the work is done in the store thread. Errors are Storage.
class LocalMessageStore
{
public:
    //! `file` is opened by open(); before that, and when that failed, everything answers Storage/CannotOpen.
    LocalMessageStore(SerialThread &thread, QString file);
    ~LocalMessageStore();
    Q_DISABLE_COPY_MOVE(LocalMessageStore)

    Pending<OpenReport> open();
    //! Completes when the file is found damaged in use, with the name it was set aside under: everything that
    //! was stored is gone. What met the damage fails with Storage/Damaged.
    Pending<QString> begunAnew();

    //! Stores what is new, in one transaction. Messages may come in any order and overlap what is there; a
    //! good copy takes the place of a bad one.
    Pending<StoreOutcome> put(const SpaceId &space, const QString &topic, QList<SealedMessage> messages);
    //! The server has nothing older than the oldest stored message.
    Pending<void> markComplete(const SpaceId &space, const QString &topic);

    Pending<std::optional<StoredMessage>> byHash(const SpaceId &space, const QString &topic,
                                                 const QByteArray &hash);
    //! By server time in milliseconds, both ends included; newest first when `from` is after `to`.
    Pending<QList<StoredMessage>> range(const SpaceId &space, const QString &topic, qint64 from, qint64 to,
                                        int limit);
    //! Up to `limit` rows from `place` upward, that one included, in chain order.
    Pending<QList<StoredMessage>> upward(const SpaceId &space, const QString &topic, RowPlace place,
                                         int limit);
    //! Up to `limit` rows below `place`, in chain order.
    Pending<QList<StoredMessage>> below(const SpaceId &space, const QString &topic, RowPlace place,
                                        int limit);
    //! Up to `limit` of those that bring files (by their type), below `place`, in chain order.
    Pending<QList<DatedMessage>> filesBelow(const SpaceId &space, const QString &topic, RowPlace place,
                                            int limit);
    //! The highest one; nothing when there is none.
    Pending<std::optional<StoredMessage>> latest(const SpaceId &space, const QString &topic);
    Pending<TopicChain> chain(const SpaceId &space, const QString &topic);
    //! The earliest time at which a row at this position can have been stored, going by the rows it stands
    //! behind: 0 where their times only go up, since then its own is later.
    Pending<qint64> notBefore(const SpaceId &space, const QString &topic, qint64 position);
    //! Up to `limit` hashes of messages that are not here and should be: stored ones name them as their
    //! predecessors.
    Pending<QList<QByteArray>> missing(const SpaceId &space, const QString &topic, qint64 limit);
    //! The topics with stored messages, by name.
    Pending<QStringList> topics(const SpaceId &space);

    //! A small picture of a stored file, as it was given to keepPreview(): whoever does that encrypts it.
    //! Empty when there is none; of all spaces' a few thousand are kept.
    Pending<QByteArray> preview(const SpaceId &space, const BlobId &blob);
    Pending<void> keepPreview(const SpaceId &space, const BlobId &blob, const QByteArray &sealed);

    Pending<qint64> count(const SpaceId &space, const QString &topic);
    Pending<qint64> count(const SpaceId &space);
    Pending<qint64> countAll();
    //! One message; whether it was here. Its successors miss it then, and a sync fetches it again.
    Pending<bool> removeMessage(const SpaceId &space, const QString &topic, const QByteArray &hash);
    //! How many were removed.
    Pending<qint64> remove(const SpaceId &space, const QString &topic);
    //! A space's topics, all of them; how many messages were removed.
    Pending<qint64> clear(const SpaceId &space);
    Pending<void> clear();

private:
    struct Tables;

    //! Runs `work(MessageTable &, qint64 topicKey)` in the store thread; reads only.
    template <class F>
    auto withTopic(const SpaceId &space, const QString &topic, F work);
    template <class F>
    auto withTable(F work);
    //! The same as one transaction; the topic is made when there is none.
    template <class F>
    auto changeTopic(const SpaceId &space, const QString &topic, F work);
    template <class F>
    auto changeTable(F work);

    SerialThread &m_thread;
    std::shared_ptr<Tables> m_tables; //!< touched in the store thread only
};

} // namespace reeeductio
