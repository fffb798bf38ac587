// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/statechange.h"
#include "base/asyncoperation.h"
#include "client/messages.h"

namespace reeeductio {

//! What became of one write of a change.
struct EditReport
{
    enum class Outcome {
        Written,
        Refused,   //!< `error` says why
        Overtaken, //!< somebody else changed the same thing meanwhile
        NotTried,  //!< one before it was not written
        Unknown,   //!< the answer was lost, and so was the way to look: it may be there
    };

    QString path;
    Outcome outcome = Outcome::NotTried;
    QByteArray hash = {}; //!< of the message that was written, or may have been
    Error error = {};
};

struct ChangeReport
{
    QList<EditReport> edits;         //!< one for each write, in order
    QList<Message> overtakenBy = {}; //!< what others wrote, oldest first

    bool isComplete() const;
    //! The first that was not written; null when all were.
    const EditReport *stoppedAt() const;
};

//! Writes a change behind the state it was planned for. When others wrote in between it goes on behind
//! theirs, unless they changed a user, tool, role or value that it changes too: then it ends there, and
//! nothing of theirs is overwritten. Ends at the first write that is refused. What was written stays
//! written; the report says what.
class ApplyChange final : public AsyncOperation<ChangeReport>
{
    Q_OBJECT

public:
    //! `head`: the hash of the state's newest message when it was planned; empty: there was none.
    ApplyChange(Messages &messages, StateChange change, QByteArray head, QObject *parent);

protected:
    void run() override;

private:
    void writeNext();
    void write(const StateEdit &edit);
    void catchUp(const Error &refusal, const Message &sent, int limit);
    void takeNews(QList<Message> news, const Error &refusal, const Message &sent);
    void stop(EditReport::Outcome outcome, const Error &error = {});
    void noteWritten(const QByteArray &hash, const QByteArray &head);

    Messages &m_messages;
    StateChange m_change;
    QByteArray m_head;
    ChangeReport m_report;
    qsizetype m_next = 0;
    int m_tries = 0;
};

} // namespace reeeductio
