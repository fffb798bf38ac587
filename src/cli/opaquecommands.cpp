// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Password login: its keys come back by name and password.

#include "base/privatefile.h"
#include "cli/askterminal.h"
#include "cli/command.h"
#include "cli/credentialform.h"
#include "client/credentialsfile.h"
#include "client/loginbypassword.h"
#include "protocol/passwordlogin.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::OpaqueCommands)
};

constexpr qint64 largestFile = 64 * 1024;
constexpr int mostTries = 3;

OptionSpec usernameOption(const QString &help)
{
    return {.name = u"username"_s, .help = help, .letter = u'n', .isRequired = true};
}

OptionSpec passwordOption()
{
    return {.name = u"password"_s,
            .help = Words::tr("The password; asked for when absent, - to read one line"),
            .letter = u'p'};
}

//! A password that is there; nothing when it has to be asked for.
std::optional<SecretBytes> givenPassword(const Values &values, Terminal &terminal)
{
    if (!values.has(u"password"_s))
        return std::nullopt;
    const auto text = values.of(u"password"_s);
    return text == "-"_L1 ? askHidden(terminal, {}) : SecretBytes::takeFrom(text.toUtf8());
}

Checked<SecretBytes> required(SecretBytes password)
{
    if (password.isEmpty())
        return misused(u"Invalid value for '--password' / '-p': it is empty"_s);
    return password;
}

//! Asked for twice; a person who mistypes is asked again.
Checked<SecretBytes> newPassword(const Values &values, Terminal &terminal)
{
    if (auto given = givenPassword(values, terminal))
        return required(*std::move(given));
    for (int tries = 1;; ++tries) {
        auto first = askHidden(terminal, Words::tr("Password: "));
        if (first.isEmpty())
            return required({});
        if (askHidden(terminal, Words::tr("Repeat for confirmation: ")).equals(first.view()))
            return first;
        const auto differ = u"The two entered values do not match."_s;
        if (!terminal.isErrTerminal || tries == mostTries)
            return misused(differ);
        terminal.err.write((u"Error: "_s + differ + u'\n').toUtf8());
    }
}

QString stateOf(bool isNew)
{
    return isNew ? u"created"_s : u"already existed"_s;
}

class OpaqueEnable final : public Command
{
public:
    CommandSpec spec() const override
    {
        return {.group = u"opaque"_s,
                .name = u"enable"_s,
                .summary = Words::tr("Let members of the space keep their keys under a password"),
                .access = Access::Space,
                .root = RootUse::Required,
                .changesSpace = true};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.signIn()
            .then(&workspace, [&workspace] { return workspace.space().passwords().enable(); })
            .then(&workspace, [&workspace](const Passwords::Enabled &enabled) {
                const auto text = u"OPAQUE enabled for space %1\n"
                                  "  Server setup: %2\n"
                                  "  Opaque-user role: %3\n"
                                  "  Registration capability: %4"_s;
                return Report{text.arg(workspace.space().id().toString(), stateOf(enabled.isSetupNew),
                                       stateOf(enabled.isRoleNew), stateOf(enabled.isRightNew)),
                              {{u"server_setup_created"_s, enabled.isSetupNew},
                               {u"role_created"_s, enabled.isRoleNew},
                               {u"capability_created"_s, enabled.isRightNew}}};
            });
    }
};

//! What works by a name.
class NamedCommand : public Command
{
public:
    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_username = values.of(u"username"_s);
        if (!checkUsername(m_username))
            return misused(
                u"Invalid value for '--username' / '-n': 1 to 255 letters, digits and . _ @ + -"_s);
        return {};
    }

protected:
    QString m_username;
    SecretBytes m_password;
};

class OpaqueRegister final : public NamedCommand
{
public:
    CommandSpec spec() const override
    {
        return {
            .group = u"opaque"_s,
            .name = u"register"_s,
            .summary = Words::tr("Keep a member's keys on the server, under a name and a password"),
            .access = Access::Space,
            .root = RootUse::Required,
            .changesSpace = true,
            .options = {usernameOption(Words::tr("The name to log in by; nobody else in the space has it")),
                        passwordOption(),
                        {.name = u"for"_s,
                         .help = Words::tr("The credentials file of the member whose keys are kept, when "
                                           "that is somebody else"),
                         .valueName = u"FILE"_s}}};
    }

