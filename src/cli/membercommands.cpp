// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/checks.h"
#include "cli/grantcommand.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! Users and tools are told apart by these only.
template <class Id>
struct Kind;

template <>
struct Kind<UserId>
{
    static constexpr auto type = IdType::User;
    static QString group() { return u"user"_s; }
    static QString title() { return u"User"_s; }
    static QString listName() { return u"users"_s; }
    static Pending<PostedMessage> add(Members &members, const UserId &id) { return members.addUser(id); }
    static Pending<PostedMessage> remove(Members &members, const UserId &id)
    {
        return members.removeUser(id);
    }
    static Pending<PostedMessage> grant(Members &members, const UserId &id, const QString &rightId,
                                        const Capability &right)
    {
        return members.grantToUser(id, rightId, right);
    }
    static QString remains();
    static const QList<UserId> &all(const SpaceSummary &summary) { return summary.users; }
};

template <>
struct Kind<ToolId>
{
    static constexpr auto type = IdType::Tool;
    static QString group() { return u"tool"_s; }
    static QString title() { return u"Tool"_s; }
    static QString listName() { return u"tools"_s; }
    static Pending<PostedMessage> add(Members &members, const ToolId &id) { return members.createTool(id); }
    static Pending<PostedMessage> remove(Members &members, const ToolId &id)
    {
        return members.removeTool(id);
    }
    static Pending<PostedMessage> grant(Members &members, const ToolId &id, const QString &rightId,
                                        const Capability &right)
    {
        return members.grantToTool(id, rightId, right);
    }
    static QString remains();
    static const QList<ToolId> &all(const SpaceSummary &summary) { return summary.tools; }
};

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::MemberCommands)

public:
    template <class Id>
    static OptionSpec idArgument()
    {
        return {.name = Kind<Id>::title().toUpper() + u"_ID"_s,
                .help = tr("%1 and 43 characters").arg(Kind<Id>::title().at(0)),
                .isRequired = true};
    }
};

//! What a removed member can still do on published servers (PROTOCOL 12.2).
QString Kind<UserId>::remains()
{
    return Words::tr(
        "On a published server this user can still sign in, list the state, use a token until it "
        "expires, get any file whose id it knows, and read what the space's root opens.");
}

QString Kind<ToolId>::remains()
{
    return Words::tr(
        "On a published server this tool can still sign in, list the state, get any file whose id "
        "it knows, and read what the space's root opens.");
}

template <class Id>
Checked<Id> idFrom(const Values &values)
{
    return checkedId<Kind<Id>::type>(values.of(Words::idArgument<Id>().name), Kind<Id>::title() + u" ID"_s);
}

template <class Id>
CommandSpec memberSpec(const QString &name, const QString &summary)
{
    return {.group = Kind<Id>::group(),
            .name = name,
            .summary = summary,
            .access = Access::Space,
            .root = RootUse::Required};
}

//! What changes one member's own entry.
template <class Id>
class MemberEntryCommand : public Command
{
public:
    Checked<void> prepare(const Values &values, Terminal &) override
    {
        return idFrom<Id>(values).map([this](const Id &id) { m_id = id; });
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.signIn()
            .then(&workspace, [this, &workspace] { return write(workspace.space().members(), m_id); })
            .then(&workspace, [this, &workspace](const PostedMessage &posted) {
                if (const auto words = remains(); !words.isEmpty())
                    workspace.output().warn(words);
                return Report{Kind<Id>::title() + u' ' + done() + u": "_s + m_id.toString(),
                              {{Kind<Id>::group() + u"_id"_s, m_id.toString()},
                               {u"message_hash"_s, QString::fromLatin1(posted.message.hash)}}};
            });
    }

protected:
    static CommandSpec entrySpec(const QString &name, const QString &summary)
    {
        auto spec = memberSpec<Id>(name, summary);
        spec.changesSpace = true;
        spec.arguments << Words::idArgument<Id>();
        return spec;
    }

    virtual Pending<PostedMessage> write(Members &members, const Id &id) = 0;
    virtual QString done() const = 0;
    //! What a person should know that it did not do.
    virtual QString remains() const { return {}; }

private:
    Id m_id;
};

template <class Id>
class MemberAdd final : public MemberEntryCommand<Id>
{
public:
    CommandSpec spec() const override
    {
        return MemberAdd::entrySpec(u"add"_s, Words::tr("Add a %1 to the space").arg(Kind<Id>::group()));
    }

protected:
    Pending<PostedMessage> write(Members &members, const Id &id) override
    {
        return Kind<Id>::add(members, id);
    }
    QString done() const override { return u"added"_s; }
};

