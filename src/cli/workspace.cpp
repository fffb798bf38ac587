// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/workspace.h"

namespace reeeductio {

namespace {

Pending<void> asSignIn(Workspace &workspace, Pending<void> attempt)
{
    PendingPair<void> pair;
    attempt.done(&workspace, [completer = std::move(pair.completer)](Result<void> result) mutable {
        if (!result)
            result.error().kind = ErrorKind::Authentication;
        completer.complete(std::move(result));
    });
    return std::move(pair.pending);
}

} // namespace

Workspace::Workspace(Credentials credentials, const CommandServices &services, Output &output,
                     QObject *parent)
    : QObject(parent), m_credentials(std::move(credentials)), m_services(services), m_output(output)
{}

Workspace::~Workspace() = default;

Space &Workspace::space()
{
    if (!m_space)
        m_space = std::make_unique<Space>(m_credentials.clone(), m_services.client);
    return *m_space;
}

SpaceReader &Workspace::reader()
{
    if (!m_reader)
        m_reader = std::make_unique<SpaceReader>(space(), m_services.authority);
    return *m_reader;
}

AdminClient &Workspace::admin()
{
    if (!m_admin)
        m_admin =
            std::make_unique<AdminClient>(m_credentials.server, m_credentials.key.clone(), m_services.client);
    return *m_admin;
}

Pending<void> Workspace::signIn()
{
    return asSignIn(*this, space().session().authenticate());
}

Pending<void> Workspace::signInAsAdmin()
{
    return asSignIn(*this, admin().authenticate());
}

Pending<void> Workspace::openReader()
{
    return signIn().then(this, [this] { return reader().readState(); });
}

} // namespace reeeductio
