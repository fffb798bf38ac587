// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/statereplay.h"

#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/json.h"
#include "protocol/names.h"

#include <QMap>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

Seal sealOf(RowFlags flags)
{
    if (flags.testFlag(RowFlag::BadHash))
        return Seal::BadHash;
    return flags.testFlag(RowFlag::BadSignature) ? Seal::BadSignature : Seal::Good;
}

StateLink linkOf(RowFlags flags)
{
    if (flags.testFlag(RowFlag::Unlinked))
        return StateLink::Missing;
    return flags.testFlag(RowFlag::Fork) ? StateLink::Forked : StateLink::Whole;
}

//! How many of the ascending entries had been written by then.
qsizetype countUntil(const QList<qsizetype> &entries, Moment moment)
{
    return std::lower_bound(entries.begin(), entries.end(), moment) - entries.begin();
}

} // namespace

StateReplay::StateReplay(const SpaceId &space, std::optional<SymmetricKey> stateKey)
    : m_stateKey(std::move(stateKey)), m_log(space), m_real(m_log, RuleSet::Real),
      m_local(m_log, RuleSet::Local), m_strict(m_log, RuleSet::Strict)
{}

void StateReplay::append(const QList<StoredMessage> &rows)
{
    for (const auto &row : rows) {
        m_log.append(row.message, sealOf(row.flags), linkOf(row.flags));
        noteTime(row.message.serverTimestamp);
    }
    for (auto entry = m_log.size() - rows.size(); entry < m_log.size(); ++entry) {
        if (isSuspicious(entry))
            m_suspicious << entry;
    }
}

//! An entry dated after one of its successors is taken to be no younger: otherwise one date far in the future
//! would keep every later revocation from ever being of effect.
void StateReplay::noteTime(qint64 time)
{
    auto first = m_log.size() - 1;
    if (first > 0 && time < m_lastTime)
        m_backwardTimes << first;
    m_lastTime = time;
    for (; !m_spans.isEmpty() && m_spans.back().time >= time; m_spans.removeLast())
        first = m_spans.back().first;
    m_spans << Span{time, first};
}

const Authorizer &StateReplay::under(RuleSet ruleSet) const
{
    switch (ruleSet) {
    case RuleSet::Real:
        return m_real;
    case RuleSet::Local:
        return m_local;
    case RuleSet::Strict:
        return m_strict;
    }
    Q_UNREACHABLE();
}

Moment StateReplay::momentAt(qint64 timeMs) const
{
    const auto later = std::partition_point(m_spans.begin(), m_spans.end(),
                                            [timeMs](const Span &span) { return span.time <= timeMs; });
    return later == m_spans.end() ? m_log.size() : later->first;
}

std::optional<bool> StateReplay::wasAllowed(const Question &question, qint64 timeMs) const
{
    const auto moment = momentAt(timeMs);
    if (!m_log.isWholeAt(moment) && !question.member.isOwnerOf(m_log.space()))
        return std::nullopt;
    return m_strict.decide(question, {.moment = moment, .nowMs = timeMs}).allowed;
}

std::optional<bool> StateReplay::wasEntitled(qsizetype entry) const
{
    const auto sender = MemberId::parse(QByteArrayView(m_log.at(entry).message.sender));
    if (sender && !m_log.isWholeAt(entry) && !sender->isOwnerOf(m_log.space()))
        return std::nullopt;
    return m_strict.wasEntitled(entry);
}

std::optional<Moment> StateReplay::momentAfter(const QByteArray &hash) const
{
    for (qsizetype entry = 0; entry < m_log.size(); ++entry) {
        if (m_log.at(entry).message.hash == hash)
            return entry + 1;
    }
    return std::nullopt;
}

Circumstances StateReplay::circumstancesAt(Moment moment) const
{
    return {.moment = moment, .nowMs = moment > 0 ? m_log.at(moment - 1).time : 0};
}

std::optional<Citation> StateReplay::cite(qsizetype entry) const
{
    if (entry < 0)
        return std::nullopt;
    const auto &[message, seal, path, json, isJson, link, time] = m_log.at(entry);
    return Citation{path, message.hash, message.sender, message.serverTimestamp,
                    seal == Seal::Good ? wasEntitled(entry) : false};
}

void StateReplay::cite(const QList<HeldRight> &rights, Citations &citations) const
{
    for (const auto &held : rights) {
        for (const auto entry : {held.entry, held.assignment}) {
            if (const auto citation = cite(entry))
                citations.insert(entry, *citation);
        }
    }
}

SpaceSummary StateReplay::summary(Moment moment) const
{
    SpaceSummary summary;
    summary.stateMessages = moment;
    summary.backwardTimes = countUntil(m_backwardTimes, moment);
    summary.isWhole = m_log.isWholeAt(moment);
    summary.suspiciousEntries = countUntil(m_suspicious, moment);
    if (const auto entry = standingAt(u"space"_s, moment)) {
        const auto described = value(*entry).value_or(QJsonObject());
        summary.name = described["name"_L1].toString();
        summary.description = described["description"_L1].toString();
    }
    addTopics(summary, moment);
    addMembers(summary, moment);
    return summary;
}

