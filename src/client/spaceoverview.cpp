// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/spaceoverview.h"

namespace reeeductio {

namespace {

class SourceReader
{
public:
    SourceReader(const StateReplay &replay, SpaceOverview &overview) : m_replay(replay), m_overview(overview)
    {}

    void read()
    {
        for (const auto &member : std::as_const(m_overview.roster.members)) {
            add(member.entry);
            addRights(member.rights);
            for (const auto &assignment : member.roles)
                add(assignment.entry);
        }
        for (const auto &role : std::as_const(m_overview.roster.roles)) {
            add(role.entry);
            addRights(role.rights);
        }
    }

private:
    void addRights(const QList<RosterRight> &rights)
    {
        for (const auto &right : rights)
            add(right.entry);
    }

    void add(qsizetype entry)
    {
        if (entry < 0 || m_overview.sources.contains(entry))
            return;
        const auto &found = m_replay.log().at(entry);
        m_overview.sources.insert(
            entry,
            {found.message.hash, found.message.sender, found.message.serverTimestamp,
             found.seal == Seal::Good && m_replay.under(RuleSet::Strict).wasEntitled(entry), found.path});
    }

    const StateReplay &m_replay;
    SpaceOverview &m_overview;
};

} // namespace

SpaceOverview overviewOf(const StateReplay &replay, RuleSet ruleSet, qint64 nowMs,
                         std::optional<Moment> moment)
{
    const auto size = replay.log().size();
    const auto until = std::min(moment.value_or(size), size);
    if (until < size)
        nowMs = until > 0 ? replay.log().at(until - 1).message.serverTimestamp : 0;
    const auto summary = replay.summary();
    SpaceOverview overview{.roster = replay.under(ruleSet).roster({.moment = until, .nowMs = nowMs}),
                           .sources = {},
                           .names = summary.names,
                           .topics = summary.topics.keys(),
                           .nowMs = nowMs,
                           .moment = until,
                           .size = size};
    SourceReader(replay, overview).read();
    return overview;
}

} // namespace reeeductio
