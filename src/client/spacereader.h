// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/authority.h"
#include "client/space.h"
#include "client/verdict.h"

#include <QSet>

namespace reeeductio {

//! A message, what it is worth, and what it says.
struct JudgedMessage
{
    Message message;
    Verdict verdict = Verdict::Checking;
    std::optional<QByteArray> plaintext = {}; //!< nothing when it cannot be decrypted
};

struct JudgedPage
{
    QList<JudgedMessage> messages; //!< in chain order, or against it when the range was reversed
    bool hasMore = false;
};

//! Reads a space for a program that keeps nothing between runs: its state, replayed here, and pieces of
//! topics with a verdict on each message. A predecessor outside of the piece is asked for by its hash; a fork
//! is seen when both its branches are in pieces that were read together. A message counts as no older than
//! what it follows there, whatever the server says; beyond its piece and that one predecessor nothing can be
//! told. Errors: those of Messages. Lives in
//! the thread of its Space, which outlives it as `thread` does.
class SpaceReader : public QObject
{
    Q_OBJECT

public:
    SpaceReader(Space &space, SerialThread &thread, QObject *parent = nullptr);
    ~SpaceReader() override;

    //! The state as the server has it now: all of it, and after that what was added. One at a time.
    Pending<void> readState();
    //! Follows from what readState() has read.
    Authority &authority() { return m_authority; }
    //! Every state message so far, in chain order; judged by the right to write it, decrypted where it can
    //! be.
    Pending<QList<JudgedMessage>> stateMessages();

    //! A piece of any topic but `state`, judged by the state that was read.
    Pending<JudgedPage> list(const QString &topic, MessageRange range);

private:
    class ListJudged;

    Pending<void> readAllState();
    void appendState(QList<StoredMessage> rows);

    Space &m_space;
    Authority m_authority;
    QList<StoredMessage> m_state;   //!< in chain order
    QSet<QByteArray> m_stateHashes; //!< of those
    //! Messages of topics known to be on the server, and the time each was stored at or after.
    QHash<QByteArray, qint64> m_found;
};

} // namespace reeeductio
