// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/escalation.h"

#include "authz/authpath.h"
#include "authz/escalationmoves.h"
#include "authz/fullpower.h"
#include "authz/grantvalue.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Steps = QList<EscalationStep>;

//! From here on it matters which messages of all are among the oldest (PROTOCOL 12.12).
constexpr qsizetype nearTheLimit = 9'900;
//! Way beyond what has been seen: so that no space, however odd, keeps a thread for ever.
constexpr qsizetype mostSteps = 300;

//! What a search looks at, the same for every member.
struct Ground
{
    Ground(const StateLog &stateLog, const Authorizer &rules, RuleSet set, qint64 nowMs,
           const NewKeys &newKeys);

    const StateLog &log;
    const Authorizer &authorizer;
    RuleSet ruleSet;
    Circumstances now;
    Roster roster;
    EscalationWorld::Uses uses;
    const NewKeys &keys;
};

//! What decides on these keys' writes: what is said of them and of roles. It was all entitled, which need not
//! be judged again with everybody's past: the owner signs it, except where it matters who did.
StateLog concerning(const QList<MemberId> &actors, const Ground &ground)
{
    const auto &log = ground.log;
    if (ground.ruleSet == RuleSet::Real && log.size() >= nearTheLimit)
        return log;
    QStringList beginnings{u"auth/roles/"_s};
    for (const auto &actor : actors)
        beginnings << entryPath(actor);
    const auto owner = UserId::of(log.space().publicKey());
    StateLog kept(log.space());
    for (qsizetype entry = 0; entry < log.size(); ++entry) {
        const auto &each = log.at(entry);
        const bool isMeant = std::any_of(beginnings.begin(), beginnings.end(), [&](const QString &beginning) {
            return each.path.startsWith(beginning);
        });
        if (!isMeant || !ground.authorizer.wasEntitled(entry))
            continue;
        auto message = each.message;
        const bool isTheirs = std::any_of(actors.begin(), actors.end(), [&](const MemberId &actor) {
            return actor.text() == message.sender;
        });
        if (!isTheirs)
            message.sender = owner.text();
        if (ground.ruleSet != RuleSet::Real)
            message.serverTimestamp = each.time; // which what is left out may have moved on
        kept.append(std::move(message), each.seal);
    }
    return kept;
}

//! The limits that tools have are counted from the first that was written.
EscalationWorld::Uses usesOf(const StateLog &log)
{
    EscalationWorld::Uses uses;
    for (qsizetype entry = 0; entry < log.size(); ++entry) {
        const auto &[message, seal, path, json, isJson, link, time] = log.at(entry);
        if (const auto sender = ToolId::parse(message.sender); sender && uses.contains(*sender))
            ++uses[*sender];
        if (authKindOf(path) != AuthKind::Tool || !json || !useLimitOf(*json))
            continue;
        if (const auto tool = ToolId::parse(path.section(u'/', 2).toUtf8()); tool && !uses.contains(*tool))
            uses.insert(*tool, 0);
    }
    return uses;
}

//! The member, and the tools that it wrote into the space.
QList<MemberId> keysOf(const MemberId &member, const StateLog &log, const Roster &roster)
{
    QList<MemberId> keys{member};
    for (const auto &other : roster.members) {
        if (other.id.isTool() && other.id != member && other.entry >= 0 &&
            log.at(other.entry).message.sender == member.text())
            keys << other.id;
    }
    return keys;
}

bool mayWriteAuthAtAll(const Authorizer &authorizer, const MemberId &member,
                       const Circumstances &circumstances)
{
    const auto rights = authorizer.heldRights(member, circumstances);
    return std::any_of(rights.begin(), rights.end(),
                       [](const HeldRight &right) { return mayWriteAuth(right.capability); });
}

class Search
{
public:
    Search(StateLog log, QList<MemberId> owned, const Ground &ground)
        : m_log(std::move(log)), m_ruleSet(ground.ruleSet), m_uses(ground.uses), m_nowMs(ground.now.nowMs),
          m_keys(ground.keys), m_actors(std::move(owned))
    {
        m_actors << m_keys.user << m_keys.tool;
        const EscalationWorld today(m_log, m_ruleSet, m_nowMs, m_uses);
        for (const auto &actor : std::as_const(m_actors)) {
            if (!hasFullPower(today.authorizer(), actor, today.now()))
                m_powerless << actor;
        }
    }