bool StateReplay::isSuspicious(qsizetype entry) const
{
    const auto &found = m_log.at(entry);
    return found.seal != Seal::Good || found.link != StateLink::Whole || wasEntitled(entry) == false;
}

bool StateReplay::counts(qsizetype entry) const
{
    return m_log.at(entry).seal == Seal::Good && m_strict.wasEntitled(entry);
}

std::optional<qsizetype> StateReplay::standingAt(const QString &path, Moment moment) const
{
    const auto entry = m_log.newest(path, moment, [this](qsizetype candidate) { return counts(candidate); });
    return entry && !m_log.at(*entry).isEmpty() ? entry : std::nullopt;
}

QList<qsizetype> StateReplay::standingUnder(const QString &prefix, Moment moment) const
{
    auto entries =
        m_log.newestUnder(prefix, moment, [this](qsizetype candidate) { return counts(candidate); });
    entries.removeIf([this](qsizetype entry) { return m_log.at(entry).isEmpty(); });
    return entries;
}

QList<PathChange> StateReplay::changes(Moment from, Moment to) const
{
    QMap<QString, PathChange> changes;
    for (auto entry = std::min(from, to); entry < std::max(from, to); ++entry) {
        const auto &path = m_log.at(entry).path;
        if (!changes.contains(path))
            changes.insert(path, {path, standingAt(path, from), standingAt(path, to)});
    }
    auto list = changes.values();
    list.removeIf([](const PathChange &change) { return change.before == change.after; });
    return list;
}

std::optional<QJsonObject> StateReplay::value(qsizetype entry) const
{
    const auto &found = m_log.at(entry);
    if (found.json)
        return found.json;
    const auto framed = fromBase64(found.message.data);
    if (!framed || !m_stateKey)
        return std::nullopt;
    const auto plaintext = aesgcm::open(*m_stateKey, *framed);
    return plaintext ? parseJsonLeniently(*plaintext) : std::nullopt;
}

void StateReplay::addTopics(SpaceSummary &summary, Moment moment) const
{
    const auto entries = standingUnder(u"topics/"_s, moment);
    for (const auto entry : entries) {
        const auto segments = m_log.at(entry).path.split(u'/');
        const bool isDescription =
            segments.size() == 2 || (segments.size() == 3 && segments[2] == "metadata"_L1);
        if (!isDescription || !checkTopicId(segments[1]))
            continue;
        auto &topic = summary.topics[segments[1]]; // also when what it says was written with another key
        topic.id = segments[1];
        topic.hasEntry = true;
        const auto readable = value(entry);
        topic.isSealed = topic.isSealed || (segments.size() == 2 && !readable);
        const auto described = readable.value_or(QJsonObject());
        // `topics/{id}` comes before `topics/{id}/metadata`, and what it says stays.
        if (topic.name.isEmpty())
            topic.name = described["name"_L1].toString();
        if (topic.description.isEmpty())
            topic.description = described["description"_L1].toString();
    }
    const auto rights = standingUnder(u"auth/"_s, moment);
    for (const auto entry : rights) {
        const auto &json = m_log.at(entry).json;
        if (!json)
            continue;
        const auto segments = (*json)["path"_L1].toString().split(u'/');
        if (segments.size() > 2 && segments[0] == "topics"_L1 && checkTopicId(segments[1]) &&
            segments[1] != stateTopic)
            summary.topics[segments[1]].id = segments[1];
    }
}

void StateReplay::addMembers(SpaceSummary &summary, Moment moment) const
{
    const auto members = m_log.newestUnder(u"auth/"_s, moment);
    for (const auto entry : members) {
        const auto segments = m_log.at(entry).path.split(u'/');
        if (segments.size() != 3)
            continue;
        const auto member = MemberId::parse(segments[2]);
        if (!member || !m_strict.isMember(*member, moment))
            continue;
        if (const auto user = UserId::parse(segments[2]); user && segments[1] == "users"_L1)
            summary.users << *user;
        else if (const auto tool = ToolId::parse(segments[2]); tool && segments[1] == "tools"_L1)
            summary.tools << *tool;
    }
    const auto profiles = standingUnder(u"profiles/"_s, moment);
    for (const auto entry : profiles) {
        const auto segments = m_log.at(entry).path.split(u'/');
        if (segments.size() != 2 || !UserId::parse(segments[1]))
            continue;
        const auto name = value(entry).value_or(QJsonObject())["name"_L1].toString();
        if (!name.isEmpty())
            summary.names.insert(segments[1].toLatin1(), name);
    }
}

} // namespace reeeductio
