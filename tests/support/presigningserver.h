// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "support/presignedstorage.h"

namespace reeeductio::test {

//! A space's server that keeps its files in a storage behind it: stands before a server, lets through what
//! goes either way, and answers what is about a file itself, with a URL of that storage, before it has read
//! a body. In the thread that made it.
class PresigningServer final : public QTcpServer
{
    Q_OBJECT

public:
    PresigningServer(const QUrl &server, PresignedStorage &storage);

    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort())); }

    //! Given in place of each URL from then on; empty: none.
    void giveInstead(const QByteArray &place) { m_instead = place; }
    int urlsGiven() const { return m_urlsGiven; }

private:
    class Connection;

    //! Nothing when it is the server's to answer.
    std::optional<QByteArray> answerTo(const RequestHead &head);

    QUrl m_server;
    PresignedStorage &m_storage;
    QByteArray m_instead;
    int m_urlsGiven = 0;
};

} // namespace reeeductio::test
