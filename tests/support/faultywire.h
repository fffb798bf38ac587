// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QTcpServer>
#include <QUrl>

#include <functional>

namespace reeeductio::test {

//! A wire between a client and a server that breaks: lets through what goes either way, and cuts a
//! connection once so many bytes went one way on it since it was told to. In the thread that made it.
class FaultyWire final : public QTcpServer
{
    Q_OBJECT

public:
    enum class Way { Up, Down };

    explicit FaultyWire(const QUrl &server);

    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort())); }

    //! Cuts `times` connections after `bytes` in that direction; the rest is whole.
    void cut(Way way, qint64 bytes, int times);
    int cuts() const { return m_cuts; }
    //! From now on lets that many bytes through in that direction, on each connection, and then no more;
    //! cut() ends that.
    void stall(Way way, qint64 bytes);
    //! Whether something waits that is not let through.
    bool isStalled() const { return m_isStalled; }

Q_SIGNALS:
    void wasCut();

private:
    void connectThrough();
    void pass(class QTcpSocket *from, class QTcpSocket *to, Way way);

    QUrl m_server;
    Way m_way = Way::Up;
    qint64 m_bytes = 0;
    int m_timesLeft = 0;
    int m_cuts = 0;
    bool m_stalls = false;
    bool m_isStalled = false;
    int m_generation = 0; //!< of cut(): bytes count from then on
};

} // namespace reeeductio::test
