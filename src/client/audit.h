// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/authority.h"
#include "client/stateaudit.h"
#include "client/topicalarm.h"

#include <chrono>

namespace reeeductio {

//! auditState() of a space's state as it comes: what was judged stays judged, what is appended is judged
//! after it, and all of it again when the Authority began anew. In slices, so that whoever asks the Authority
//! something else waits for one of them at most. A part of LiveSpace.
class Audit : public QObject
{
    Q_OBJECT

public:
    enum class State {
        NotRun,  //!< there is nothing to judge yet
        Running, //!< some of what is here has not been judged
        Stopped, //!< by a person, before all of it was
        Done,    //!< all that is here has been judged
    };
    Q_ENUM(State)

    //! `serverRules`: how the space's server decides, to be put beside the strict verdict.
    Audit(Authority &authority, RuleSet serverRules, QObject *parent = nullptr);
    ~Audit() override;

    State state() const;
    //! Of the entries judged so far. The missing head is not among its findings.
    const AuditReport &report() const { return m_report; }
    //! What the server showed before, and does not show any more.
    const std::optional<AuditFinding> &missing() const { return m_missing; }
    qsizetype findingCount() const { return m_report.findings.size() + (m_missing ? 1 : 0); }
    //! All that was found, as auditState() lists it.
    AuditReport wholeReport() const;
    //! How many entries there are to judge.
    qsizetype total() const { return m_total; }
    //! What judging took.
    std::chrono::microseconds duration() const { return m_duration; }
    //! Whether the server is known to have no state that is not here.
    bool isCurrent() const { return m_authority.isCurrent(); }

    //! Not before proceed(), or until the Authority begins anew.
    void stop();
    void proceed();
    void setMissing(const std::optional<TopicAlarm> &alarm);

Q_SIGNALS:
    //! Nothing is judged any more, and findings are none.
    void begunAnew();
    //! More is judged: findings were added behind those there are.
    void judged(qsizetype newFindings);
    //! missing() is another one.
    void missingChanged();
    //! Any of this, or state() or isCurrent().
    void changed();

private:
    struct Slice
    {
        AuditReport report;
        std::chrono::microseconds duration;
    };

    void beginAnew();
    void judgeNext();
    void take(const Slice &slice);

    Authority &m_authority;
    RuleSet m_serverRules;
    AuditReport m_report;
    std::optional<AuditFinding> m_missing;
    std::unique_ptr<QObject> m_run; //!< context of the slice that is being judged
    qsizetype m_total = 0;
    std::chrono::microseconds m_duration{0};
    bool m_isStopped = false;
};

} // namespace reeeductio
