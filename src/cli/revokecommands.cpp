// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/authpath.h"
#include "cli/checks.h"
#include "cli/command.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::RevokeCommands)
};

//! What was to be taken away, as it stands.
struct Taking
{
    StateChange change;   //!< nothing left when it is gone
    QByteArray standing;  //!< the hash of the entry that says so
    bool isKnown = false; //!< there is or was such a thing
};

//! The paths at which a right of that name stands, and what takes them away.
Taking takingRights(const QList<RosterRight> &rights, const QString &id, const StateLog &log)
{
    Taking taking{.change = takenRight(rights, id, log), .standing = {}};
    for (const auto &right : rights) {
        if (right.id != id)
            continue;
        taking.isKnown = true;
        taking.standing = log.at(right.entry).message.hash;
    }
    return taking;
}

Taking takingAssignments(const RosterMember &member, const QString &role, const StateLog &log, qint64 nowMs)
{
    Taking taking{.change = takenRole(member, role, log, nowMs), .standing = {}};
    for (const auto &assignment : member.roles) {
        if (assignment.role != role)
            continue;
        taking.isKnown = true;
        taking.standing = log.at(assignment.entry).message.hash;
    }
    return taking;
}

//! Takes something away by the way that published servers honour (PROTOCOL 12.2), and looks afterwards
//! whether it is gone. What is gone already stays so.
class RevokeCommand : public Command
{
public:
    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.openReader()
            .then(&workspace, [this, &workspace] { return look(workspace); })
            .then(&workspace,
                  [this, &workspace](const Taking &taking) -> Result<Taking> {
                      if (!taking.isKnown)
                          return fail(ErrorKind::NotFound, ErrorCode::NotFoundOnServer, missing());
                      return taking;
                  })
            .then(&workspace, [this, &workspace](const Taking &taking) { return take(workspace, taking); })
            .then(&workspace, [this](const QList<QByteArray> &hashes) { return done(hashes); });
    }

protected:
    //! What there is to be taken; called in the authority thread.
    using Look = std::function<Taking(const StateLog &log, const Roster &roster, qint64 nowMs)>;
    virtual Look lookFor() const = 0;
    virtual QString text() const = 0;
    virtual QJsonObject json() const = 0;
    //! What was not found.
    virtual QString missing() const = 0;

    static CommandSpec revokeSpec(const QString &group, const QString &name, const QString &summary,
                                  const QList<OptionSpec> &arguments)
    {
        return {.group = group,
                .name = name,
                .summary = summary,
                .access = Access::Space,
                .root = RootUse::Optional,
                .changesSpace = true,
                .arguments = arguments};
    }

    static OptionSpec rightArgument()
    {
        return {.name = u"CAP_ID"_s, .help = Words::tr("What the right is called"), .isRequired = true};
    }

private:
    Pending<Taking> look(Workspace &workspace) const
    {
        return workspace.reader().authority().ask(
            [look = lookFor(), now = workspace.space().session().serverNowMs()](const StateReplay &replay) {
                const Circumstances circumstances{.moment = replay.log().size(), .nowMs = now};
                return look(replay.log(), replay.under(RuleSet::Real).roster(circumstances), now);
            });
    }

    //! The hashes of what was written, or of what says that it is gone already.
    Pending<QList<QByteArray>> take(Workspace &workspace, const Taking &taking) const
    {
        if (taking.change.isEmpty())
            return Pending<QList<QByteArray>>::resolved(QList<QByteArray>{taking.standing});
        auto &administration = workspace.administration();
        return administration.plan(taking.change)
            .then(&workspace,
                  [&administration](const ChangePlan &plan) { return administration.apply(plan); })
            .then(&workspace, [](const ChangeReport &report) { return written(report); })
            .then(&workspace, [this, &workspace](const QList<QByteArray> &hashes) {
                return workspace.reader().readState().then(&workspace, [this, &workspace, hashes] {
                    return look(workspace).then(
                        &workspace, [hashes](const Taking &left) { return checked(left, hashes); });
                });
            });
    }

    static Result<QList<QByteArray>> written(const ChangeReport &report)
    {
        if (const auto *stopped = report.stoppedAt()) {
            if (stopped->outcome != EditReport::Outcome::Overtaken)
                return fail(stopped->error);
            return fail(ErrorKind::Conflict, ErrorCode::HeadMoved, stopped->path);
        }
        QList<QByteArray> hashes;
        for (const auto &edit : report.edits)
            hashes << edit.hash;
        return hashes;
    }

    static Result<QList<QByteArray>> checked(const Taking &left, const QList<QByteArray> &hashes)
    {
        if (!left.change.isEmpty()) // somebody gave it anew
            return fail(ErrorKind::Conflict, ErrorCode::HeadMoved, left.change.first().path);
        return hashes;
    }

    Report done(const QList<QByteArray> &hashes) const
    {
        auto object = json();
        object.insert(u"message_hash"_s, QString::fromUtf8(hashes.last()));
        QJsonArray all;
        for (const auto &hash : hashes)
            all << QString::fromUtf8(hash);
        object.insert(u"message_hashes"_s, all);
        return {text(), object};
    }
};

template <class Id>
struct Kind;

template <>
struct Kind<UserId>
{
    static constexpr auto type = IdType::User;
    static QString group() { return u"user"_s; }
    static OptionSpec argument()
    {
        return {.name = u"USER_ID"_s, .help = Words::tr("U and 43 characters"), .isRequired = true};
    }
};

