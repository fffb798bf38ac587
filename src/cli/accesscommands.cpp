// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/checks.h"
#include "cli/citationform.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/rightwords.h"
#include "client/accessjson.h"
#include "protocol/json.h"
#include "protocol/names.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::AccessCommands)
};

//! Something about who may do what, worked out in the authority thread.
class AccessCommand : public Command
{
protected:
    static CommandSpec accessSpec(const QString &name, const QString &summary)
    {
        return {.group = u"access"_s,
                .name = name,
                .summary = summary,
                .access = Access::Space,
                .root = RootUse::Optional,
                .options = {rulesOption()}};
    }

    void takeRules(const Values &values) { m_rules = rulesFrom(values); }

    //! `find(replay, rules, now)` gives the report.
    template <class Find>
    Pending<Report> reportFrom(Workspace &workspace, Find find) const
    {
        return workspace.openReader().then(&workspace, [&workspace, rules = m_rules, find] {
            const auto now = workspace.space().session().serverNowMs();
            return workspace.reader().authority().ask(
                [find, rules, now](const StateReplay &replay) { return find(replay, rules, now); });
        });
    }

private:
    RuleSet m_rules = RuleSet::Real;
};

class AccessMatrixCommand final : public AccessCommand
{
public:
    CommandSpec spec() const override
    {
        auto spec = accessSpec(u"matrix"_s, Words::tr("Show what each member may do"));
        spec.options << OptionSpec{
            .name = u"csv"_s, .help = Words::tr("A table for spreadsheets"), .isFlag = true};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        takeRules(values);
        m_isCsv = values.has(u"csv"_s);
        return {};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return reportFrom(workspace, [isCsv = m_isCsv](const StateReplay &replay, RuleSet rules, qint64 now) {
            const auto overview = accessOverviewOf(replay, rules, now);
            Report report{shown(overview), matrixJson(overview)};
            if (isCsv)
                report.value = matrixCsv(overview);
            return report;
        });
    }

private:
    //! By member: columns would be wider than a terminal.
    static QString shown(const AccessOverview &overview)
    {
        const auto &matrix = overview.matrix;
        QStringList lines;
        for (qsizetype row = 0; row < matrix.members().size(); ++row) {
            lines << shownMember(matrix.members().at(row).text(), overview.space.names) + u':';
            const auto before = lines.size();
            for (qsizetype column = 0; column < matrix.questions().size(); ++column) {
                const auto &[operation, resource] = matrix.questions().at(column);
                if (matrix.cell(row, column).allowed)
                    lines << u"  "_s + QString(nameOf(operation)) + u' ' + printableLine(resource);
            }
            if (lines.size() == before)
                lines << u"  nothing"_s;
        }
        return lines.join(u'\n');
    }

    bool m_isCsv = false;
};

class AccessWho final : public AccessCommand
{
public:
    CommandSpec spec() const override
    {
        auto spec =
            accessSpec(u"who"_s, Words::tr("List the members who may do something, and through what"));
        spec.arguments = {
            {.name = u"OP"_s, .help = Words::tr("read, create, modify or delete"), .isRequired = true},
            {.name = u"PATH"_s,
             .help = Words::tr("As the server asks for it: topics/general/messages, state/PATH, data/PATH; "
                               "{any} is any at all"),
             .isRequired = true}};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        takeRules(values);
        const auto operation = operationFromName(values.of(u"OP"_s));
        if (!operation || *operation == Operation::Write)
            return misused(
                u"Invalid value for 'OP': it is not one of 'read', 'create', 'modify', 'delete'."_s);
        const auto asked = resourceAsked(*operation, values.of(u"PATH"_s));
        if (!asked)
            return neverAsked(asked.error(), u"PATH"_s);
        m_question = {*operation, asked->wholePath()};
        return {};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return reportFrom(workspace, [question = m_question](const StateReplay &replay, RuleSet rules,
                                                             qint64 now) {
            const auto answers = whoMay(question, replay, rules, now);
            return Report{shown(question, answers, replay.summary().names), whoMayJson(question, answers)};
        });
    }

private:
    static QString shown(const AccessQuestion &question, const QList<AccessAnswer> &answers,
                         const ProfileNames &names)
    {
        auto text = u"Members who may %1 %2: %3"_s
                        .arg(QString(nameOf(question.operation)), printableLine(question.resource))
                        .arg(answers.size());
        for (const auto &answer : answers) {
            text += u"\n  "_s + shownMember(answer.question.member.text(), names);
            if (answer.server.reason == Reason::Owner)
                text += u"\n    owner"_s;
            for (const auto &right : answer.server.because) {
                text += u"\n    may "_s + sentenceFor(right.held.capability);
                if (!right.held.role.isEmpty())
                    text += u", through the role "_s + printableLine(right.held.role);
            }
        }
        return text;
    }

    AccessQuestion m_question;
};

class AccessEscalation final : public AccessCommand
{
public:
    CommandSpec spec() const override
    {
        return accessSpec(u"escalation"_s, Words::tr("Tell who could become administrator, and how"));
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        takeRules(values);
        return {};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return reportFrom(workspace, [](const StateReplay &replay, RuleSet rules, qint64 now) {
            const auto map = escalationMapOf(replay.log(), replay.under(rules), rules, now);
            return Report{shown(map, replay.summary().names), escalationJson(map)};
        });
    }

private:
    static QString shown(const EscalationMap &map, const ProfileNames &names)
    {
        QStringList lines{u"Administrators: %1"_s.arg(map.administrators.size())};
        for (const auto &member : map.administrators)
            lines << u"  "_s + shownMember(member.text(), names);
        lines << u"Could become administrator without help: %1"_s.arg(map.ways.size());
        for (const auto &way : map.ways) {
            lines << u"  "_s + shownMember(way.member.text(), names);
            int number = 0;
            for (const auto &step : way.steps)
                lines << u"    %1. %2 writes %3 = %4"_s.arg(++number).arg(
                    shownMember(step.signer.text(), names), printableLine(step.edit.path),
                    printableLine(QString::fromUtf8(step.edit.value)));
        }
        if (!map.dormant.isEmpty())
            lines << u"Worth a look:"_s;
        for (const auto &power : map.dormant)
            lines << u"  "_s + shown(power);
        return lines.join(u'\n');
    }

    static QString shown(const DormantPower &power)
    {
        switch (power.kind) {
        case DormantPower::Kind::UnlimitedTool:
            return u"%1 may change members, roles or tools without a limit of uses"_s.arg(
                power.tool->toString());
        case DormantPower::Kind::UnusedInvitation:
            return u"%1 may add members and has not been used"_s.arg(power.tool->toString());
        case DormantPower::Kind::UnheldRole:
            return u"role %1 allows everything and nobody has it"_s.arg(printableLine(power.role));
        }
        Q_UNREACHABLE();
    }
};

} // namespace

void addAccessCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<AccessMatrixCommand>());
    commands.push_back(std::make_unique<AccessWho>());
    commands.push_back(std::make_unique<AccessEscalation>());
}

} // namespace reeeductio