    Checked<void> prepare(const Values &values, Terminal &terminal) override
    {
        if (const auto prepared = NamedCommand::prepare(values, terminal); !prepared)
            return prepared;
        if (values.has(u"for"_s)) {
            auto whose = credentialsIn(values.of(u"for"_s));
            if (!whose)
                return tl::unexpected(whose.error());
            m_whose = *std::move(whose);
        }
        m_isOfDesktop = values.has(u"space"_s) && !m_whose;
        auto password = newPassword(values, terminal);
        if (!password)
            return tl::unexpected(password.error());
        m_password = *std::move(password);
        return {};
    }

    Checked<void> checkCredentials(const Credentials &credentials) const override
    {
        if (m_whose && m_whose->space != credentials.space)
            return misused(u"Invalid value for '--for': its member is of another space"_s);
        // One is made where there is none, and nobody would tell the desktop.
        if (m_isOfDesktop && !credentials.userKey)
            return misused(
                u"The desktop has no key of this member's own yet, which is kept with the password: "
                "set the password there (File, Set a password)"_s);
        return {};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.signIn()
            .then(&workspace,
                  [this, &workspace] {
                      auto &passwords = workspace.space().passwords();
                      return passwords.enroll(m_username, m_password,
                                              m_whose ? *m_whose : workspace.credentials());
                  })
            .then(&workspace, [this, &workspace] {
                const auto &whose = m_whose ? *m_whose : workspace.credentials();
                return Report{u"OPAQUE credentials registered for user: "_s + m_username,
                              {{u"username"_s, m_username}, {u"user_id"_s, whose.member.toString()}}};
            });
    }

private:
    static Checked<Credentials> credentialsIn(const QString &name)
    {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return misused(u"Invalid value for '--for': it cannot be read (%1)"_s.arg(file.errorString()));
        const auto bytes = SecretBytes::takeFrom(file.read(largestFile));
        auto read = readCredentialsFile(bytes.view());
        if (!read || !read->root)
            return misused(u"Invalid value for '--for': %1 in it is missing or not valid"_s.arg(
                read ? u"symmetric_root_hex"_s : read.error().detail));
        return *std::move(read);
    }

    std::optional<Credentials> m_whose;
    bool m_isOfDesktop = false; //!< whose keys are kept
};

class OpaqueLogin final : public NamedCommand
{
public:
    CommandSpec spec() const override
    {
        return {.group = u"opaque"_s,
                .name = u"login"_s,
                .summary = Words::tr("Get a member's keys back by name and password"),
                .access = Access::Visitor,
                .options = {usernameOption(Words::tr("The name the keys were kept under")),
                            passwordOption(),
                            {.name = u"output-file"_s,
                             .help = Words::tr("Keep the credentials there, and show no key"),
                             .letter = u'O',
                             .valueName = u"FILE"_s}}};
    }

    Checked<void> prepare(const Values &values, Terminal &terminal) override
    {
        if (const auto prepared = NamedCommand::prepare(values, terminal); !prepared)
            return prepared;
        m_file = values.of(u"output-file"_s);
        if (QFile::exists(m_file))
            return misused(u"Invalid value for '--output-file': there is a file of that name already"_s);
        auto given = givenPassword(values, terminal);
        auto password = required(given ? *std::move(given) : askHidden(terminal, Words::tr("Password: ")));
        if (!password)
            return tl::unexpected(password.error());
        m_password = *std::move(password);
        return {};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        const auto &where = workspace.credentials();
        auto *login = new LogInByPassword({where.server, where.space, m_username, m_password.clone()},
                                          workspace.services().client, &workspace);
        return login->start().then(&workspace, [this](const Credentials &found) -> Result<Report> {
            if (!m_file.isEmpty()) {
                if (const auto kept = writePrivateFile(m_file, writeCredentialsFile(found).view()); !kept)
                    return fail(kept.error());
            }
            return credentialReport(found, m_file);
        });
    }

private:
    QString m_file;
};

} // namespace

void addOpaqueCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<OpaqueEnable>());
    commands.push_back(std::make_unique<OpaqueRegister>());
    commands.push_back(std::make_unique<OpaqueLogin>());
}

} // namespace reeeductio
