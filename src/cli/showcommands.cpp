// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/checks.h"
#include "cli/command.h"
#include "cli/rosterform.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::ShowCommands)
};

//! Shows one thing of the state, as one rule set sees it.
class ShowCommand : public Command
{
protected:
    static CommandSpec showSpec(const QString &group, const QString &summary, const OptionSpec &argument)
    {
        return {.group = group,
                .name = u"show"_s,
                .summary = summary,
                .access = Access::Space,
                .root = RootUse::Optional,
                .arguments = {argument},
                .options = {rulesOption()}};
    }

    void takeRules(const Values &values) { m_rules = rulesFrom(values); }

    //! `find(replay, rules, now)` in the authority thread gives the sheet, or nothing when there is none of
    //! that name.
    template <class Sheet, class Find>
    Pending<Sheet> sheetFor(Workspace &workspace, const QString &name, Find find) const
    {
        return workspace.openReader()
            .then(&workspace,
                  [&workspace, rules = m_rules, find] {
                      const auto now = workspace.space().session().serverNowMs();
                      return workspace.reader().authority().ask(
                          [find, rules, now](const StateReplay &replay) { return find(replay, rules, now); });
                  })
            .then(&workspace, [name](std::optional<Sheet> sheet) -> Result<Sheet> {
                if (!sheet)
                    return fail(ErrorKind::NotFound, ErrorCode::NotFoundOnServer, name);
                return *std::move(sheet);
            });
    }

    Pending<MemberSheet> memberSheetFor(Workspace &workspace, const MemberId &member) const
    {
        return sheetFor<MemberSheet>(workspace, member.toString(),
                                     [member](const StateReplay &replay, RuleSet rules, qint64 now) {
                                         return memberSheet(replay, rules, member, now);
                                     });
    }

private:
    RuleSet m_rules = RuleSet::Real;
};

class UserShow final : public ShowCommand
{
public:
    CommandSpec spec() const override
    {
        return showSpec(u"user"_s, Words::tr("Show what a user has and may do, and who gave it"),
                        {.name = u"USER_ID"_s, .help = Words::tr("U and 43 characters"), .isRequired = true});
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        takeRules(values);
        return checkedId<IdType::User>(values.of(u"USER_ID"_s), u"User ID"_s).map([this](const UserId &id) {
            m_user = id;
        });
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return memberSheetFor(workspace, m_user).then(&workspace, [](const MemberSheet &sheet) {
            return reportOf(sheet, {});
        });
    }

private:
    UserId m_user;
};

class ToolShow final : public ShowCommand
{
public:
    CommandSpec spec() const override
    {
        return showSpec(u"tool"_s,
                        Words::tr("Show what a tool may do, who gave it, and how often it was used"),
                        {.name = u"TOOL_ID"_s, .help = Words::tr("T and 43 characters"), .isRequired = true});
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        takeRules(values);
        return checkedId<IdType::Tool>(values.of(u"TOOL_ID"_s), u"Tool ID"_s).map([this](const ToolId &id) {
            m_tool = id;
        });
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return memberSheetFor(workspace, m_tool)
            .then(&workspace, [this, &workspace](const MemberSheet &sheet) {
                return countUses(workspace).then(
                    &workspace, [sheet](const ToolUses &uses) { return reportOf(sheet, uses); });
            });
    }

private:
    Pending<ToolUses> countUses(Workspace &workspace) const
    {
        auto &authority = workspace.reader().authority();
        return authority.ask([](const StateReplay &replay) { return replay.summary().topics.keys(); })
            .then(&workspace, [this, &workspace, &authority](const QStringList &topics) {
                return (new CountToolUses(workspace.space().messages(), authority, m_tool, topics,
                                          &workspace))
                    ->start();
            });
    }

    ToolId m_tool;
};

class RoleShow final : public ShowCommand
{
public:
    CommandSpec spec() const override
    {
        return showSpec(u"role"_s, Words::tr("Show a role's rights, who has it, and who gave it"),
                        {.name = u"ROLE_NAME"_s, .help = Words::tr("The role's name"), .isRequired = true});
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        takeRules(values);
        m_role = values.of(u"ROLE_NAME"_s);
        return {};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return sheetFor<RoleSheet>(workspace, m_role,
                                   [role = m_role](const StateReplay &replay, RuleSet rules, qint64 now) {
                                       return roleSheet(replay, rules, role, now);
                                   })
            .then(&workspace, [](const RoleSheet &sheet) { return reportOf(sheet); });
    }

private:
    QString m_role;
};

} // namespace

void addShowCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<UserShow>());
    commands.push_back(std::make_unique<ToolShow>());
    commands.push_back(std::make_unique<RoleShow>());
}

} // namespace reeeductio
