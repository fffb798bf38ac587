// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/workspace.h"

#include "base/asyncoperation.h"

namespace reeeductio {

//! Whatever keeps it from signing in is an Authentication error.
class Workspace::SignIn final : public AsyncOperation<void>
{
public:
    SignIn(Workspace &workspace, Session &session) : AsyncOperation(&workspace), m_session(session) {}

protected:
    void run() override
    {
        m_session.authenticate().done(this, [this](Result<void> result) {
            if (!result)
                result.error().kind = ErrorKind::Authentication;
            finish(std::move(result));
        });
    }

private:
    Session &m_session;
};

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

Invitations &Workspace::invitations()
{
    if (!m_invitations)
        m_invitations = std::make_unique<Invitations>(
            InvitationContext{space(), reader().authority(), [this] { return reader().readState(); }});
    return *m_invitations;
}

AdminClient &Workspace::admin()
{
    if (!m_admin)
        m_admin =
            std::make_unique<AdminClient>(m_credentials.server, m_credentials.key.clone(), m_services.client);
    return *m_admin;
}

Administration &Workspace::administration()
{
    if (!m_administration)
        m_administration = std::make_unique<Administration>(space().context(), space().messages(),
                                                            reader().authority(), RuleSet::Real);
    return *m_administration;
}

Pending<void> Workspace::signIn()
{
    return (new SignIn(*this, space().session()))->start();
}

Pending<void> Workspace::signInAsAdmin()
{
    return (new SignIn(*this, admin().session()))->start();
}

Pending<void> Workspace::openReader()
{
    return signIn().then(this, [this] { return reader().readState(); }).then(this, [this] {
        return warnOfLongState();
    });
}

Pending<void> Workspace::warnOfLongState()
{
    return reader()
        .authority()
        .ask([](const StateReplay &replay) { return replay.log().size(); })
        .then(this, [this](qsizetype count) {
            if (count >= longState)
                m_output.warn(
                    tr("Warning: this space has %n state messages. Published servers read the first "
                       "10,000 for rights: what is granted or revoked after them has no effect. Make "
                       "a successor space in time.",
                       nullptr, static_cast<int>(count)));
        });
}

} // namespace reeeductio
