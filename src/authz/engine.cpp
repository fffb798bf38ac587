// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/engine.h"

#include "authz/authpath.h"
#include "authz/explanation.h"
#include "protocol/json.h"
#include "protocol/names.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

bool hasGoodUseLimit(const StateWrite &write)
{
    if (authKindOf(write.path) != AuthKind::Tool || !write.json)
        return true;
    const auto limit = optionalIntegerField(*write.json, "use_limit"_L1);
    return limit && (!*limit || **limit >= 0);
}

Reason reasonFor(bool allowed, const Askable &rights)
{
    if (allowed)
        return Reason::HeldByRight;
    return rights.broken ? Reason::BrokenRight : Reason::NoRight;
}

bool canBeHelped(const Asked &asked, const Askable &rights)
{
    // A right of the member's own is asked before those of its roles, so it helps against a broken one there.
    if (rights.broken && rights.broken->group->assignment < 0)
        return false;
    const auto limit = asked.view().rules().oldestMessagesRead;
    return !limit || std::min(asked.circumstances().moment, asked.view().size()) < *limit;
}

} // namespace

void Authorizer::Engine::takeIn()
{
    while (m_view.size() < m_view.log().size()) {
        const auto entry = m_view.size();
        m_view.admit(!m_view.rules().judgedWhenWritten || (m_view.log().at(entry).seal == Seal::Good &&
                                                           judgeEntry(entry, Explain::No).isAllowed()));
    }
}

std::optional<AccessCell> Authorizer::Engine::withoutRights(const MemberId &member, Moment moment)
{
    if (isOwner(member))
        return AccessCell{.allowed = true, .reason = Reason::Owner};
    switch (known(member, moment).membership) {
    case Membership::Stranger:
        return AccessCell{.reason = Reason::NotAMember};
    case Membership::Untrusted:
        return AccessCell{.reason = Reason::TrustBroken};
    case Membership::Trusted:
        break;
    }
    return std::nullopt;
}

Decision Authorizer::Engine::decide(const Asked &asked, Explain explain)
{
    Decision decision;
    Askable rights;
    const auto moment = asked.circumstances().moment;
    if (const auto cell = withoutRights(asked.member(), moment)) {
        decision.allowed = cell->allowed;
        decision.reason = cell->reason;
    } else {
        rights = askable(known(asked.member(), moment).holdings, m_view.rules(), asked.circumstances().nowMs);
        for (const auto &right : std::as_const(rights.rights)) {
            if (asked.isAllowedBy(right.value()))
                decision.because << right.toHeldRight();
        }
        decision.allowed = !decision.because.isEmpty();
        decision.reason = reasonFor(decision.allowed, rights);
    }
    if (!decision.allowed && decision.reason != Reason::NotAMember && explain == Explain::Yes)
        explainNo(decision, asked, known(asked.member(), moment), rights);
    return decision;
}

QList<AccessCell> Authorizer::Engine::decideEach(const MemberId &member,
                                                 const QList<AccessQuestion> &questions,
                                                 const Circumstances &circumstances)
{
    if (const auto cell = withoutRights(member, circumstances.moment))
        return QList<AccessCell>(questions.size(), *cell);
    const auto rights =
        askable(known(member, circumstances.moment).holdings, m_view.rules(), circumstances.nowMs);
    QList<AccessCell> cells;
    cells.reserve(questions.size());
    for (const auto &[operation, resource] : questions) {
        const Asked asked(m_view, member, operation, {resource}, circumstances);
        const bool allowed =
            std::any_of(rights.rights.begin(), rights.rights.end(),
                        [&asked](const Askable::Right &right) { return asked.isAllowedBy(right.value()); });
        cells << AccessCell{allowed, reasonFor(allowed, rights)};
    }
    return cells;
}

void Authorizer::Engine::explainNo(Decision &decision, const Asked &asked, Known &known,
                                   const Askable &rights) const
{
    const bool isTrusted = known.membership == Membership::Trusted;
    if (isTrusted && canBeHelped(asked, rights))
        decision.smallestGrant = smallestRight(asked);
    if (rights.broken) {
        decision.nearestMiss = NearMiss{rights.broken->toHeldRight(), NearMiss::Cause::Unreadable};
        return;
    }
    if (!known.hindered)
        known.hindered = hinderedRights(m_view, asked.member(), asked.circumstances().moment);
    decision.nearestMiss = nearestMiss(asked, isTrusted, known.holdings, *known.hindered);
}

Authorizer::Engine::Known &Authorizer::Engine::known(const MemberId &member, Moment moment)
{
    auto &known = m_known[member];
    const auto epoch = m_view.epoch(moment);
    if (known.epoch != epoch) {
        known = {.epoch = epoch, .membership = membershipOf(m_view, member, moment)};
        if (known.membership != Membership::Stranger)
            known.holdings = holdingsOf(m_view, member, moment);
    }
    return known;
}

WriteJudgement Authorizer::Engine::judge(const StateWrite &write, const Circumstances &circumstances,
                                         Explain explain)
{
    WriteJudgement judgement;
    if (write.isEmpty)
        judgement.operation = Operation::Delete;
    else if (m_view.at(write.path, circumstances.moment))
        judgement.operation = Operation::Modify;

    judgement.refusal = refusalBeforePermission(write, circumstances);
    if (judgement.isAllowed()) {
        judgement.permission = decide(
            Asked(m_view, write.sender, judgement.operation, {"state/"_L1 + write.path}, circumstances),
            explain);
        if (!judgement.permission.allowed)
            judgement.refusal = WriteJudgement::Refusal::NoPermission;
    }
    return judgement;
}

WriteJudgement::Refusal Authorizer::Engine::refusalBeforePermission(const StateWrite &write,
                                                                    const Circumstances &circumstances) const
{
    using Refusal = WriteJudgement::Refusal;
    if (!checkServedStatePath(write.path))
        return Refusal::BadPath;
    if (membershipOf(m_view, write.sender, circumstances.moment) != Membership::Trusted)
        return Refusal::UntrustedSender;
    if (const auto refusal = refusalOfGrant(m_view, write, circumstances); refusal != Refusal::None)
        return refusal;
    return m_view.rules().valuesAreChecked && !hasGoodUseLimit(write) ? Refusal::BadMemberEntry
                                                                      : Refusal::None;
}

WriteJudgement Authorizer::Engine::judgeEntry(qsizetype entry, Explain explain)
{
    const auto &[message, seal, path, json, isJson, link, time] = m_view.log().at(entry);
    const auto sender = MemberId::parse(QByteArrayView(message.sender));
    if (!sender)
        return {.refusal = WriteJudgement::Refusal::UntrustedSender};
    return judge({.sender = *sender, .path = path, .isEmpty = message.data.isEmpty(), .json = json},
                 {.moment = entry, .nowMs = time}, explain);
}

QList<HeldRight> Authorizer::Engine::heldRights(const MemberId &member, const Circumstances &circumstances)
{
    QList<HeldRight> rights;
    const auto &held = known(member, circumstances.moment);
    if (isOwner(member) || held.membership != Membership::Trusted)
        return rights;
    for (const auto &group : held.holdings) {
        if (group.isExpired(circumstances.nowMs))
            continue;
        for (const auto &listed : group.rights) {
            if (listed.value && listed.value->right.isReadable && listed.value->right.operation)
                rights << group.toHeldRight(listed);
        }
    }
    return rights;
}

} // namespace reeeductio
