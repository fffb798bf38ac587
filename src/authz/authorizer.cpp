// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/authorizer.h"

#include "authz/authpath.h"
#include "authz/engine.h"
#include "authz/serverjson.h"

namespace reeeductio {

namespace {

StateWrite writeOf(const MemberId &sender, const QString &path, QByteArrayView data)
{
    StateWrite write{.sender = sender, .path = path, .isEmpty = data.isEmpty()};
    if (const auto value = readAsServer(data); value && value->isObject())
        write.json = value->toObject();
    return write;
}

} // namespace

Authorizer::Authorizer(const StateLog &log, RuleSet ruleSet)
    : m_engine(std::make_unique<Engine>(log, ruleSet))
{}

Authorizer::~Authorizer() = default;

const SpaceId &Authorizer::space() const
{
    return m_engine->view().log().space();
}

bool Authorizer::isMember(const MemberId &member, Moment moment) const
{
    m_engine->takeIn();
    return membershipOf(m_engine->view(), member, moment) != Membership::Stranger;
}

Decision Authorizer::decide(const Question &question, const Circumstances &circumstances) const
{
    m_engine->takeIn();
    return m_engine->decide(
        Asked(m_engine->view(), question.member, question.operation, {question.resource}, circumstances),
        Engine::Explain::Yes);
}

Decision Authorizer::decideForAnyMember(const MemberId &member, Moment moment) const
{
    if (member.isOwnerOf(m_engine->view().log().space()))
        return {.allowed = true, .reason = Reason::Owner};
    const bool allowed = isMember(member, moment);
    return {.allowed = allowed, .reason = allowed ? Reason::AnyMember : Reason::NotAMember};
}

Decision Authorizer::decideDataWrite(const MemberId &member, Operation operation, const QString &path,
                                     const Circumstances &circumstances) const
{
    m_engine->takeIn();
    const auto &rules = m_engine->view().rules();
    QStringList resources;
    if (rules.dataWritesWithPrefix)
        resources << QLatin1StringView("data/") + path;
    if (rules.dataWritesByBarePath)
        resources << path;
    return m_engine->decide(Asked(m_engine->view(), member, operation, std::move(resources), circumstances),
                            Engine::Explain::Yes);
}

WriteJudgement Authorizer::judgeStateWrite(const MemberId &sender, const QString &path, QByteArrayView data,
                                           const Circumstances &circumstances) const
{
    m_engine->takeIn();
    return m_engine->judge(writeOf(sender, path, data), circumstances, Engine::Explain::Yes);
}

WriteJudgement::Refusal Authorizer::checkGrant(const MemberId &sender, const QString &path,
                                               QByteArrayView data, const Circumstances &circumstances) const
{
    m_engine->takeIn();
    return refusalOfGrant(m_engine->view(), writeOf(sender, path, data), circumstances);
}

QList<HeldRight> Authorizer::heldRights(const MemberId &member, const Circumstances &circumstances) const
{
    m_engine->takeIn();
    return m_engine->heldRights(member, circumstances);
}

Roster Authorizer::roster(const Circumstances &circumstances) const
{
    m_engine->takeIn();
    return rosterOf(m_engine->view(), circumstances.moment, circumstances.nowMs);
}

AccessMatrix Authorizer::accessMatrix(const QList<MemberId> &members, const QList<AccessQuestion> &questions,
                                      const Circumstances &circumstances) const
{
    m_engine->takeIn();
    QList<AccessCell> cells;
    cells.reserve(members.size() * questions.size());
    for (const auto &member : members)
        cells << m_engine->decideEach(member, questions, circumstances);
    return {members, questions, std::move(cells)};
}

std::optional<qint64> Authorizer::useLimit(const ToolId &tool, Moment moment) const
{
    m_engine->takeIn();
    const auto entry = m_engine->view().at(entryPath(tool), moment);
    if (!entry)
        return 0;
    const auto &json = m_engine->view().log().at(*entry).json;
    return json ? useLimitOf(*json) : 0;
}

bool Authorizer::wasEntitled(qsizetype entry) const
{
    m_engine->takeIn();
    return m_engine->view().counts(entry);
}

WriteJudgement Authorizer::judgeEntry(qsizetype entry) const
{
    m_engine->takeIn();
    return m_engine->judgeEntry(entry, Engine::Explain::Yes);
}

} // namespace reeeductio
