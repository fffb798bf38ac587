// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/simulation.h"
#include "client/applychange.h"
#include "client/authority.h"

#include <functional>

namespace reeeductio {

//! A change looked at before it is made: what it would do to the state as it was known then.
struct ChangePlan
{
    StateChange change;
    Effect effect;
    QByteArray head; //!< the state's newest message then; empty: none
    //! For an undo: what somebody has written over since; such a path is left out of `change`. For a change
    //! that is merged: what others have written of its users, tools, roles and values, oldest first.
    QList<Message> overtakenBy = {};
    StateChange wanted = {}; //!< of a change that is merged: with what `change` leaves to others
};

//! How a change goes together with what others wrote while a person looked at it.
struct ChangeMerge
{
    QByteArray since;       //!< the state's newest message when it was looked at first
    QList<QByteArray> ours; //!< hashes of what was written of it already
    QStringList left = {};  //!< paths where what others wrote shall stay
};

//! A change that was made, to be undone.
struct AppliedChange
{
    StateChange change;
    QByteArray head;          //!< the state's newest message before it
    QList<QByteArray> hashes; //!< of the messages written, in the order of `change`
};

//! Changing who is in a space and what they may do: planned on the replayed state, shown, applied. A part of
//! LiveSpace.
class Administration : public QObject
{
    Q_OBJECT

public:
    //! `ruleSet`: how the server decides.
    Administration(SpaceContext &context, Messages &messages, Authority &authority, RuleSet ruleSet,
                   QObject *parent = nullptr);

    RuleSet ruleSet() const { return m_ruleSet; }
    const MemberId &self() const { return m_context.member(); }

    //! Makes the change from the state as it is when it is asked; runs in the authority thread.
    using Planner = std::function<StateChange(const StateReplay &replay, const Roster &roster, qint64 nowMs)>;
    Pending<ChangePlan> plan(Planner planner);
    Pending<ChangePlan> plan(const StateChange &change);
    //! Anew, with what has come in between.
    Pending<ChangePlan> plan(Planner planner, const ChangeMerge &merge);
    Pending<ChangePlan> planUndo(const AppliedChange &applied);
    //! The same without what it was overtaken by.
    static Planner undoing(const AppliedChange &applied);

    //! As of now.
    Pending<Roster> roster();

    //! What was written, in the report, can be undone.
    Pending<ChangeReport> apply(const ChangePlan &plan);
    static AppliedChange applied(const ChangePlan &plan, const ChangeReport &report);

private:
    SpaceContext &m_context;
    Messages &m_messages;
    Authority &m_authority;
    RuleSet m_ruleSet;
};

} // namespace reeeductio
