// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"
#include "client/serverregister.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QString publicHex(const SigningKey &key)
{
    return QString::fromLatin1(key.publicKey().view().toByteArray().toHex());
}

class SpaceGenerate final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::SpaceGenerate)

public:
    CommandSpec spec() const override
    {
        return {.group = u"space"_s,
                .name = u"generate"_s,
                .summary = tr("Make the keys of a new space; nothing is sent")};
    }

    Pending<Report> run(Workspace &) override
    {
        const auto key = SigningKey::generate();
        const auto seed = secretHex(key.seed());
        const auto root = secretHex(SymmetricKey::generate().bytes());
        const auto space = SpaceId::of(key.publicKey()).toString();
        const auto user = UserId::of(key.publicKey()).toString();
        const auto text = u"Generated new space credentials:\n\n"
                          "Space ID:        %1\n"
                          "User ID:         %2\n"
                          "Private Key:     %3\n"
                          "Symmetric Root:  %4"_s;
        return Pending<Report>::resolved(Report{text.arg(space, user, seed, root),
                                                {{u"space_id"_s, space},
                                                 {u"user_id"_s, user},
                                                 {u"private_key_hex"_s, seed},
                                                 {u"public_key_hex"_s, publicHex(key)},
                                                 {u"symmetric_root_hex"_s, root}}});
    }
};

//! The new space gets a key and a root of its own. `-s` is accepted because published scripts give it: it is
//! the admin space's root, and nothing that is registered there is encrypted.
class SpaceCreate final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::SpaceCreate)

public:
    CommandSpec spec() const override
    {
        return {.group = u"space"_s,
                .name = u"create"_s,
                .summary = tr("Register a new space on the server, as a member of its admin space"),
                .access = Access::Admin,
                .root = RootUse::Optional};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.signInAsAdmin()
            .then(&workspace, [this, &workspace] { return workspace.admin().registerSpace(m_key); })
            .then(&workspace, [this, &workspace](const SpaceId &id) {
                return created(id, workspace.credentials().server.toString());
            });
    }

private:
    Report created(const SpaceId &id, const QString &server) const
    {
        const auto seed = secretHex(m_key.seed());
        const auto root = secretHex(m_root.bytes());
        const auto text = u"Space created successfully!\n\n"
                          "Space ID:        %1\n"
                          "Private Key:     %2\n"
                          "Symmetric Root:  %3\n"
                          "Server:          %4\n\n"_s;
        return {text.arg(id.toString(), seed, root, server) +
                    tr("Keep the private key and the symmetric root: nobody can restore them."),
                {{u"space_id"_s, id.toString()},
                 {u"private_key_hex"_s, seed},
                 {u"public_key_hex"_s, publicHex(m_key)},
                 {u"symmetric_root_hex"_s, root},
                 {u"base_url"_s, server}}};
    }

    SigningKey m_key = SigningKey::generate();
    SymmetricKey m_root = SymmetricKey::generate();
};

//! Which spaces are registered, and who may register more.
class SpaceList final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::SpaceList)

public:
    CommandSpec spec() const override
    {
        return {.group = u"space"_s,
                .name = u"list"_s,
                .summary = tr("List the spaces that are registered on a server, and who administers it"),
                .access = Access::Admin,
                .root = RootUse::Optional};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.signInAsAdmin()
            .then(&workspace, [&workspace] { return workspace.admin().adminSpace(); })
            .then(&workspace,
                  [this, &workspace](Space *space) {
                      m_reader = std::make_unique<SpaceReader>(*space, workspace.services().authority);
                      return m_reader->readState();
                  })
            .then(&workspace,
                  [this, &workspace] {
                      const auto now = workspace.admin().session().serverNowMs();
                      return m_reader->authority().ask([now](const StateReplay &replay) {
                          return serverRegisterOf(replay, RuleSet::Real, now);
                      });
                  })
            .then(&workspace, [](const ServerRegister &found) { return reportOf(found); });
    }

