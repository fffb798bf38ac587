// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/statereplay.h"

#include <QObject>

namespace reeeductio {

//! What ought not to be in a space's state.
struct AuditFinding
{
    Q_GADGET

public:
    enum class Rule {
        BadHash,      //!< its content is not what its hash was made over
        BadSignature, //!< whoever is named did not sign it
        BrokenLink,   //!< what stood before it is not handed out
        Fork,         //!< another entry follows the same one
        NotEntitled,  //!< its sender had no right to write it
        MissingHead,  //!< an entry that is known from elsewhere is not handed out; `path` is empty
    };
    Q_ENUM(Rule)

    Rule rule = Rule::BadHash;
    QByteArray hash; //!< of the state message
    QString path;
    QByteArray sender;
    qint64 time = 0;      //!< the server's, in milliseconds
    qsizetype entry = -1; //!< its place in the chain, 0 the first; -1 for MissingHead
    QByteArray previous;  //!< the message it names as the one before it
    //! Why not, for NotEntitled.
    WriteJudgement::Refusal refusal = WriteJudgement::Refusal::None;
    //! For NotEntitled: whether a server of the rules that were asked about lets such a write in, and whether
    //! it acts on one that is in.
    bool isLetIn = false;
    bool isHonoured = false;

    friend bool operator==(const AuditFinding &, const AuditFinding &) = default;
};

struct AuditReport
{
    qsizetype checked = 0;
    qsizetype unjudged = 0;       //!< behind a hole: who was entitled to them cannot be told
    QList<AuditFinding> findings; //!< in chain order, one for each entry: the gravest

    friend bool operator==(const AuditReport &, const AuditReport &) = default;
};

//! As auditState(), of the entries from `from` up to `to`, added to what `report` has of those before them.
void auditEntries(const StateReplay &replay, qsizetype from, qsizetype to, RuleSet serverRules,
                  AuditReport &report);

//! Judges every state message by the state before it, under strict rules: what the server should have
//! refused, altered or withheld. `knownHead`: a message that has been seen, to be found again; empty for
//! none. `serverRules`: whose answer is put beside the strict one. Pure.
AuditReport auditState(const StateReplay &replay, const QByteArray &knownHead = {},
                       RuleSet serverRules = RuleSet::Real);

//! That a message which was verified here is not handed out any more.
AuditFinding missingHead(const QByteArray &hash, qint64 time = 0);

} // namespace reeeductio
