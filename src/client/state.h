// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/messages.h"

namespace reeeductio {

//! The newest value at a state path.
struct StateValue
{
    QByteArray value; //!< plaintext; empty when deleted
    Message source;
    bool isDeleted() const { return source.data.isEmpty(); }
};

//! State: key and value with history. A part of Space. What is read is verified: Chain/HashMismatch or
//! SignatureMismatch when the seal does not hold, or when it is another path's. NotFound for what never was.
class State : public QObject
{
    Q_OBJECT

public:
    State(SpaceContext &context, Messages &messages, QObject *parent = nullptr);

    const SpaceId &space() const { return m_context.space(); }

    Pending<StateValue> plaintext(const QString &path);
    //! With the state key, or a key of the caller's own.
    Pending<StateValue> encrypted(const QString &path, std::optional<SymmetricKey> key = {});

    //! An empty value deletes. Without `prevHash` as Messages::post().
    Pending<PostedMessage> setPlaintext(const QString &path, const QByteArray &value,
                                        std::optional<MessageId> prevHash = {});
    Pending<PostedMessage> setEncrypted(const QString &path, const QByteArray &value,
                                        std::optional<MessageId> prevHash = {},
                                        std::optional<SymmetricKey> key = {});
    Pending<PostedMessage> remove(const QString &path, std::optional<MessageId> prevHash = {});

    //! Over what the history holds at that path, though it be one that none of the above takes (`a/../b`):
    //! others may have written there.
    Pending<PostedMessage> replace(const QString &storedPath, const QByteArray &value);

    //! The topic's entry in the space's directory, `topics/{id}`, encrypted; an empty name is the id.
    //! Validation/BadTopicName.
    Pending<PostedMessage> describeTopic(const QString &id, const QString &name, const QString &description);

    //! Every state message in a range of time; all of it by default.
    Pending<CheckedPage> history(MessageRange range = {0, endOfTime, std::numeric_limits<int>::max()});

private:
    Pending<StateValue> read(const QString &path);
    Pending<PostedMessage> write(const QString &path, const QByteArray &bytes,
                                 std::optional<MessageId> prevHash);

    SpaceContext &m_context;
    Messages &m_messages;
};

} // namespace reeeductio
