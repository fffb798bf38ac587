// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/faultywire.h"

#include <QTcpSocket>

namespace reeeductio::test {

FaultyWire::FaultyWire(const QUrl &server) : m_server(server)
{
    listen(QHostAddress::LocalHost);
    connect(this, &QTcpServer::newConnection, this, &FaultyWire::connectThrough);
}

void FaultyWire::cut(Way way, qint64 bytes, int times)
{
    m_way = way;
    m_bytes = bytes;
    m_timesLeft = times;
    m_cuts = 0;
    m_stalls = false;
    m_isStalled = false;
    ++m_generation;
}

void FaultyWire::stall(Way way, qint64 bytes)
{
    cut(way, bytes, 0);
    m_stalls = true;
}

void FaultyWire::connectThrough()
{
    auto *const client = nextPendingConnection();
    auto *const server = new QTcpSocket(client);
    server->connectToHost(m_server.host(), static_cast<quint16>(m_server.port()));
    pass(client, server, Way::Up);
    pass(server, client, Way::Down);
}

void FaultyWire::pass(QTcpSocket *from, QTcpSocket *to, Way way)
{
    connect(from, &QTcpSocket::readyRead, to,
            [this, from, to, way, passed = qint64(0), generation = 0]() mutable {
                auto bytes = from->readAll();
                if (std::exchange(generation, m_generation) != m_generation)
                    passed = 0;
                const bool isHeld = m_stalls && way == m_way && passed + bytes.size() > m_bytes;
                if (isHeld) {
                    m_isStalled = true; // what is over is lost: nobody waits for it any more
                    bytes.truncate(std::max<qint64>(m_bytes - passed, 0));
                }
                const bool isCut = m_timesLeft > 0 && way == m_way && passed + bytes.size() > m_bytes;
                if (isCut)
                    bytes.truncate(m_bytes - passed);
                passed += bytes.size();
                to->write(bytes);
                if (!isCut)
                    return;
                if (to->state() == QAbstractSocket::ConnectedState)
                    to->flush();
                --m_timesLeft;
                ++m_cuts;
                Q_EMIT wasCut();
                from->abort();
                to->abort();
            });
    connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
}

} // namespace reeeductio::test
