// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class AuthTest final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::AuthTest)

public:
    CommandSpec spec() const override
    {
        return {.group = u"auth"_s,
                .name = u"test"_s,
                .summary = tr("Sign in as a member of the server's admin space"),
                .access = Access::Admin};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        const auto server = workspace.credentials().server.toString();
        workspace.output().progress(u"Testing authentication to %1..."_s.arg(server));
        return workspace.signInAsAdmin()
            .then(&workspace, [&workspace] { return workspace.admin().spaceId(); })
            .then(&workspace, [server](const SpaceId &id) {
                return Report{u"Authentication successful!\nAdmin Space ID: "_s + id.toString(),
                              {{u"authenticated"_s, true},
                               {u"admin_space_id"_s, id.toString()},
                               {u"base_url"_s, server}}};
            });
    }
};

} // namespace

void addAdminCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<AuthTest>());
}

} // namespace reeeductio
