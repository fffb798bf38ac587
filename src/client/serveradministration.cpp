// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/serveradministration.h"

namespace reeeductio {

ServerAdministration::ServerAdministration(QUrl server, SigningKey key, RuleSet serverRules,
                                           const ClientServices &services, SerialThread &authorityThread,
                                           QObject *parent)
    : QObject(parent), m_server(server), m_serverRules(serverRules), m_authorityThread(authorityThread),
      m_client(std::move(server), std::move(key), services)
{}

ServerAdministration::~ServerAdministration() = default;

Pending<ServerRegister> ServerAdministration::read()
{
    return m_client.adminSpace().then(this, [this](Space *space) { return readFrom(*space); });
}

Pending<ServerRegister> ServerAdministration::readFrom(Space &space)
{
    if (!m_reader)
        m_reader = std::make_unique<SpaceReader>(space, m_authorityThread);
    return m_reader->readState().then(this, [this, &space] {
        const auto now = space.session().serverNowMs();
        return m_reader->authority().ask([rules = m_serverRules, now](const StateReplay &replay) {
            return serverRegisterOf(replay, rules, now);
        });
    });
}

} // namespace reeeductio