    std::optional<Escalation> result() const
    {
        auto steps = inOneStep();
        if (steps.isEmpty())
            steps = withoutNeedless(inManySteps());
        if (steps.isEmpty())
            return std::nullopt;
        const auto administrator = administratorAfter(steps);
        return Escalation{m_actors.front(), *administrator, std::move(steps)};
    }

private:
    std::optional<MemberId> administratorIn(const EscalationWorld &world) const
    {
        for (const auto &actor : m_powerless) {
            if (hasFullPower(world.authorizer(), actor, world.now()))
                return actor;
        }
        return std::nullopt;
    }

    //! Who has full power after these steps; nobody when a server would not take one of them.
    std::optional<MemberId> administratorAfter(Steps &steps) const
    {
        EscalationWorld world(m_log, m_ruleSet, m_nowMs, m_uses);
        for (auto &step : steps) {
            const auto operation = world.write(step.signer, step.edit);
            if (!operation)
                return std::nullopt;
            step.operation = *operation;
        }
        return administratorIn(world);
    }

    Steps inOneStep() const
    {
        const EscalationWorld today(m_log, m_ruleSet, m_nowMs, m_uses);
        const EscalationMoves moves(today, m_actors, m_keys);
        for (const auto &signer : m_actors) {
            const auto edits = moves.of(signer);
            for (const auto &edit : edits) {
                if (listPrefixOf(edit.path).isEmpty() || !today.isTaken(signer, edit))
                    continue;
                if (Steps steps{{signer, edit}}; administratorAfter(steps))
                    return steps;
            }
        }
        return {};
    }

    //! Everything is written that a server takes, until somebody has full power or nothing is new.
    Steps inManySteps() const
    {
        EscalationWorld world(m_log, m_ruleSet, m_nowMs, m_uses);
        Steps steps;
        QSet<std::pair<QByteArray, QString>> emptied;
        const auto write = [&](const MemberId &signer, const StateEdit &edit) {
            const auto operation = world.write(signer, edit);
            if (operation)
                steps << EscalationStep{signer, edit, *operation};
            return operation.has_value();
        };
        while (steps.size() < mostSteps) {
            const auto before = steps.size();
            const EscalationMoves moves(world, m_actors, m_keys);
            for (const auto &signer : m_actors) {
                const auto edits = moves.of(signer);
                for (const auto &edit : edits) {
                    if (write(signer, edit) && administratorIn(world))
                        return steps;
                }
            }
            if (steps.size() > before)
                continue;
            for (const auto &signer : m_actors) {
                const auto edits = moves.emptyings();
                for (const auto &edit : edits) {
                    const std::pair place(signer.text(), edit.path);
                    if (steps.size() > before || emptied.contains(place))
                        continue;
                    emptied.insert(place);
                    write(signer, edit);
                }
            }
            if (steps.size() == before)
                return {};
        }
        return {};
    }

    //! Leaves out what is not needed, large pieces first.
    Steps withoutNeedless(Steps steps) const
    {
        for (auto piece = std::max<qsizetype>(1, steps.size() / 2); piece > 0 && !steps.isEmpty();) {
            bool isShorter = false;
            for (auto from = steps.size() - piece; from > -piece; from -= piece) {
                auto fewer = steps;
                const auto first = std::max<qsizetype>(0, from);
                fewer.remove(first, std::min(piece, fewer.size() - first));
                if (administratorAfter(fewer)) {
                    steps = fewer;
                    isShorter = true;
                    break;
                }
            }
            if (!isShorter)
                piece /= 2;
            else
                piece = std::min(piece, std::max<qsizetype>(1, steps.size() / 2));
        }
        return steps;
    }

    StateLog m_log;
    RuleSet m_ruleSet;
    EscalationWorld::Uses m_uses;
    qint64 m_nowMs;
    const NewKeys &m_keys;
    QList<MemberId> m_actors;    //!< who may sign: the member first
    QList<MemberId> m_powerless; //!< those who have no full power yet
};

