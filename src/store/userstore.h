// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/serialthread.h"
#include "crypto/symmetrickey.h"
#include "store/datarecord.h"
#include "store/localmessagestore.h"

#include <QHash>

#include <memory>

namespace reeeductio {

class UserTables;

//! Something a person sent that the server is not yet known to have.
struct OutboxItem
{
    qint64 id = 0; //!< given by the store; ascending in the order of sending
    SpaceId space = {};
    QString topic = {};
    QByteArray type = {};
    QByteArray plaintext = {};
    qint64 createdAt = 0; //!< milliseconds
    //! The sealed form that may have left already: sent again as it is, or looked for on the server.
    std::optional<Message> attempt = {};
    //! Why it waits for the person; nothing while it is still being tried.
    std::optional<Error> failure = {};

    //! False when its text was sealed with another vault's key: `plaintext` is empty then, and not the text.
    bool isReadable() const { return !failure || failure->code != ErrorCode::CannotDecrypt; }
};

//! A file that a person wants sent and that is not yet wholly on the server.
struct UploadItem
{
    qint64 id = 0; //!< given by the store; ascending in the order of sending
    SpaceId space = {};
    QString topic = {};
    QByteArray content = {}; //!< what the client knows of it; encrypted on the disk
    qint64 createdAt = 0;    //!< milliseconds
    //! Why it waits for the person; nothing while it is still being tried.
    std::optional<Error> failure = {};
};

//! A file of this person's that a server has.
struct StoredBlob
{
    SpaceId space = {};
    BlobId blob = {};
    QString topic = {};    //!< its message was to be posted to
    QString fileName = {}; //!< empty when it was sealed with another vault's key
    qint64 size = 0;       //!< of the file, in bytes
    qint64 storedAt = 0;   //!< milliseconds
};

//! A place in a topic: what was read last, or the newest head this person's program has verified.
struct TopicMark
{
    QByteArray hash;
    qint64 position = 0;
    qint64 time = 0; //!< the server's, in milliseconds
};

struct TopicMarks
{
    std::optional<TopicMark> read = {};
    std::optional<TopicMark> head = {};
};

//! What only this person has (user.db): unsent messages, pinned heads, data entries met, read
//! positions, names. Never
//! disposable: each write is durable before its Pending completes, and a damaged file is set aside, never
//! wiped. Texts are encrypted with a key from the vault. Call from one thread; the work is done in the store
//! thread. Errors are Storage.
class UserStore
{
public:
    UserStore(SerialThread &thread, QString file, const SymmetricKey &dataKey);
    ~UserStore();
    Q_DISABLE_COPY_MOVE(UserStore)

    Pending<OpenReport> open();

    //! Durable when it completes; the item comes back with its id.
    Pending<OutboxItem> addToOutbox(OutboxItem item);
    //! All of a space's items, in the order of sending. An item whose text cannot be decrypted any more
    //! (another vault) comes with a failure.
    Pending<QList<OutboxItem>> outbox(const SpaceId &space);
    //! NotFound when it has been removed.
    Pending<OutboxItem> outboxItem(qint64 id);
    //! Before it leaves: this sealed form may now reach the server.
    Pending<void> recordAttempt(qint64 id, const Message &attempt);
    Pending<void> recordFailure(qint64 id, const Error &failure);
    //! Try again: forgets the failure, keeps the attempt.
    Pending<void> clearFailure(qint64 id);
    //! It is on the server, or the person gave it up.
    Pending<void> removeFromOutbox(qint64 id);

    //! Durable when it completes; the item comes back with its id.
    Pending<UploadItem> addUpload(UploadItem item);
    //! In the order of sending. One whose content cannot be decrypted any more comes with a failure.
    Pending<QList<UploadItem>> uploads(const SpaceId &space);
    //! The server has it: from now on it is among storedBlobs(), whatever becomes of its message.
    Pending<void> setUploadStored(qint64 id, const QByteArray &content, const StoredBlob &blob);
    //! Nothing: to be tried again.
    Pending<void> setUploadFailure(qint64 id, const std::optional<Error> &failure);
    Pending<void> removeUpload(qint64 id);
    //! It is on the server: from now on it is this message that is to be sent. Both or neither.
    Pending<OutboxItem> turnIntoMessage(qint64 upload, OutboxItem message);

    //! What this person stored from this machine; no server tells. The oldest first.
    Pending<QList<StoredBlob>> storedBlobs(const SpaceId &space);
    //! The server has it no longer.
    Pending<void> removeStoredBlob(const SpaceId &space, const BlobId &blob);

    Pending<QHash<QString, TopicMarks>> marks(const SpaceId &space);
    Pending<void> setRead(const SpaceId &space, const QString &topic, const TopicMark &mark);
    Pending<void> setHead(const SpaceId &space, const QString &topic, const TopicMark &mark);

    //! What was met of a space's key-value data, in no order. One that cannot be read any more comes with its
    //! path.
    Pending<QList<DataRecord>> dataRecords(const SpaceId &space);
    //! In place of what there was of that path.
    Pending<void> setDataRecord(const SpaceId &space, const DataRecord &record);

    //! Names only this person gave: to members (by id) and to topics known by hand (`#topic`).
    Pending<QHash<QString, QString>> names(const SpaceId &space);
    //! An empty name removes it.
    Pending<void> setName(const SpaceId &space, const QString &subject, const QString &name);

private:
    template <class F>
    auto withTables(F work);

    SerialThread &m_thread;
    std::shared_ptr<UserTables> m_tables; //!< touched in the store thread only
};

} // namespace reeeductio
