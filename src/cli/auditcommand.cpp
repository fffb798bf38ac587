// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/checks.h"
#include "cli/command.h"
#include "client/auditjson.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Rule = AuditFinding::Rule;
using Refusal = WriteJudgement::Refusal;

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::AuditCommand)

public:
    static QString of(const AuditFinding &finding);
    static QString of(Refusal refusal);
};

QString Words::of(Refusal refusal)
{
    switch (refusal) {
    case Refusal::None:
        return {};
    case Refusal::BadPath:
        return tr("the path is none that state can have");
    case Refusal::UntrustedSender:
        return tr("the sender was no member, or was made one by somebody who was not entitled to");
    case Refusal::ValueNotJson:
        return tr("a right or a role's assignment must be a JSON object");
    case Refusal::BadCapability:
        return tr("the right in it is not a valid one");
    case Refusal::MayNotGrant:
        return tr("the sender could not hand out this right");
    case Refusal::AssignmentMismatch:
        return tr("the member or role in it is another than the path's");
    case Refusal::BadMemberEntry:
        return tr("its expiry or limit of uses is not valid");
    case Refusal::MayNotAssign:
        return tr("the sender could not hand out this role");
    case Refusal::NoPermission:
        return tr("the sender had no right to write this path");
    }
    Q_UNREACHABLE();
}

QString Words::of(const AuditFinding &finding)
{
    switch (finding.rule) {
    case Rule::BadHash:
        return tr("It was changed on its way or on the server.");
    case Rule::BadSignature:
        return tr("Whoever is named did not write it.");
    case Rule::BrokenLink:
        return tr("The server does not hand out what stood before it.");
    case Rule::Fork:
        return tr("The server gave two changes the same place.");
    case Rule::NotEntitled:
        return tr("The server should have refused it: %1.").arg(of(finding.refusal));
    case Rule::MissingHead:
        return tr("The server does not show it any more.");
    }
    Q_UNREACHABLE();
}

class Audit final : public Command
{
public:
    CommandSpec spec() const override
    {
        return {.group = {},
                .name = u"audit"_s,
                .summary = Words::tr("Check that every change to the space's state was entitled"),
                .access = Access::Space,
                .root = RootUse::Optional,
                .options = {{.name = u"head"_s,
                             .help = Words::tr("A state message seen before, which must still be there"),
                             .valueName = u"M…"_s}}};
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        if (!values.has(u"head"_s))
            return {};
        return checkedId<IdType::Message>(values.of(u"head"_s), u"Message ID"_s)
            .map([this](const MessageId &id) { m_head = id.text(); });
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.openReader()
            .then(&workspace,
                  [this, &workspace] {
                      return workspace.reader().authority().ask(
                          [head = m_head](const StateReplay &replay) { return auditState(replay, head); });
                  })
            .then(&workspace, [](const AuditReport &audit) { return shown(audit); });
    }

private:
    static Report shown(const AuditReport &audit)
    {
        auto text = u"State messages checked: %1"_s.arg(audit.checked);
        if (audit.unjudged > 0)
            text += u"\nBehind a hole, so not judged: %1"_s.arg(audit.unjudged);
        text += u"\nFindings: %1"_s.arg(audit.findings.size());
        for (const auto &finding : audit.findings)
            text += u"\n  %1  %2  %3\n    %4"_s.arg(scriptName(finding.rule), QString::fromUtf8(finding.hash),
                                                    printableLine(finding.path), Words::of(finding));
        Report report{text, auditJson(audit, [](const AuditFinding &finding) { return Words::of(finding); })};
        report.isFailure = !audit.findings.isEmpty();
        return report;
    }

    QByteArray m_head;
};

} // namespace

void addAuditCommand(CommandList &commands)
{
    commands.push_back(std::make_unique<Audit>());
}

} // namespace reeeductio
