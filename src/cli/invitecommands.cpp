// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/checks.h"
#include "cli/command.h"
#include "cli/invitationtext.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::InviteCommands)
};

constexpr qint64 mostUses = 1'000'000;

CommandSpec inviteSpec(const QString &name, const QString &summary)
{
    return {.group = u"invite"_s,
            .name = name,
            .summary = summary,
            .access = Access::Space,
            .root = RootUse::Optional};
}

//! `30m`, `12h`, `7d` from now, or a day or moment as ISO 8601 writes it.
Checked<qint64> checkedExpiry(const QString &text, qint64 nowMs)
{
    static const QHash<QChar, qint64> units{{u'm', 60'000}, {u'h', 3'600'000}, {u'd', 86'400'000}};
    if (!text.isEmpty() && units.contains(text.back())) {
        bool isNumber = false;
        const auto count = text.chopped(1).toLongLong(&isNumber);
        if (isNumber && count > 0 && count <= 100'000)
            return nowMs + count * units.value(text.back());
    }
    const auto moment = QDateTime::fromString(text, Qt::ISODate);
    if (moment.isValid() && moment.toMSecsSinceEpoch() > nowMs)
        return moment.toMSecsSinceEpoch();
    return misused(u"Invalid value for '--expires': it must be like 30m, 12h or 7d, or a time to come like "
                   "2030-12-31T18:00"_s);
}

class InviteCreate final : public Command
{
public:
    CommandSpec spec() const override
    {
        auto spec = inviteSpec(u"create"_s, Words::tr("Make a link by which somebody can join"));
        spec.root = RootUse::Required;
        spec.changesSpace = true;
        spec.options = {
            {.name = u"role"_s,
             .help = Words::tr("The role for whoever joins"),
             .letter = u'r',
             .isRequired = true},
            {.name = u"form"_s,
             .help = Words::tr(
                 "a: a key that can only join; an administrator's client gives the role. b: works "
                 "while nobody is there, but the link can do what the role can until it is revoked. "
                 "Default: a"),
             .choices = {u"a"_s, u"b"_s}},
            {.name = u"uses"_s,
             .help = Words::tr("How many may join by it (form a; default: 1)"),
             .valueName = u"N"_s},
            {.name = u"note"_s, .help = Words::tr("What it is for; everybody in the space can read it")},
            {.name = u"expires"_s,
             .help = Words::tr("When clients take it for expired: 30m, 12h, 7d, or a time"),
             .valueName = u"TIME"_s},
            {.name = u"words"_s,
             .help = Words::tr("Seal the space's root in the link with six words, which go another way"),
             .isFlag = true}};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_request.role = values.of(u"role"_s);
        m_request.note = values.of(u"note"_s);
        m_request.hasWords = values.has(u"words"_s);
        if (values.of(u"form"_s) == "b"_L1)
            m_request.form = JoinLink::Form::User;
        m_expires = values.of(u"expires"_s);
        if (!m_expires.isEmpty()) {
            if (const auto checked = checkedExpiry(m_expires, QDateTime::currentMSecsSinceEpoch()); !checked)
                return tl::unexpected(checked.error());
        }
        if (!values.has(u"uses"_s))
            return {};
        if (m_request.form == JoinLink::Form::User)
            return misused(u"'--uses' is for form a: nothing limits how often a link of form b is used"_s);
        return checkedNumber(values.of(u"uses"_s), u"uses"_s, 1, mostUses).map([this](qint64 uses) {
            m_request.uses = uses;
        });
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.openReader()
            .then(&workspace,
                  [this, &workspace]() -> Pending<CreatedInvitation> {
                      auto request = m_request;
                      const auto now = workspace.space().session().serverNowMs();
                      if (!m_expires.isEmpty())
                          request.expiresAt = *checkedExpiry(m_expires, now);
                      m_request.expiresAt = request.expiresAt;
                      return workspace.invitations().create(std::move(request));
                  })
            .then(&workspace, [this, &workspace](const CreatedInvitation &created) {
                warnOf(created, workspace.output());
                return reportOn(created);
            });
    }

private:
    void warnOf(const CreatedInvitation &created, Output &output) const
    {
        if (created.words.isEmpty())
            output.warn(
                Words::tr("The link is the secret: whoever has it can join and read what the space's root "
                          "opens. With --words it needs six words besides."));
        if (m_request.form == JoinLink::Form::User)
            output.warn(
                Words::tr("Until it is revoked, whoever has this link can do what the role can, and let in "
                          "any number of people."));
    }

    Report reportOn(const CreatedInvitation &created) const
    {
        const auto id = created.id.toString();
        const auto link = shownSecret(created.link);
        const bool isTool = m_request.form == JoinLink::Form::Tool;
        QJsonObject json{
            {u"invitation_id"_s, id},
            {u"form"_s, isTool ? u"a"_s : u"b"_s},
            {u"role"_s, m_request.role},
            {u"use_limit"_s, isTool ? QJsonValue(m_request.uses) : QJsonValue()},
            {u"expires_at"_s, m_request.expiresAt ? QJsonValue(*m_request.expiresAt) : QJsonValue()},
            {u"link"_s, link}};
        auto text = u"Invitation created: %1\nRole: %2\nLink: %3"_s.arg(id, m_request.role, link);
        if (!created.words.isEmpty()) {
            const auto words = shownSecret(created.words);
            json.insert(u"words"_s, words);
            text += u"\nWords: "_s + words;
        }
        return {text, json};
    }

    InvitationRequest m_request;
    QString m_expires;
};

class InviteList final : public Command
{
public:
    CommandSpec spec() const override
    {
        return inviteSpec(u"list"_s, Words::tr("List the invitations of the space, and who came by them"));
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.openReader()
            .then(&workspace, [&workspace] { return workspace.invitations().list(); })
            .then(&workspace, [&workspace](const QList<Invitation> &invitations) {
                return listed(workspace.space().id().toString(), invitations);
            });
    }

private:
    static Report listed(const QString &space, const QList<Invitation> &invitations)
    {
        QJsonArray array;
        auto text = invitations.isEmpty() ? u"No invitations found in space "_s + space
                                          : u"Invitations in space %1:"_s.arg(space);
        for (const auto &invitation : invitations) {
            array << toJson(invitation);
            text += u'\n' + linesFor(invitation);
        }
        return {text, {{u"invitations"_s, array}}};
    }
};

class InviteRevoke final : public Command
{
public:
    CommandSpec spec() const override
    {
        auto spec = inviteSpec(u"revoke"_s, Words::tr("Take an invitation back; who has joined stays"));
        spec.changesSpace = true;
        spec.arguments = {{.name = u"INVITATION_ID"_s,
                           .help = Words::tr("Its id, as invite list shows it"),
                           .isRequired = true}};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        return checkedMember(values.of(u"INVITATION_ID"_s), u"Invitation ID"_s)
            .map([this](const MemberId &id) { m_id = id; });
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.openReader()
            .then(&workspace, [this, &workspace] { return workspace.invitations().revoke(m_id); })
            .then(&workspace, [this] {
                return Report{u"Invitation revoked: "_s + m_id.toString(),
                              {{u"invitation_id"_s, m_id.toString()}}};
            });
    }

private:
    MemberId m_id;
};

class InviteComplete final : public Command
{
public:
    CommandSpec spec() const override
    {
        auto spec =
            inviteSpec(u"complete"_s,
                       Words::tr("Give the promised roles to those who joined, and revoke what has expired"));
        spec.changesSpace = true;
        return spec;
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.openReader()
            .then(&workspace, [&workspace] { return workspace.invitations().completePending(); })
            .then(&workspace, [](const CompletionReport &done) { return reportOn(done); });
    }

private:
    static Report reportOn(const CompletionReport &done)
    {
        QJsonArray given;
        QJsonArray revoked;
        QStringList lines;
        for (const auto &[user, role, invitation] : done.given) {
            given << QJsonObject{{u"user_id"_s, user.toString()},
                                 {u"role_id"_s, role},
                                 {u"invitation_id"_s, invitation.toString()}};
            lines << u"Role '%1' assigned to user %2"_s.arg(role, user.toString());
        }
        for (const auto &id : done.revoked) {
            revoked << id.toString();
            lines << u"Expired invitation revoked: "_s + id.toString();
        }
        lines << u"Waiting for a role: %1"_s.arg(done.waiting);
        return {lines.join(u'\n'),
                {{u"given"_s, given}, {u"revoked"_s, revoked}, {u"waiting"_s, done.waiting}}};
    }
};

} // namespace

void addInviteCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<InviteCreate>());
    commands.push_back(std::make_unique<InviteList>());
    commands.push_back(std::make_unique<InviteRevoke>());
    commands.push_back(std::make_unique<InviteComplete>());
    addJoinCommands(commands);
}

} // namespace reeeductio