template <>
struct Kind<ToolId>
{
    static constexpr auto type = IdType::Tool;
    static QString group() { return u"tool"_s; }
    static OptionSpec argument()
    {
        return {.name = u"TOOL_ID"_s, .help = Words::tr("T and 43 characters"), .isRequired = true};
    }
};

template <class Id>
Checked<Id> idFrom(const Values &values)
{
    const auto name = Kind<Id>::type == IdType::User ? u"User ID"_s : u"Tool ID"_s;
    return checkedId<Kind<Id>::type>(values.of(Kind<Id>::argument().name), name);
}

template <class Id>
class MemberRevoke final : public RevokeCommand
{
public:
    CommandSpec spec() const override
    {
        return revokeSpec(Kind<Id>::group(), u"revoke"_s,
                          Words::tr("Take a right from a %1").arg(Kind<Id>::group()),
                          {Kind<Id>::argument(), rightArgument()});
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_right = values.of(u"CAP_ID"_s);
        return idFrom<Id>(values).map([this](const Id &id) { m_id = id; });
    }

protected:
    Look lookFor() const override
    {
        return [id = MemberId(m_id), right = m_right](const StateLog &log, const Roster &roster, qint64) {
            const auto *member = roster.member(id);
            return member ? takingRights(member->rights, right, log) : Taking();
        };
    }
    QString text() const override
    {
        return u"Capability revoked from %1 %2: %3"_s.arg(Kind<Id>::group(), m_id.toString(), m_right);
    }
    QJsonObject json() const override
    {
        return {{Kind<Id>::group() + u"_id"_s, m_id.toString()}, {u"cap_id"_s, m_right}};
    }
    QString missing() const override { return m_right; }

private:
    Id m_id;
    QString m_right;
};

class UserRevokeRole final : public RevokeCommand
{
public:
    CommandSpec spec() const override
    {
        auto spec = revokeSpec(u"user"_s, u"revoke-role"_s, Words::tr("Take a role from a user"),
                               {Kind<UserId>::argument()});
        spec.options << OptionSpec{
            .name = u"role"_s, .help = Words::tr("The role's name"), .letter = u'r', .isRequired = true};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_role = values.of(u"role"_s);
        return idFrom<UserId>(values).map([this](const UserId &id) { m_user = id; });
    }

protected:
    Look lookFor() const override
    {
        return
            [id = MemberId(m_user), role = m_role](const StateLog &log, const Roster &roster, qint64 nowMs) {
                const auto *member = roster.member(id);
                return member ? takingAssignments(*member, role, log, nowMs) : Taking();
            };
    }
    QString text() const override
    {
        return u"Role '%1' revoked from user %2"_s.arg(m_role, m_user.toString());
    }
    QJsonObject json() const override { return {{u"user_id"_s, m_user.toString()}, {u"role_id"_s, m_role}}; }
    QString missing() const override { return m_role; }

private:
    UserId m_user;
    QString m_role;
};

OptionSpec roleArgument()
{
    return {.name = u"ROLE_NAME"_s, .help = Words::tr("The role's name"), .isRequired = true};
}

class RoleRevoke final : public RevokeCommand
{
public:
    CommandSpec spec() const override
    {
        return revokeSpec(u"role"_s, u"revoke"_s, Words::tr("Take a right from a role"),
                          {roleArgument(), rightArgument()});
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_role = values.of(u"ROLE_NAME"_s);
        m_right = values.of(u"CAP_ID"_s);
        return {};
    }

protected:
    Look lookFor() const override
    {
        return [id = m_role, right = m_right](const StateLog &log, const Roster &roster, qint64) {
            const auto *role = roster.role(id);
            return role ? takingRights(role->rights, right, log) : Taking();
        };
    }
    QString text() const override { return u"Capability revoked from role %1: %2"_s.arg(m_role, m_right); }
    QJsonObject json() const override { return {{u"role_id"_s, m_role}, {u"cap_id"_s, m_right}}; }
    QString missing() const override { return m_right; }

private:
    QString m_role;
    QString m_right;
};

class RoleRemove final : public RevokeCommand
{
public:
    CommandSpec spec() const override
    {
        return revokeSpec(u"role"_s, u"remove"_s,
                          Words::tr("Take a role from all who have it, its rights, and the role itself"),
                          {roleArgument()});
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_role = values.of(u"ROLE_NAME"_s);
        return {};
    }

protected:
    Look lookFor() const override
    {
        return [id = m_role](const StateLog &log, const Roster &roster, qint64 nowMs) {
            Taking taking;
            if (const auto entry = log.newest(roleEntryPath(id), log.size())) {
                taking.isKnown = true;
                taking.standing = log.at(*entry).message.hash;
            }
            if (const auto *role = roster.role(id)) {
                taking.isKnown = true;
                taking.change = removalOf(*role, roster, log, nowMs);
            }
            return taking;
        };
    }
    QString text() const override { return u"Role removed: "_s + m_role; }
    QJsonObject json() const override { return {{u"role_id"_s, m_role}}; }
    QString missing() const override { return m_role; }

private:
    QString m_role;
};

} // namespace

void addRevokeCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<MemberRevoke<UserId>>());
    commands.push_back(std::make_unique<UserRevokeRole>());
    commands.push_back(std::make_unique<MemberRevoke<ToolId>>());
    commands.push_back(std::make_unique<RoleRevoke>());
    commands.push_back(std::make_unique<RoleRemove>());
}

} // namespace reeeductio
