// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "support/rawhttp.h"

#include <memory>

namespace reeeductio::test {

//! One connection for request after request, made anew where the server ends it, as it does after a failure
//! of its own.
class KeptConnection
{
public:
    explicit KeptConnection(quint16 port, QHostAddress host = QHostAddress::LocalHost)
        : m_port(port), m_host(std::move(host))
    {}

    HttpAnswer exchange(const HttpCall &call)
    {
        if (!m_connection)
            m_connection = std::make_unique<RawConnection>(m_port, m_host);
        m_connection->send(toBytes(call));
        auto answer = m_connection->read();
        if (answer.status == 0 || answer.status >= 500)
            m_connection.reset();
        return answer;
    }

private:
    quint16 m_port;
    QHostAddress m_host;
    std::unique_ptr<RawConnection> m_connection;
};

} // namespace reeeductio::test
