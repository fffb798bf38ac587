// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/space.h"

namespace reeeductio {

Space::Space(Credentials credentials, const ClientServices &services, QObject *parent)
    : QObject(parent), m_credentials(std::move(credentials)),
      m_session(m_credentials, Session::spaceEndpoint(m_credentials.space), services.transport,
                services.clock, services.findServer),
      m_context{
          .credentials = m_credentials, .session = m_session, .pool = services.pool, .clock = services.clock},
      m_messages(m_context), m_state(m_context, m_messages), m_data(m_context),
      m_blobs({m_context, services.transport, services.filePool ? *services.filePool : services.pool}),
      m_members(m_state), m_passwords(m_context, m_data, m_state, m_members),
      m_stream(m_context, services.sockets)
{
    if (m_credentials.root)
        m_context.keys.emplace(m_credentials.space, *m_credentials.root);
    if (m_credentials.userKey)
        m_context.userKeys.emplace(m_credentials.space, *m_credentials.userKey);
}

Space::~Space() = default;

} // namespace reeeductio
