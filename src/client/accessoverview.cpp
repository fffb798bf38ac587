// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/accessoverview.h"

#include "client/authority.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! What a look at the member's rights does not answer: what a server checks beside them, or asks elsewhere.
bool needsMore(const AccessQuestion &question)
{
    const auto &resource = question.resource;
    const bool handsOut = resource.startsWith("state/auth/"_L1) && resource.count(u'/') == 5;
    const bool writesData = resource.startsWith("data/"_L1) && question.operation != Operation::Read;
    return handsOut || writesData || resource.startsWith("blobs/"_L1);
}

} // namespace

QList<AccessQuestion> accessQuestions(const SpaceOverview &space)
{
    QList<AccessQuestion> questions;
    for (const auto &topic : space.topics)
        questions << AccessQuestion{Operation::Read, topicResource(topic)}
                  << AccessQuestion{Operation::Create, topicResource(topic)};
    const std::pair<Operation, QString> others[] = {
        {Operation::Create, u"state/topics/{any}"_s},
        {Operation::Modify, u"state/topics/{any}"_s},
        {Operation::Create, u"state/{any}"_s},
        {Operation::Create, u"state/auth/users/{any}"_s},
        {Operation::Delete, u"state/auth/users/{any}"_s},
        {Operation::Create, u"state/auth/users/{any}/rights/{any}"_s},
        {Operation::Create, u"state/auth/roles/{any}"_s},
        {Operation::Create, u"state/auth/roles/{any}/rights/{any}"_s},
        {Operation::Create, u"state/auth/tools/{any}"_s},
        {Operation::Create, u"state/auth/tools/{any}/rights/{any}"_s},
        {Operation::Read, u"data/{any}"_s},
        {Operation::Create, u"data/{any}"_s},
        {Operation::Create, u"blobs/{any}"_s},
    };
    for (const auto &[operation, resource] : others) {
        questions << AccessQuestion{operation, resource};
        if (operation != Operation::Delete)
            continue; // behind adding and removing members: giving them roles
        for (const auto &role : space.roster.roles)
            questions << AccessQuestion{Operation::Create, u"state/auth/users/{any}/roles/"_s + role.id};
    }
    return questions;
}

AccessOverview accessOverviewOf(const StateReplay &replay, RuleSet serverRules, qint64 nowMs)
{
    AccessOverview overview{.space = overviewOf(replay, serverRules, nowMs), .matrix = {}};
    const auto questions = accessQuestions(overview.space);
    QList<MemberId> members;
    for (const auto &member : std::as_const(overview.space.roster.members))
        members << member.id;
    const auto quick = replay.under(serverRules)
                           .accessMatrix(members, questions, {.moment = replay.log().size(), .nowMs = nowMs});
    QList<AccessCell> cells;
    cells.reserve(members.size() * questions.size());
    for (qsizetype member = 0; member < members.size(); ++member) {
        for (qsizetype question = 0; question < questions.size(); ++question) {
            auto cell = quick.cell(member, question);
            const bool isHandingOut = questions[question].resource.startsWith("state/"_L1);
            // What a server asks beside the right to write matters only to who has that.
            if (needsMore(questions[question]) && (cell.allowed || !isHandingOut)) {
                const auto verdict =
                    answerTo(quick.questionAt(member, question), replay, serverRules, nowMs).server;
                cell = {verdict.isAllowed, verdict.reason};
            }
            cells << cell;
        }
    }
    overview.matrix = {members, questions, std::move(cells)};
    return overview;
}

QList<AccessAnswer> whoMay(const AccessQuestion &question, const StateReplay &replay, RuleSet serverRules,
                           qint64 nowMs)
{
    const auto roster = replay.under(serverRules).roster({.moment = replay.log().size(), .nowMs = nowMs});
    QList<AccessAnswer> answers;
    for (const auto &member : roster.members) {
        auto answer =
            answerTo({member.id, question.operation, question.resource}, replay, serverRules, nowMs);
        if (answer.server.isAllowed)
            answers << std::move(answer);
    }
    return answers;
}

} // namespace reeeductio
