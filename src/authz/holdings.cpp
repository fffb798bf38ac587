// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/holdings.h"

#include "authz/authpath.h"

#include <QHash>
#include <QSet>

namespace reeeductio {

namespace {

//! Reads rights from the state as the rules see it, or from the bare log to find what they leave out.
class Collector
{
public:
    enum class Source { View, BareLog };

    Collector(const StateView &view, Moment moment, Source source = Source::View)
        : m_view(view), m_moment(moment), m_source(source)
    {}

    QList<Listed> under(const QString &prefix) const
    {
        return m_source == Source::View ? m_view.under(prefix, m_moment)
                                        : m_view.underInLog(prefix, m_moment);
    }

    HoldingGroups ofUser(const MemberId &user) const
    {
        HoldingGroups groups{{.rights = under(userRightsPrefix(user.toString()))}};
        QHash<QString, QList<Listed>> ofRole; // it may be assigned more than once
        const auto assignments = under(assignmentsPrefix(user.toString()));
        for (const auto &[key, value] : assignments) {
            if (!value || !value->assignment || isGone(value->assignment->role))
                continue;
            const auto &[role, expiresAt] = *value->assignment;
            auto known = ofRole.constFind(role);
            if (known == ofRole.cend())
                known = ofRole.insert(role, under(roleRightsPrefix(role)));
            groups << HoldingGroup{*known, role, key.entry, expiresAt};
        }
        return groups;
    }

    HoldingGroups of(const MemberId &member) const
    {
        if (!member.isTool())
            return ofUser(member);
        return {{.rights = under(toolRightsPrefix(member.toString()))}};
    }

private:
    bool isGone(const QString &role) const
    {
        return m_view.rules().emptiedIsAbsent && m_view.isEmptied(roleEntryPath(role), m_moment);
    }

    const StateView &m_view;
    Moment m_moment;
    Source m_source;
};

std::optional<NearMiss::Cause> hindranceOf(const StateView &view, qsizetype entry, Moment moment)
{
    if (entry < 0)
        return std::nullopt;
    if (view.log().at(entry).seal != Seal::Good || !view.counts(entry))
        return NearMiss::Cause::EntryNotTrusted;
    if (view.isBeyondLimit(entry, moment))
        return NearMiss::Cause::BeyondServerLimit;
    return std::nullopt;
}

} // namespace

HeldRight HoldingGroup::toHeldRight(const Listed &right) const
{
    HeldRight held{.entry = right.key.entry, .role = role, .assignment = assignment, .expiresAt = expiresAt};
    if (right.value->right.operation)
        held.capability = right.value->right.toCapability();
    return held;
}

HoldingGroup directHoldings(const StateView &view, const MemberId &user, Moment moment)
{
    return {.rights = Collector(view, moment).under(userRightsPrefix(user.toString()))};
}

HoldingGroups userHoldings(const StateView &view, const MemberId &user, Moment moment)
{
    return Collector(view, moment).ofUser(user);
}

HoldingGroups holdingsOf(const StateView &view, const MemberId &member, Moment moment)
{
    return Collector(view, moment).of(member);
}

QList<Listed> rightsIn(const StateView &view, const QString &role, Moment moment)
{
    return Collector(view, moment).under(roleRightsPrefix(role));
}

Askable askable(const HoldingGroups &groups, const Rules &rules, qint64 nowMs)
{
    Askable askable;
    QSet<QString> roles; // asking a role's rights again gives no other answer
    for (const auto &group : groups) {
        if (group.isExpired(nowMs) || roles.contains(group.role))
            continue;
        roles.insert(group.role);
        for (const auto &listed : group.rights) {
            if (!listed.value)
                continue;
            if (listed.value->right.isReadable) {
                askable.rights << Askable::Right{&group, &listed};
            } else if (rules.brokenRightBreaksHolder) {
                askable.broken = {&group, &listed};
                return askable;
            }
        }
    }
    return askable;
}

QList<HinderedRight> hinderedRights(const StateView &view, const MemberId &member, Moment moment)
{
    QList<HinderedRight> hindered;
    QSet<std::pair<QString, bool>> seen; // a role may have been assigned with and without effect
    const auto groups = Collector(view, moment, Collector::Source::BareLog).of(member);
    for (const auto &group : groups) {
        const auto ofAssignment = hindranceOf(view, group.assignment, moment);
        const std::pair variant(group.role, ofAssignment.has_value());
        if (seen.contains(variant))
            continue;
        seen.insert(variant);
        for (const auto &listed : group.rights) {
            const auto ofRight = hindranceOf(view, listed.key.entry, moment);
            if (const auto cause = ofRight ? ofRight : ofAssignment; cause && listed.value)
                hindered << HinderedRight{listed.value->right, group.toHeldRight(listed), *cause};
        }
    }
    return hindered;
}

} // namespace reeeductio
