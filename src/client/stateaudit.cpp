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

AuditReport auditState(const StateReplay &replay, const QByteArray &knownHead)
{
    AuditReport report{.checked = replay.log().size(), .findings = {}};
    bool isHeadThere = knownHead.isEmpty();
    for (qsizetype entry = 0; entry < replay.log().size(); ++entry) {
        const auto &found = replay.log().at(entry);
        isHeadThere = isHeadThere || found.message.hash == knownHead;
        const auto rule = brokenRule(replay, entry);
        if (!rule) {
            report.unjudged += replay.wasEntitled(entry).has_value() ? 0 : 1;
            continue;
        }
        AuditFinding finding{*rule, found.message.hash, found.path, found.message.sender,
                             found.message.serverTimestamp};
        if (*rule == AuditFinding::Rule::NotEntitled)
            finding.refusal = replay.under(RuleSet::Strict).judgeEntry(entry).refusal;
        report.findings << finding;
    }
    if (!isHeadThere)
        report.findings << AuditFinding{AuditFinding::Rule::MissingHead, knownHead, {}, {}, 0};
    return report;
}

} // namespace reeeductio