template <class Id>
class MemberRemove final : public MemberEntryCommand<Id>
{
public:
    CommandSpec spec() const override
    {
        return MemberRemove::entrySpec(
            u"remove"_s, Words::tr("Take all rights from a %1, and its entry").arg(Kind<Id>::group()));
    }

protected:
    Pending<PostedMessage> write(Members &members, const Id &id) override
    {
        return Kind<Id>::remove(members, id);
    }
    QString done() const override { return u"removed"_s; }
    QString remains() const override { return Kind<Id>::remains(); }
};

template <class Id>
class MemberList final : public Command
{
public:
    CommandSpec spec() const override
    {
        return memberSpec<Id>(u"list"_s, Words::tr("List who is a %1 of the space").arg(Kind<Id>::group()));
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.openReader()
            .then(&workspace,
                  [&workspace] {
                      return workspace.reader().authority().ask(
                          [](const StateReplay &replay) { return replay.summary(); });
                  })
            .then(&workspace, [&workspace](const SpaceSummary &summary) {
                return listed(workspace.space().id().toString(), Kind<Id>::all(summary));
            });
    }

private:
    static Report listed(const QString &space, const QList<Id> &members)
    {
        QStringList ids;
        for (const auto &member : members)
            ids << member.toString();
        const auto text = ids.isEmpty()
                              ? u"No %1 found in space %2"_s.arg(Kind<Id>::listName(), space)
                              : u"%1s in space %2:\n  "_s.arg(Kind<Id>::title(), space) + ids.join(u"\n  "_s);
        return {text, {{Kind<Id>::listName(), QJsonArray::fromStringList(ids)}}};
    }
};

template <class Id>
class MemberGrant final : public GrantCommand
{
public:
    CommandSpec spec() const override
    {
        return grantSpec(Kind<Id>::group(), Words::tr("Give a right to a %1").arg(Kind<Id>::group()),
                         Words::idArgument<Id>());
    }

protected:
    Checked<void> prepareHolder(const Values &values) override
    {
        return idFrom<Id>(values).map([this](const Id &id) { m_id = id; });
    }
    Pending<PostedMessage> grant(Members &members, const QString &id, const Capability &right) override
    {
        return Kind<Id>::grant(members, m_id, id, right);
    }
    QString holder() const override { return m_id.toString(); }
    ContextOf contextOf() const override
    {
        return [id = m_id](const Roster &roster, qint64 nowMs) {
            const auto *member = roster.member(id);
            return RightContext::of(member ? *member : RosterMember{.id = id, .description = {}}, roster,
                                    nowMs);
        };
    }

private:
    Id m_id;
};

class UserAssignRole final : public Command
{
public:
    CommandSpec spec() const override
    {
        auto spec = memberSpec<UserId>(u"assign-role"_s, Words::tr("Give a user the rights of a role"));
        spec.changesSpace = true;
        spec.arguments << Words::idArgument<UserId>();
        spec.options << OptionSpec{
            .name = u"role"_s, .help = Words::tr("The role's name"), .letter = u'r', .isRequired = true};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_role = values.of(u"role"_s);
        return idFrom<UserId>(values).map([this](const UserId &id) { m_user = id; });
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.signIn()
            .then(&workspace,
                  [this, &workspace] { return workspace.space().members().assignRole(m_user, m_role); })
            .then(&workspace, [this](const PostedMessage &posted) {
                return Report{u"Role '%1' assigned to user %2"_s.arg(m_role, m_user.toString()),
                              {{u"user_id"_s, m_user.toString()},
                               {u"role_id"_s, m_role},
                               {u"message_hash"_s, QString::fromLatin1(posted.message.hash)}}};
            });
    }

private:
    UserId m_user;
    QString m_role;
};

template <class Id>
void addCommandsFor(CommandList &commands)
{
    commands.push_back(std::make_unique<MemberAdd<Id>>());
    commands.push_back(std::make_unique<MemberRemove<Id>>());
    commands.push_back(std::make_unique<MemberList<Id>>());
    commands.push_back(std::make_unique<MemberGrant<Id>>());
}

} // namespace

void addMemberCommands(CommandList &commands)
{
    addCommandsFor<UserId>(commands);
    commands.push_back(std::make_unique<UserAssignRole>());
    addCommandsFor<ToolId>(commands);
}

} // namespace reeeductio
