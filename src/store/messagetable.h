// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "store/database.h"
#include "store/storedmessage.h"

#include <QHash>

namespace reeeductio {

//! What is known of a topic without looking at its rows.
struct TopicSummary
{
    qint64 count = 0;
    bool isComplete = false; //!< the server had nothing older
};

//! The rows of cache.db. Synchronous: lives in the store thread. Errors are Storage.
class MessageTable
{
public:
    static const Schema &schema();

    explicit MessageTable(Database &database) : m_database(database) {}

    //! The key of a topic's rows; one that no row has when there is no such topic.
    [[nodiscard]] Result<qint64> findTopic(const SpaceId &space, const QString &topic);
    //! The key, made when there is none.
    [[nodiscard]] Result<qint64> makeTopic(const SpaceId &space, const QString &topic);
    //! Those that have rows.
    [[nodiscard]] Result<QStringList> topics(const SpaceId &space);

    [[nodiscard]] Result<void> insert(qint64 topic, const StoredMessage &row);
    [[nodiscard]] Result<void> setPlace(qint64 topic, const QByteArray &hash, qint64 position,
                                        RowFlags flags);

    [[nodiscard]] Result<void> markBackdated(qint64 topic, const QByteArray &hash);
    //! As LocalMessageStore::notBefore().
    [[nodiscard]] Result<qint64> notBefore(qint64 topic, qint64 position);

    //! The same message, from another source: everything but its place, and no mark of a bad seal.
    [[nodiscard]] Result<void> replace(qint64 topic, const Message &good);

    //! Which of these are here, and their flags.
    [[nodiscard]] Result<QHash<QByteArray, RowFlags>> known(qint64 topic, const QList<QByteArray> &hashes);
    [[nodiscard]] Result<std::optional<StoredMessage>> byHash(qint64 topic, const QByteArray &hash);
    [[nodiscard]] Result<std::optional<StoredMessage>> oldest(qint64 topic);
    [[nodiscard]] Result<std::optional<StoredMessage>> newest(qint64 topic);
    //! Up to `limit` of the predecessors that unlinked rows wait for, if they can be message ids.
    [[nodiscard]] Result<QList<QByteArray>> missing(qint64 topic, qint64 limit);
    [[nodiscard]] Result<std::optional<qint64>> positionOf(qint64 topic, const QByteArray &hash);
    //! Marks the children of `parent`, which stand there if anywhere; false when there are none.
    [[nodiscard]] Result<bool> markFork(qint64 topic, qint64 position, const QByteArray &parent);
    //! The unlinked rows whose predecessor is one of these, without their data and signatures.
    [[nodiscard]] Result<QList<StoredMessage>> waitingFor(qint64 topic,
                                                          const QList<QByteArray> &predecessors);
    //! Every row by position, without its data and signature: what laying out needs.
    [[nodiscard]] Result<QList<StoredMessage>> links(qint64 topic);

    //! Up to `limit` rows from `place` on, that one included, ascending.
    [[nodiscard]] Result<QList<StoredMessage>> upward(qint64 topic, RowPlace place, int limit);
    //! Up to `limit` rows below `place`, ascending.
    [[nodiscard]] Result<QList<StoredMessage>> below(qint64 topic, RowPlace place, int limit);
    //! Those among them that bring files.
    [[nodiscard]] Result<QList<DatedMessage>> filesBelow(qint64 topic, RowPlace place, int limit);
    //! By server time, both ends included; newest first when `from` is after `to`.
    [[nodiscard]] Result<QList<StoredMessage>> range(qint64 topic, qint64 from, qint64 to, int limit);

    [[nodiscard]] Result<TopicSummary> summary(qint64 topic);
    [[nodiscard]] Result<void> setComplete(qint64 topic);
    [[nodiscard]] Result<void> addToCount(qint64 topic, qint64 added);
    [[nodiscard]] Result<qint64> count(const SpaceId &space);
    [[nodiscard]] Result<qint64> countAll();
    [[nodiscard]] Result<qint64> remove(qint64 topic);
    //! Whether it was here. The places of the others are the caller's matter.
    [[nodiscard]] Result<bool> remove(qint64 topic, const QByteArray &hash);
    [[nodiscard]] Result<qint64> clear(const SpaceId &space);
    [[nodiscard]] Result<void> clear();

    //! As LocalMessageStore has them.
    [[nodiscard]] Result<QByteArray> preview(const SpaceId &space, const BlobId &blob);
    [[nodiscard]] Result<void> keepPreview(const SpaceId &space, const BlobId &blob,
                                           const QByteArray &sealed);

    //! Forgets keys that a rolled-back transaction made.
    void forgetKeys() { m_topicKeys.clear(); }

private:
    [[nodiscard]] Result<QList<StoredMessage>> rows(const char *sql, const QVariantList &values);
    [[nodiscard]] Result<std::optional<StoredMessage>> oneRow(const char *sql, const QVariantList &values);
    [[nodiscard]] Result<qint64> number(const char *sql, const QVariantList &values);

    Database &m_database;
    QHash<std::pair<QByteArray, QString>, qint64> m_topicKeys;
};

} // namespace reeeductio
