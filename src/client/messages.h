// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/spacecontext.h"
#include "store/storedmessage.h"

#include <QHash>
#include <QObject>

namespace reeeductio {

//! The newest possible time: a range from here to 0 asks for the newest first.
inline constexpr qint64 endOfTime = 9'999'999'999'999;

//! A piece of a topic by server time, both ends included, in milliseconds; newest first when `from` is after
//! `to`.
struct MessageRange
{
    qint64 from = 0;
    qint64 to = endOfTime;
    int limit = 100;

    static MessageRange newest(int limit) { return {endOfTime, 0, limit}; }
};

//! Messages as a server gave them, each with what its seal is worth.
struct CheckedPage
{
    QList<SealedMessage> messages;
    bool hasMore = false;
};

//! What the server said to a post, with what was posted.
struct PostedMessage
{
    Message message; //!< with the server's timestamp
};

//! Reading and posting in topics, state included. A part of Space. Errors: those of Session, and
//!  - Validation/MessageTooLong before anything is sent, Validation/CannotDecrypt, Validation/BadKey without
//!  a root;
//!  - Conflict/HeadMoved when the caller named a predecessor that is no longer the head;
//!  Conflict/GaveUpRetrying when it
//!    did not, and others kept posting in between.
class Messages : public QObject
{
    Q_OBJECT

public:
    explicit Messages(SpaceContext &context, QObject *parent = nullptr);

    //! `data` is sent as it is, in base64. Without `prevHash` the topic's head is asked for, and asked for
    //! again when somebody was faster (8 times at most).
    Pending<PostedMessage> post(const QString &topic, const QByteArray &type, const QByteArray &data,
                                std::optional<MessageId> prevHash = {});
    //! `plaintext` is encrypted with the topic's key first.
    Pending<PostedMessage> postEncrypted(const QString &topic, const QByteArray &type,
                                         const QByteArray &plaintext, std::optional<MessageId> prevHash = {});
    //! A message sealed by the caller, once, as it is.
    Pending<PostedMessage> postSealed(const Message &message);

    //! Any number: above 1,000 in several requests.
    Pending<CheckedPage> list(const QString &topic, MessageRange range = {});
    Pending<SealedMessage> get(const QString &topic, const MessageId &hash);
    //! The topic's newest message; nothing in an empty topic.
    Pending<std::optional<SealedMessage>> head(const QString &topic);
    //! What a post stands behind, by what head() answered; nothing in an empty topic. Authorization/
    //! HeadUnreadable for who may not read; Chain when the head is no message id: nothing can follow it.
    static Result<std::optional<MessageId>> headToFollow(const QString &topic,
                                                         const Result<std::optional<SealedMessage>> &head);

    //! The bytes of one list answer and when the last message in it was stored: for syncs that ask for the
    //! next page before they have read this one. At most 1,000 messages.
    Pending<QByteArray> page(const QString &topic, MessageRange range);

    //! Validation/BadKey without a root.
    [[nodiscard]] Result<SymmetricKey> topicKey(const QString &topic) const;
    [[nodiscard]] Result<QByteArray> decrypt(const QString &topic, const Message &message) const;
    //! Validation/MessageTooLong when it would not fit into one message.
    [[nodiscard]] Result<QByteArray> encrypt(const QString &topic, const QByteArray &plaintext) const;

    //! Hash and signature by this member.
    Message seal(MessageDraft draft) const;

    //! The head a post is tried with first; kept up to date by posts, and by TopicSync for the topics it
    //! follows.
    std::optional<MessageId> knownHead(const QString &topic) const;
    void noteHead(const QString &topic, const MessageId &head) { m_heads.insert(topic, head); }
    void forgetHead(const QString &topic) { m_heads.remove(topic); }

private:
    SpaceContext &m_context;
    QHash<QString, MessageId> m_heads;
};

//! Parses one list answer and checks every seal in it. Pure, about 55 µs a message: for the pool.
[[nodiscard]] Result<CheckedPage> readPage(const SpaceId &space, const QString &topic, QByteArrayView json);

} // namespace reeeductio
