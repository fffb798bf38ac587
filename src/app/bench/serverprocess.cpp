// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/serverprocess.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio::bench {

ServerProcess::ServerProcess(QObject *parent) : QObject(parent)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ServerProcess::read);
    connect(&m_process, &QProcess::errorOccurred, this, [this] { failed(m_process.errorString()); });
    connect(&m_process, &QProcess::finished, this, [this] {
        failed(u"the server ended"_s);
        m_stopped.complete({});
    });
}

Pending<QUrl> ServerProcess::start()
{
    PendingPair<QUrl> pair;
    m_started = std::move(pair.completer);
    m_process.start(QCoreApplication::applicationDirPath() + u"/reeeductio-localserver"_s,
                    {u"--listen"_s, u"127.0.0.1:0"_s, u"--data"_s, m_data.path()});
    return std::move(pair.pending);
}

Pending<void> ServerProcess::stop()
{
    PendingPair<void> pair;
    m_stopped = std::move(pair.completer);
    m_process.terminate();
    return std::move(pair.pending);
}

void ServerProcess::read()
{
    m_said += m_process.readAllStandardOutput();
    const auto end = m_said.indexOf('\n');
    if (end >= 0)
        m_started.complete(QUrl(QString::fromLatin1(m_said.first(end).split(' ').back())));
}

void ServerProcess::failed(const QString &why)
{
    m_started.fail({ErrorKind::Internal, ErrorCode::Unexpected, why});
}

} // namespace reeeductio::bench
