// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/explanation.h"

#include "protocol/names.h"

#include <QSet>
#include <QStringTokenizer>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! How near a right comes: the nearer, the greater.
struct Nearness
{
    enum Step { Unreadable, OtherPathAndOperation, OtherPath, OtherOperation, NotOwner, Hindered };

    Step step = Unreadable;
    int commonSegments = 0;

    friend bool operator>(const Nearness &a, const Nearness &b)
    {
        return a.step != b.step ? a.step > b.step : a.commonSegments > b.commonSegments;
    }
};

//! How many segments of the pattern match one after another.
int commonSegments(QStringView pattern, QStringView resource, QStringView member)
{
    const auto wanted = qTokenize(withoutOuterSlashes(pattern), u'/');
    const auto asked = qTokenize(withoutOuterSlashes(resource), u'/');
    auto segment = asked.begin();
    int count = 0;
    for (const auto want : wanted) {
        if (segment == asked.end())
            break;
        const bool matches = want == *segment || want == u"{any}" || want == u"{...}" ||
                             (want == u"{self}" && *segment == member) ||
                             (want == u"{other}" && *segment != member);
        if (!matches)
            break;
        ++count;
        ++segment;
    }
    return count;
}

class NearMissSearch
{
public:
    using Cause = NearMiss::Cause;

    explicit NearMissSearch(const Asked &asked) : m_asked(asked), m_memberText(asked.member().toString()) {}

    //! A right in force; `cause` is why it does not allow what it says, if it does say it.
    void consider(const RightValue &right, Cause cause, const auto &held)
    {
        const auto rated = rate(right, cause);
        if (!m_best || rated.first > m_nearness)
            keep(rated, held());
    }

    //! A right that does not count is worth telling only if it would have been the answer, and if somebody
    //! could have given it.
    void considerHindered(const RightValue &right, Cause cause, const auto &held)
    {
        if (right.isReadable && m_asked.isAllowedBy(right) && checkCapabilityPath(right.path))
            consider(right, cause, held);
    }

    std::optional<NearMiss> take() { return std::move(m_best); }

private:
    using Rated = std::pair<Nearness, Cause>;

    void keep(const Rated &rated, HeldRight held)
    {
        m_nearness = rated.first;
        m_best = NearMiss{std::move(held), rated.second};
    }

    Rated rate(const RightValue &right, Cause cause) const
    {
        if (!right.isReadable || !right.operation)
            return {{Nearness::Unreadable}, Cause::Unreadable};
        if (m_asked.isAllowedBy(right))
            return {{Nearness::Hindered}, cause};
        const bool operation = m_asked.matchesOperation(right);
        if (m_asked.matchesPath(right))
            return operation ? Rated{{Nearness::NotOwner}, Cause::NotOwner}
                             : Rated{{Nearness::OtherOperation}, Cause::OtherOperation};
        const int common = commonSegments(right.path, m_asked.resources().constFirst(), m_memberText);
        return {{operation ? Nearness::OtherPath : Nearness::OtherPathAndOperation, common},
                Cause::OtherPath};
    }

    const Asked &m_asked;
    QString m_memberText;
    Nearness m_nearness;
    std::optional<NearMiss> m_best;
};

} // namespace

std::optional<NearMiss> nearestMiss(const Asked &asked, bool isTrusted, const HoldingGroups &held,
                                    const QList<HinderedRight> &hindered)
{
    NearMissSearch search(asked);
    QSet<std::pair<QString, bool>> seen; // a role may have been assigned in time and too late
    for (const auto &group : held) {
        const std::pair variant(group.role, group.isExpired(asked.circumstances().nowMs));
        if (seen.contains(variant))
            continue;
        seen.insert(variant);
        const auto cause = isTrusted ? NearMiss::Cause::AssignmentExpired : NearMiss::Cause::EntryNotTrusted;
        for (const auto &listed : group.rights) {
            if (!listed.value)
                continue;
            const auto toHeld = [&] { return group.toHeldRight(listed); };
            if (variant.second)
                search.considerHindered(listed.value->right, cause, toHeld);
            else
                search.consider(listed.value->right, cause, toHeld);
        }
    }
    for (const auto &each : hindered)
        search.considerHindered(each.right, each.cause, [&] { return each.held; });
    return search.take();
}

Capability smallestRight(const Asked &asked)
{
    QStringList segments;
    for (const auto segment : qTokenize(withoutOuterSlashes(asked.resources().constFirst()), u'/'))
        segments << (segment.isEmpty() || checkServedStatePath(segment) ? segment.toString() : u"{any}"_s);
    Capability right{.operation = asked.operation(), .path = segments.join(u'/')};
    // Data is written at a bare path, which need not begin as a pattern must.
    if (!checkCapabilityPath(right.path))
        right.path = segments.size() == 1 ? u"{any}"_s : u"{...}"_s;
    return right;
}

} // namespace reeeductio
