// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/escalationworld.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

EscalationWorld::EscalationWorld(const StateLog &log, RuleSet ruleSet, qint64 nowMs, Uses uses)
    : m_log(log), m_authorizer(m_log, ruleSet), m_nowMs(nowMs), m_uses(std::move(uses)), m_time(nowMs)
{
    for (qsizetype entry = 0; entry < log.size(); ++entry)
        m_time = std::max(m_time, log.at(entry).message.serverTimestamp);
}

bool EscalationWorld::isSpent(const MemberId &member) const
{
    const auto tool = ToolId::parse(member.text());
    if (!tool)
        return false;
    const auto limit = m_authorizer.useLimit(*tool, m_log.size());
    return limit && m_uses.value(member) >= *limit;
}

WriteJudgement EscalationWorld::judge(const MemberId &signer, const StateEdit &edit) const
{
    return m_authorizer.judgeStateWrite(signer, edit.path, edit.value.toBase64(), now());
}

//! Most that is tried is refused for want of any right there, and to judge that would be to explain it.
bool EscalationWorld::isAllowedAtAll(const MemberId &signer, const StateEdit &edit) const
{
    const auto resource = u"state/"_s + edit.path;
    const auto answers = m_authorizer.accessMatrix(
        {signer},
        {{Operation::Create, resource}, {Operation::Modify, resource}, {Operation::Delete, resource}}, now());
    return answers.cell(0, 0).allowed || answers.cell(0, 1).allowed || answers.cell(0, 2).allowed;
}

bool EscalationWorld::isTaken(const MemberId &signer, const StateEdit &edit) const
{
    return !isSpent(signer) && isAllowedAtAll(signer, edit) && judge(signer, edit).isAllowed();
}

std::optional<Operation> EscalationWorld::write(const MemberId &signer, const StateEdit &edit)
{
    if (isSpent(signer) || !isAllowedAtAll(signer, edit))
        return std::nullopt;
    const auto judgement = judge(signer, edit);
    if (!judgement.isAllowed())
        return std::nullopt;
    Message message;
    message.type = edit.path.toUtf8();
    message.data = edit.value.toBase64();
    message.sender = signer.text();
    message.serverTimestamp = ++m_time;
    m_log.append(std::move(message), Seal::Good);
    if (signer.isTool())
        ++m_uses[signer];
    return judgement.operation;
}

} // namespace reeeductio
