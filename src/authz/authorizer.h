// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/accessmatrix.h"
#include "authz/decision.h"
#include "authz/roster.h"
#include "authz/rules.h"
#include "authz/statelog.h"

#include <memory>

namespace reeeductio {

//! Answers questions about one space under one set of rules (PROTOCOL 10). It follows the log it was given:
//! entries appended later are taken in before the next answer (about 6 µs each where people hold some ten
//! rights). The log outlives it. Pure; one thread at a time.
class Authorizer
{
public:
    Authorizer(const StateLog &log, RuleSet ruleSet);
    ~Authorizer();
    Q_DISABLE_COPY_MOVE(Authorizer)

    const SpaceId &space() const;

    //! Whether the server would let this member sign in.
    bool isMember(const MemberId &member, Moment moment) const;

    Decision decide(const Question &question, const Circumstances &circumstances) const;

    //! What needs membership only: listing state, storing a blob.
    Decision decideForAnyMember(const MemberId &member, Moment moment) const;

    //! A write of data at `path`, which the servers check in their own ways (PROTOCOL 12.4).
    Decision decideDataWrite(const MemberId &member, Operation operation, const QString &path,
                             const Circumstances &circumstances) const;

    //! A message to topic `state`: `path` is its type, `data` its base64 as sent.
    WriteJudgement judgeStateWrite(const MemberId &sender, const QString &path, QByteArrayView data,
                                   const Circumstances &circumstances) const;

    //! The part of judgeStateWrite() that looks at what is handed out: whether `sender`, trusted or not, may
    //! give this right or role. None for a path that hands out nothing.
    WriteJudgement::Refusal checkGrant(const MemberId &sender, const QString &path, QByteArrayView data,
                                       const Circumstances &circumstances) const;

    //! Every right a member holds then, from the member's own entries and through roles. The owner holds none
    //! and may do everything.
    QList<HeldRight> heldRights(const MemberId &member, const Circumstances &circumstances) const;

    //! Who is in the space then, and what is written about them. The signer of data is not asked for.
    Roster roster(const Circumstances &circumstances) const;

    //! decide() for each of these members and each of these questions, without the reasons' details. About
    //! 1 µs a cell where people hold some twenty rights.
    AccessMatrix accessMatrix(const QList<MemberId> &members, const QList<AccessQuestion> &questions,
                              const Circumstances &circumstances) const;

    //! The tool's limit of uses: nothing when it has none, 0 when its entry is not there or not readable.
    std::optional<qint64> useLimit(const ToolId &tool, Moment moment) const;

    //! Local and strict: whether this entry's sender was entitled to write it when it was written. Real:
    //! always.
    bool wasEntitled(qsizetype entry) const;

    //! judgeStateWrite() of an entry of the log, put at its own moment and server time: why it was not
    //! entitled. The seal is not looked at; a sender that is no member id is untrusted.
    WriteJudgement judgeEntry(qsizetype entry) const;

private:
    class Engine;
    std::unique_ptr<Engine> m_engine;
};

} // namespace reeeductio
