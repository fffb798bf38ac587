// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/stateaudit.h"

namespace reeeductio {

namespace {

//! The gravest; nothing when there is none.
std::optional<AuditFinding::Rule> brokenRule(const StateReplay &replay, qsizetype entry)
{
    const auto &found = replay.log().at(entry);
    switch (found.seal) {
    case Seal::BadHash:
        return AuditFinding::Rule::BadHash;
    case Seal::BadSignature:
        return AuditFinding::Rule::BadSignature;
    case Seal::Good:
        break;
    }
    if (found.link == StateLink::Missing)
        return AuditFinding::Rule::BrokenLink;
    if (found.link == StateLink::Forked)
        return AuditFinding::Rule::Fork;
    return replay.wasEntitled(entry) == false ? std::optional(AuditFinding::Rule::NotEntitled) : std::nullopt;
}

} // namespace

void auditEntries(const StateReplay &replay, qsizetype from, qsizetype to, RuleSet serverRules,
                  AuditReport &report)
{
    for (qsizetype entry = from; entry < to; ++entry) {
        ++report.checked;
        const auto rule = brokenRule(replay, entry);
        if (!rule) {
            report.unjudged += replay.wasEntitled(entry).has_value() ? 0 : 1;
            continue;
        }
        const auto &found = replay.log().at(entry);
        AuditFinding finding;
        finding.rule = *rule;
        finding.hash = found.message.hash;
        finding.path = found.path;
        finding.sender = found.message.sender;
        finding.time = found.message.serverTimestamp;
        finding.entry = entry;
        finding.previous = found.message.prevHash.value_or(QByteArray());
        if (*rule == AuditFinding::Rule::NotEntitled) {
            finding.refusal = replay.under(RuleSet::Strict).judgeEntry(entry).refusal;
            finding.isLetIn = replay.under(serverRules).judgeEntry(entry).isAllowed();
            finding.isHonoured = replay.under(serverRules).wasEntitled(entry);
        }
        report.findings << finding;
    }
}

AuditReport auditState(const StateReplay &replay, const QByteArray &knownHead, RuleSet serverRules)
{
    AuditReport report;
    const auto size = replay.log().size();
    auditEntries(replay, 0, size, serverRules, report);
    bool isHeadThere = knownHead.isEmpty();
    for (qsizetype entry = 0; entry < size && !isHeadThere; ++entry)
        isHeadThere = replay.log().at(entry).message.hash == knownHead;
    if (!isHeadThere)
        report.findings << missingHead(knownHead);
    return report;
}

AuditFinding missingHead(const QByteArray &hash, qint64 time)
{
    AuditFinding finding;
    finding.rule = AuditFinding::Rule::MissingHead;
    finding.hash = hash;
    finding.time = time;
    return finding;
}

} // namespace reeeductio
