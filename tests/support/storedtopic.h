// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "support/machine.h"

#include <QUrl>

namespace reeeductio::test {

//! Somebody's message, on its way into a store.
struct Written
{
    QByteArray plaintext = {};
    QByteArray type = "chat.text";
    qint64 time = 0;                     //!< 0: a second after the one before
    const Credentials *author = nullptr; //!< null: the owner
};

//! A topic as a machine keeps it, and nobody to ask: for what is shown of rows, whatever they are.
class StoredTopic
{
public:
    explicit StoredTopic(QString topic = QStringLiteral("general"));

    Machine machine;
    Credentials owner;
    QString topic;

    //! The next message of the chain, sealed, not stored.
    Message write(const Written &written);
    QList<Message> writeMany(int count);
    //! Behind any message; the chain goes on where it was.
    Message writeBehind(const std::optional<QByteArray> &previous, const Written &written);

    bool store(const QList<Message> &messages, Seal seal = Seal::Good);
    //! A server nobody listens at. The state, empty, counts as known: owner's messages are verified.
    std::unique_ptr<LiveSpace> open(const ClientServices &services);
    //! A member nobody added.
    Credentials stranger() const;

private:
    Message sealed(const std::optional<QByteArray> &previous, const Written &written);

    std::optional<QByteArray> m_head;
    qint64 m_time = 1'700'000'000'000;
};

} // namespace reeeductio::test
