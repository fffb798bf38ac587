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
    qint64 time = 0; //!< the server's, in milliseconds
    //! Why not, for NotEntitled.
    WriteJudgement::Refusal refusal = WriteJudgement::Refusal::None;
};

struct AuditReport
{
    qsizetype checked = 0;
    qsizetype unjudged = 0;       //!< behind a hole: who was entitled to them cannot be told
    QList<AuditFinding> findings; //!< in chain order, one for each entry: the gravest
};

//! Judges every state message by the state before it, under strict rules: what the server should have
//! refused, altered or withheld. `knownHead`: a message that has been seen, to be found again; empty for
//! none. Pure.
AuditReport auditState(const StateReplay &replay, const QByteArray &knownHead = {});

} // namespace reeeductio