//! A tool's own entry that says it may be used no more.
bool isStopped(const RosterMember &member)
{
    return member.useLimit && *member.useLimit <= 0;
}

bool hasWritten(const StateLog &log, const MemberId &member)
{
    for (qsizetype entry = 0; entry < log.size(); ++entry) {
        if (log.at(entry).message.sender == member.text())
            return true;
    }
    return false;
}

Ground::Ground(const StateLog &stateLog, const Authorizer &rules, RuleSet set, qint64 nowMs,
               const NewKeys &newKeys)
    : log(stateLog), authorizer(rules), ruleSet(set), now{.moment = stateLog.size(), .nowMs = nowMs},
      roster(rules.roster(now)), uses(usesOf(stateLog)), keys(newKeys)
{}

std::optional<Escalation> wayOf(const MemberId &member, const Ground &ground)
{
    auto owned = keysOf(member, ground.log, ground.roster);
    const bool mayWrite = std::any_of(owned.begin(), owned.end(), [&](const MemberId &each) {
        return mayWriteAuthAtAll(ground.authorizer, each, ground.now);
    });
    if (!mayWrite || hasFullPower(ground.authorizer, member, ground.now))
        return std::nullopt;
    auto log = concerning(owned, ground);
    return Search(std::move(log), std::move(owned), ground).result();
}

} // namespace

NewKeys NewKeys::nobodys(const SpaceId &space)
{
    auto user = space.payload();
    for (auto &byte : user)
        byte = static_cast<char>(~byte);
    auto tool = user;
    std::reverse(tool.begin(), tool.end());
    return {UserId::of(*PublicKey::fromBytes(user)), ToolId::of(*PublicKey::fromBytes(tool))};
}

std::optional<Escalation> findEscalation(const StateLog &log, const Authorizer &authorizer, RuleSet ruleSet,
                                         const MemberId &member, qint64 nowMs, const NewKeys &keys)
{
    return wayOf(member, Ground(log, authorizer, ruleSet, nowMs, keys));
}

QList<DormantPower> dormantPowers(const StateLog &log, const Authorizer &authorizer, qint64 nowMs)
{
    using Kind = DormantPower::Kind;
    const Circumstances now{.moment = log.size(), .nowMs = nowMs};
    const auto roster = authorizer.roster(now);
    const auto guest = NewKeys::nobodys(log.space()).user;
    QList<DormantPower> found;
    for (const auto &member : roster.members) {
        if (!member.id.isTool() || !member.isTrusted || isStopped(member))
            continue;
        if (!member.useLimit && mayWriteAuthAtAll(authorizer, member.id, now))
            found << DormantPower{.kind = Kind::UnlimitedTool, .tool = member.id};
        const Question joining{member.id, Operation::Create, u"state/"_s + entryPath(guest)};
        if (authorizer.decide(joining, now).allowed && !hasWritten(log, member.id))
            found << DormantPower{.kind = Kind::UnusedInvitation, .tool = member.id};
    }
    for (const auto &role : roster.roles) {
        QList<Capability> rights;
        for (const auto &right : role.rights) {
            if (right.capability)
                rights << *right.capability;
        }
        if (role.holders.isEmpty() && giveFullPower(rights))
            found << DormantPower{.kind = Kind::UnheldRole, .role = role.id};
    }
    return found;
}

EscalationMap escalationMapOf(const StateLog &log, const Authorizer &authorizer, RuleSet ruleSet,
                              qint64 nowMs)
{
    const auto keys = NewKeys::nobodys(log.space());
    const Ground ground(log, authorizer, ruleSet, nowMs, keys);
    EscalationMap map;
    for (const auto &member : ground.roster.members) {
        if (hasFullPower(authorizer, member.id, ground.now))
            map.administrators << member.id;
        else if (auto way = wayOf(member.id, ground))
            map.ways << *std::move(way);
    }
    std::stable_sort(map.ways.begin(), map.ways.end(), [](const Escalation &a, const Escalation &b) {
        return a.steps.size() < b.steps.size();
    });
    map.dormant = dormantPowers(log, authorizer, nowMs);
    return map;
}

} // namespace reeeductio
