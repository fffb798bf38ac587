// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/statereplay.h"

namespace reeeductio {

//! Who wrote an entry of the state, and when.
struct SignedEntry
{
    QString path;
    QByteArray sender;                   //!< a member id, or whatever stood there
    qint64 time = 0;                     //!< the server's, in milliseconds
    QByteArray hash;                     //!< of the message
    bool isSealed = false;               //!< hash and signature hold
    std::optional<bool> isEntitled = {}; //!< its sender might write it (strict); nothing when not known

    friend bool operator==(const SignedEntry &, const SignedEntry &) = default;
};

//! A right with the entries that give it.
struct WitnessedRight
{
    HeldRight held;
    std::optional<SignedEntry> granted = {};
    std::optional<SignedEntry> assigned = {}; //!< for a role's right

    friend bool operator==(const WitnessedRight &, const WitnessedRight &) = default;
};

//! The answer of one set of rules.
struct AccessVerdict
{
    bool isAllowed = false;
    Reason reason = Reason::NoRight;
    QList<WitnessedRight> because = {};
    std::optional<WitnessedRight> nearestMiss = {};
    NearMiss::Cause cause = NearMiss::Cause::OtherPath; //!< of nearestMiss
    //! What is handed out is refused, though the path may be written: None, MayNotGrant or MayNotAssign.
    WriteJudgement::Refusal refusal = WriteJudgement::Refusal::None;
    //! For MayNotAssign: what the role allows and the member does not hold.
    QList<Capability> lacking = {};
    //! What would turn a no, given to the member itself; nothing when no single right would.
    std::optional<Capability> smallestGrant = {};
};

//! Whether a member may do something, as a person wants to know it.
struct AccessAnswer
{
    Question question;
    AccessVerdict server; //!< as the space's server decides
    AccessVerdict strict; //!< as it ought to be
    bool isWhole = true;  //!< no state is missing: otherwise `strict` is not known, but for the owner

    //! Whether the server lets somebody do what they ought not to, or the other way round.
    bool areDifferent() const { return isWhole && server.isAllowed != strict.isAllowed; }
};

//! Puts the question as servers put it: a data write (`data/…`) at the path each looks at, a role that is
//! given with all it allows, a right that is handed out with the best the member has to give. {any} in the
//! resource is any at all. Pure.
AccessAnswer answerTo(const Question &question, const StateReplay &replay, RuleSet serverRules, qint64 nowMs);

} // namespace reeeductio
