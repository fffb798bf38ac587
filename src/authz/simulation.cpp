// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/simulation.h"

#include "authz/authpath.h"
#include "authz/neutral.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

bool isCovered(const Capability &right, const QList<Capability> &by)
{
    return std::any_of(by.begin(), by.end(),
                       [&](const Capability &other) { return capabilityCovers(other, right); });
}

QList<Capability> without(QList<Capability> rights, const QList<Capability> &covered)
{
    rights.removeIf([&](const Capability &right) { return isCovered(right, covered); });
    return rights;
}

//! Somebody who is not there yet: nobody has this key, which is the space's turned inside out.
UserId newcomer(const SpaceId &space)
{
    auto bytes = space.payload();
    for (auto &byte : bytes)
        byte = static_cast<char>(~byte);
    return UserId::of(*PublicKey::fromBytes(bytes));
}

//! One state, and the questions a comparison puts to it.
class Side
{
public:
    Side(const Authorizer &authorizer, const Circumstances &circumstances)
        : m_authorizer(authorizer), m_circumstances(circumstances), m_roster(authorizer.roster(circumstances))
    {}

    const Roster &roster() const { return m_roster; }
    bool hasMember(const MemberId &member) const { return m_roster.member(member) != nullptr; }
    QList<Capability> rights(const MemberId &member) const
    {
        return effectiveRights(m_authorizer, member, m_circumstances);
    }

    //! Whether the tool can add a member and, if it may write the assignment of a role, whether a server
    //! takes that: only while the role has no rights.
    bool canInvite(const MemberId &tool, const UserId &guest) const
    {
        const auto entry = userEdit(guest, {});
        if (!mayWrite(tool, entry))
            return false;
        return std::all_of(m_roster.roles.begin(), m_roster.roles.end(), [&](const RosterRole &role) {
            const auto assignment = assignmentEdit(guest, role.id, {});
            const Question question{tool, Operation::Create, u"state/"_s + assignment.path};
            return !m_authorizer.decide(question, m_circumstances).allowed || mayWrite(tool, assignment);
        });
    }

    bool administers(const MemberId &member) const
    {
        const auto rights = effectiveRights(m_authorizer, member, m_circumstances);
        return std::any_of(rights.begin(), rights.end(), [](const Capability &right) {
            return right.operation != Operation::Read &&
                   (patternCovers(right.path, u"state/auth/users/{any}/rights/{any}") ||
                    patternCovers(right.path, u"state/auth/users/{any}/roles/{any}"));
        });
    }

private:
    bool mayWrite(const MemberId &sender, const StateEdit &edit) const
    {
        return m_authorizer.judgeStateWrite(sender, edit.path, edit.value.toBase64(), m_circumstances)
            .isAllowed();
    }

    const Authorizer &m_authorizer;
    Circumstances m_circumstances;
    Roster m_roster;
};

MemberEffect effectOn(const MemberId &member, const Side &before, const Side &after)
{
    MemberEffect effect{.member = member};
    effect.joins = !before.hasMember(member);
    effect.leaves = !after.hasMember(member);
    const auto had = before.rights(member);
    const auto has = after.rights(member);
    effect.gained = without(has, had);
    effect.lost = without(had, has);
    effect.isLeftWithNothing = !had.isEmpty() && has.isEmpty();
    return effect;
}

void compareMembers(Effect &effect, const Side &before, const Side &after)
{
    auto members = after.roster().members;
    for (const auto &member : before.roster().members) {
        if (!after.hasMember(member.id))
            members << member;
    }
    for (const auto &member : std::as_const(members)) {
        if (member.isOwner)
            continue;
        const auto found = effectOn(member.id, before, after);
        if (found.joins || found.leaves || !found.gained.isEmpty() || !found.lost.isEmpty())
            effect.members << found;
    }
}

void compareInvitations(Effect &effect, const Side &before, const Side &after, const UserId &guest)
{
    for (const auto &member : before.roster().members) {
        if (!member.id.isTool() || member.useLimit == 0 || !before.canInvite(member.id, guest))
            continue;
        if (after.canInvite(member.id, guest))
            ++effect.workingInvitations;
        else
            effect.brokenInvitations << member.id;
    }
}

} // namespace

QList<Capability> effectiveRights(const Authorizer &authorizer, const MemberId &member,
                                  const Circumstances &circumstances)
{
    QList<Capability> rights;
    const auto held = authorizer.heldRights(member, circumstances);
    for (const auto &right : held) {
        if (isRightToNothing(right.capability) || isCovered(right.capability, rights))
            continue;
        rights.removeIf([&](const Capability &other) { return capabilityCovers(right.capability, other); });
        rights << right.capability;
    }
    return rights;
}

Effect effectBetween(const Authorizer &before, const Circumstances &then, const Authorizer &after,
                     const Circumstances &now, const MemberId &sender)
{
    const Side first(before, then);
    const Side second(after, now);
    Effect effect;
    compareMembers(effect, first, second);
    compareInvitations(effect, first, second, newcomer(before.space()));
    effect.locksOut = first.administers(sender) && !second.administers(sender);
    return effect;
}

Effect simulate(const StateLog &log, RuleSet ruleSet, const MemberId &sender, const StateChange &change,
                qint64 nowMs)
{
    const Authorizer before(log, ruleSet);
    auto changed = log;
    const Authorizer after(changed, ruleSet);
    // A server dates what it stores later than what it has; published ones go by that time.
    auto time = nowMs;
    for (qsizetype entry = 0; entry < log.size(); ++entry)
        time = std::max(time, log.at(entry).message.serverTimestamp);
    QList<WriteJudgement> judgements;
    for (const auto &edit : change) {
        ++time;
        Message message;
        message.type = edit.path.toUtf8();
        message.data = edit.value.toBase64();
        message.sender = sender.text();
        message.serverTimestamp = time;
        judgements << after.judgeStateWrite(sender, edit.path, message.data,
                                            {.moment = changed.size(), .nowMs = nowMs});
        if (!judgements.back().isAllowed())
            break;
        changed.append(std::move(message), Seal::Good);
    }
    auto effect = effectBetween(before, {.moment = log.size(), .nowMs = nowMs}, after,
                                {.moment = changed.size(), .nowMs = nowMs}, sender);
    effect.judgements = std::move(judgements);
    return effect;
}

} // namespace reeeductio
