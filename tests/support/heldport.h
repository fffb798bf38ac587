// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QHostAddress>
#include <QTcpSocket>

namespace reeeductio::test {

//! A port of this computer where nobody listens. While it lives nobody is given it who asks for any port;
//! a server that asks for this one, as ours does (SO_REUSEADDR), can listen there, and again.
class HeldPort
{
public:
    HeldPort()
    {
        if (!m_socket.bind(QHostAddress::LocalHost, 0, QAbstractSocket::ReuseAddressHint))
            qFatal("no port: %s", qPrintable(m_socket.errorString()));
    }

    quint16 number() const { return m_socket.localPort(); }

private:
    QTcpSocket m_socket;
};

} // namespace reeeductio::test
