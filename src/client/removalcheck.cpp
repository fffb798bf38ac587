// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/removalcheck.h"

#include "authz/authpath.h"
#include "authz/neutral.h"
#include "authz/simulation.h"
#include "protocol/names.h"

#include <algorithm>
#include <limits>

namespace reeeductio {

namespace {

std::optional<qint64> emptiedAt(const StateLog &log, const MemberId &member)
{
    const auto newest = log.newest(entryPath(member), log.size(),
                                   [&log](qsizetype entry) { return log.at(entry).seal == Seal::Good; });
    if (!newest || !log.at(*newest).isEmpty())
        return {};
    return log.at(*newest).message.serverTimestamp;
}

//! Whether `writer` ever wrote the entry of `of`: whoever made a key may have kept it.
bool hasWritten(const StateLog &log, const MemberId &writer, const MemberId &of)
{
    const auto entries = log.history(entryPath(of));
    return std::any_of(entries.begin(), entries.end(), [&](qsizetype entry) {
        const auto &found = log.at(entry);
        return found.seal == Seal::Good && !found.isEmpty() && found.message.sender == writer.text();
    });
}

} // namespace

RemovalFacts removalFacts(const StateReplay &replay, RuleSet serverRules, const MemberId &member,
                          qint64 nowMs)
{
    const auto &log = replay.log();
    const auto &authorizer = replay.under(serverRules);
    const Circumstances now{.moment = log.size(), .nowMs = nowMs};
    RemovalFacts facts{.member = member, .emptiedAt = emptiedAt(log, member)};
    facts.maySignIn = authorizer.isMember(member, now.moment);
    facts.allows = effectiveRights(authorizer, member, now);
    const auto roster = authorizer.roster(now);
    if (const auto *found = roster.member(member)) {
        for (const auto &right : found->rights) {
            if (!right.isRevoked())
                facts.rightsLeft << log.at(right.entry).path;
        }
        for (const auto &assignment : found->roles) {
            if (!assignment.isExpired(nowMs))
                facts.rolesLeft << assignment.role;
        }
    }
    for (const auto &other : roster.members) {
        if (other.id == member || other.isOwner || other.isEmptied || !hasWritten(log, member, other.id))
            continue;
        (other.id.isTool() ? facts.tools : facts.members) << other.id;
    }
    return facts;
}

CheckRemoval::CheckRemoval(State &state, Messages &messages, Authority &authority, RuleSet serverRules,
                           MemberId member, QStringList topics, qint64 nowMs, QObject *parent)
    : AsyncOperation(parent), m_state(state), m_messages(messages), m_authority(authority),
      m_serverRules(serverRules), m_member(std::move(member)), m_topics(std::move(topics)), m_nowMs(nowMs)
{
    m_topics.removeAll(stateTopic);
    m_topics << stateTopic;
}

void CheckRemoval::run()
{
    m_authority
        .ask([rules = m_serverRules, member = m_member, now = m_nowMs](const StateReplay &replay) {
            return removalFacts(replay, rules, member, now);
        })
        .done(this, [this](const Result<RemovalFacts> &facts) {
            if (!facts)
                return finish(fail(facts.error()));
            m_check.facts = *facts;
            askForTheEntry();
        });
}

void CheckRemoval::askForTheEntry()
{
    m_state.plaintext(entryPath(m_member)).done(this, [this](const Result<StateValue> &entry) {
        if (entry)
            m_check.serverShowsIt = entry->isDeleted();
        else if (entry.error().kind == ErrorKind::NotFound)
            m_check.serverShowsIt = true;
        if (!m_check.facts.emptiedAt)
            return finish(m_check);
        readNextTopic();
    });
}

void CheckRemoval::readNextTopic()
{
    if (m_topics.isEmpty())
        return finish(m_check);
    const auto topic = m_topics.takeFirst();
    constexpr int all = std::numeric_limits<int>::max();
    m_messages.list(topic, {*m_check.facts.emptiedAt, endOfTime, all})
        .done(this, [this, topic](const Result<CheckedPage> &page) {
            if (page)
                note(page->messages);
            else
                m_check.unread << topic;
            readNextTopic();
        });
}

void CheckRemoval::note(const QList<SealedMessage> &messages)
{
    ++m_check.topicsRead;
    for (const auto &[message, seal] : messages) {
        if (message.sender != m_member.text() || seal != Seal::Good ||
            message.serverTimestamp <= *m_check.facts.emptiedAt)
            continue;
        ++m_check.posted;
        m_check.lastPosted = std::max(m_check.lastPosted, message.serverTimestamp);
    }
}

} // namespace reeeductio
