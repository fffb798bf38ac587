// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/escalation.h"

#include <QHash>

namespace reeeductio {

//! A space as it would be after some more writes. Pure; one thread at a time.
class EscalationWorld
{
public:
    //! How often each tool has been used.
    using Uses = QHash<MemberId, qint64>;

    EscalationWorld(const StateLog &log, RuleSet ruleSet, qint64 nowMs, Uses uses);
    Q_DISABLE_COPY_MOVE(EscalationWorld)

    const StateLog &log() const { return m_log; }
    const Authorizer &authorizer() const { return m_authorizer; }
    Circumstances now() const { return {.moment = m_log.size(), .nowMs = m_nowMs}; }

    //! A tool that has used up its limit writes nothing any more.
    bool isTaken(const MemberId &signer, const StateEdit &edit) const;
    //! Writes it if the server takes it; what the write was.
    std::optional<Operation> write(const MemberId &signer, const StateEdit &edit);

private:
    WriteJudgement judge(const MemberId &signer, const StateEdit &edit) const;
    bool isSpent(const MemberId &member) const;
    bool isAllowedAtAll(const MemberId &signer, const StateEdit &edit) const;

    StateLog m_log;
    Authorizer m_authorizer;
    qint64 m_nowMs;
    Uses m_uses;
    qint64 m_time; //!< of the newest message: servers date what they store later
};

} // namespace reeeductio