private:
    static Report reportOf(const ServerRegister &found)
    {
        QStringList lines;
        QJsonArray spaces;
        for (const auto &space : found.spaces) {
            const auto proof =
                space.isProven ? QString() : u"  "_s + tr("(not proven: the space's key did not agree)");
            lines << u"  "_s + space.id.toString() + proof;
            spaces << QJsonObject{{u"space_id"_s, space.id.toString()},
                                  {u"created_by"_s, QString::fromUtf8(space.createdBy)},
                                  {u"created_at"_s, space.time},
                                  {u"proven"_s, space.isProven}};
        }
        const auto title = spaces.isEmpty() ? tr("No spaces are registered.") : tr("Registered spaces:");
        lines.prepend(title);
        lines << QString() << tr("Administrators:");
        QJsonArray admins;
        for (const auto &admin : found.admins) {
            const auto rights =
                admin.mayRegister ? tr("registers spaces, deletes files") : tr("deletes files");
            lines << u"  %1  %2"_s.arg(admin.id.toString(), rights);
            admins << QJsonObject{{u"id"_s, admin.id.toString()},
                                  {u"description"_s, admin.description},
                                  {u"may_register"_s, admin.mayRegister}};
        }
        return {lines.join(u'\n'),
                {{u"admin_space_id"_s, found.adminSpace.toString()},
                 {u"spaces"_s, spaces},
                 {u"admins"_s, admins}}};
    }

    std::unique_ptr<SpaceReader> m_reader;
};

//! What the desktop on this computer has the keys of.
class SpaceHeld final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::SpaceHeld)

public:
    CommandSpec spec() const override
    {
        return {.group = u"space"_s,
                .name = u"held"_s,
                .summary = tr("List the spaces whose keys the desktop on this computer keeps, for --space"),
                .options = {profileOption()}};
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_values = values;
        return {};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        m_held = heldSpaces(workspace.services().profile, m_values);
        return m_held->read().then(&workspace, [this] { return reportOf(m_held->spaces()); });
    }

private:
    static Report reportOf(const std::vector<SpaceRecord> &held)
    {
        QStringList lines{held.empty() ? tr("The desktop keeps no space yet.")
                                       : tr("Spaces of the desktop:")};
        QJsonArray spaces;
        for (const auto &record : held) {
            const auto server = record.server.toString();
            const auto name = record.name.isEmpty() ? tr("(no name)") : printableLine(record.name);
            lines << u"  %1  %2"_s.arg(record.space.toString(), name)
                  << u"    "_s + tr("%1, as %2").arg(server, record.member.toString());
            spaces << QJsonObject{{u"space_id"_s, record.space.toString()},
                                  {u"name"_s, record.name},
                                  {u"base_url"_s, server},
                                  {u"member_id"_s, record.member.toString()},
                                  {u"is_local"_s, record.isLocal}};
        }
        return {lines.join(u'\n'), {{u"spaces"_s, spaces}}};
    }

    Values m_values;
    std::unique_ptr<HeldSpaces> m_held;
};

class SpaceInfo final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::SpaceInfo)

public:
    CommandSpec spec() const override
    {
        return {.group = u"space"_s,
                .name = u"info"_s,
                .summary = tr("Tell the identifiers that follow from a private key"),
                .access = Access::Key};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        const auto &key = workspace.credentials().key.publicKey();
        const auto space = SpaceId::of(key).toString();
        const auto user = UserId::of(key).toString();
        const auto tool = ToolId::of(key).toString();
        return Pending<Report>::resolved(
            Report{u"Space ID:  %1\nUser ID:   %2\nTool ID:   %3"_s.arg(space, user, tool),
                   {{u"space_id"_s, space}, {u"user_id"_s, user}, {u"tool_id"_s, tool}}});
    }
};

} // namespace

void addSpaceCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<SpaceGenerate>());
    commands.push_back(std::make_unique<SpaceCreate>());
    commands.push_back(std::make_unique<SpaceList>());
    commands.push_back(std::make_unique<SpaceHeld>());
    commands.push_back(std::make_unique<SpaceInfo>());
}

} // namespace reeeductio
