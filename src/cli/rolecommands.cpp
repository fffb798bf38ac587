// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/citationform.h"
#include "cli/grantcommand.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::RoleCommands)

public:
    static OptionSpec roleArgument()
    {
        return {.name = u"ROLE_NAME"_s, .help = tr("The role's name"), .isRequired = true};
    }
};

class RoleCreate final : public Command
{
public:
    CommandSpec spec() const override
    {
        return {.group = u"role"_s,
                .name = u"create"_s,
                .summary = Words::tr("Make a role, which has no rights yet"),
                .access = Access::Space,
                .root = RootUse::Required,
                .changesSpace = true,
                .arguments = {Words::roleArgument()},
                .options = {{.name = u"description"_s, .help = Words::tr("What it is for"), .letter = u'd'}}};
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_role = values.of(u"ROLE_NAME"_s);
        m_description = values.of(u"description"_s);
        return {};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.signIn()
            .then(
                &workspace,
                [this, &workspace] { return workspace.space().members().createRole(m_role, m_description); })
            .then(&workspace, [this](const PostedMessage &posted) {
                return Report{
                    u"Role created: "_s + m_role,
                    {{u"role_id"_s, m_role}, {u"message_hash"_s, QString::fromLatin1(posted.message.hash)}}};
            });
    }

private:
    QString m_role;
    QString m_description;
};

class RoleGrant final : public GrantCommand
{
public:
    CommandSpec spec() const override
    {
        return grantSpec(u"role"_s, Words::tr("Give a right to whoever has a role"), Words::roleArgument());
    }

protected:
    Checked<void> prepareHolder(const Values &values) override
    {
        m_role = values.of(u"ROLE_NAME"_s);
        return {};
    }
    Pending<PostedMessage> grant(Members &members, const QString &id, const Capability &right) override
    {
        return members.grantToRole(m_role, id, right);
    }
    QString holder() const override { return m_role; }
    ContextOf contextOf() const override
    {
        return [id = m_role](const Roster &roster, qint64) {
            const auto *role = roster.role(id);
            return RightContext::of(role ? *role : RosterRole{.id = id, .description = {}});
        };
    }

private:
    QString m_role;
};

class RoleList final : public Command
{
public:
    CommandSpec spec() const override
    {
        return {.group = u"role"_s,
                .name = u"list"_s,
                .summary = Words::tr("List the roles of the space"),
                .access = Access::Space,
                .root = RootUse::Optional,
                .options = {rulesOption()}};
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_rules = rulesFrom(values);
        return {};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.openReader()
            .then(
                &workspace,
                [&workspace, rules = m_rules] {
                    return workspace.reader().authority().ask(
                        [rules, now = workspace.space().session().serverNowMs()](const StateReplay &replay) {
                            const Circumstances circumstances{.moment = replay.log().size(), .nowMs = now};
                            return replay.under(rules).roster(circumstances).roles;
                        });
                })
            .then(&workspace, [&workspace](const QList<RosterRole> &roles) {
                return listed(workspace.space().id().toString(), roles);
            });
    }

private:
    static Report listed(const QString &space, const QList<RosterRole> &roles)
    {
        QJsonArray array;
        auto text =
            roles.isEmpty() ? u"No roles found in space "_s + space : u"Roles in space %1:"_s.arg(space);
        for (const auto &role : roles) {
            const auto rights = std::count_if(role.rights.begin(), role.rights.end(),
                                              [](const RosterRight &right) { return !right.isRevoked(); });
            array << QJsonObject{{u"role_id"_s, role.id},
                                 {u"description"_s, role.description},
                                 {u"rights"_s, qint64(rights)},
                                 {u"holders"_s, role.holders.size()}};
            text += u"\n  "_s + printableLine(role.id);
            if (!role.description.isEmpty())
                text += u": "_s + printableLine(role.description);
        }
        return {text, {{u"roles"_s, array}}};
    }

    RuleSet m_rules = RuleSet::Real;
};

} // namespace

void addRoleCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<RoleCreate>());
    commands.push_back(std::make_unique<RoleGrant>());
    commands.push_back(std::make_unique<RoleList>());
}

} // namespace reeeductio
