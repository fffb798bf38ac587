// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/asked.h"
#include "authz/authorizer.h"
#include "authz/grantcheck.h"
#include "authz/holdings.h"
#include "authz/membership.h"

#include <QHash>

namespace reeeductio {

//! What Authorizer answers, over the entries taken in so far.
class Authorizer::Engine
{
public:
    enum class Explain { No, Yes };

    Engine(const StateLog &log, RuleSet ruleSet) : m_view(log, rulesOf(ruleSet)) {}

    //! Judges what the log has got since, each entry at its own moment.
    void takeIn();

    const StateView &view() const { return m_view; }

    Decision decide(const Asked &asked, Explain explain);
    //! The same for one member and many questions, unexplained.
    QList<AccessCell> decideEach(const MemberId &member, const QList<AccessQuestion> &questions,
                                 const Circumstances &circumstances);
    WriteJudgement judge(const StateWrite &write, const Circumstances &circumstances, Explain explain);
    WriteJudgement judgeEntry(qsizetype entry, Explain explain);
    QList<HeldRight> heldRights(const MemberId &member, const Circumstances &circumstances);

private:
    struct Known
    {
        qsizetype epoch = -1;
        Membership membership = Membership::Stranger;
        HoldingGroups holdings = {};
        std::optional<QList<HinderedRight>> hindered = {}; //!< looked for only to explain
    };

    bool isOwner(const MemberId &member) const { return member.isOwnerOf(m_view.log().space()); }
    Known &known(const MemberId &member, Moment moment);
    //! The answer as far as it needs no look at rights: all of it, unless the member is trusted.
    std::optional<AccessCell> withoutRights(const MemberId &member, Moment moment);
    void explainNo(Decision &decision, const Asked &asked, Known &known, const Askable &rights) const;
    WriteJudgement::Refusal refusalBeforePermission(const StateWrite &write,
                                                    const Circumstances &circumstances) const;

    StateView m_view;
    QHash<MemberId, Known> m_known; //!< each at the epoch last asked for
};

} // namespace reeeductio
