// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/desktop/singleinstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

namespace {

constexpr qint64 mostBytes = 65'536;
constexpr auto patience = 5s;

QString socketNameFor(const QString &directory)
{
    const auto path = QDir(directory).absolutePath().toUtf8();
    const auto hash = QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().first(16);
    auto folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (folder.isEmpty())
        folder = QDir::tempPath();
    return QDir(folder).filePath(u"reeeductio-"_s + QString::fromLatin1(hash));
}

} // namespace

SingleInstance::SingleInstance(const QString &directory, QObject *parent)
    : QObject(parent), m_socketName(socketNameFor(directory)),
      m_lock(QDir(directory).filePath(u"instance.lock"_s))
{
    QDir().mkpath(directory);
    m_lock.setStaleLockTime(0); // however long the first runs, it is the first
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::receive);
}

SingleInstance::~SingleInstance() = default;

bool SingleInstance::acquire()
{
    if (!m_lock.tryLock(0))
        return false;
    QLocalServer::removeServer(m_socketName); // a killed program leaves it behind
    m_server.listen(m_socketName);
    return true;
}

void SingleInstance::receive()
{
    while (auto *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (socket->bytesAvailable() > mostBytes)
                return socket->abort();
            if (!socket->canReadLine())
                return;
            QStringList arguments;
            const auto sent = QJsonDocument::fromJson(socket->readLine()).array();
            for (const auto &argument : sent)
                arguments << argument.toString();
            socket->write("\n");
            Q_EMIT argumentsReceived(arguments);
        });
    }
}

void SingleInstance::handOver(const QStringList &arguments)
{
    auto *socket = new QLocalSocket(this);
    connect(socket, &QLocalSocket::connected, this, [socket, arguments] {
        socket->write(QJsonDocument(QJsonArray::fromStringList(arguments)).toJson(QJsonDocument::Compact) +
                      '\n');
    });
    connect(socket, &QLocalSocket::readyRead, this, &SingleInstance::handedOver);
    connect(socket, &QLocalSocket::errorOccurred, this, &SingleInstance::handingOverFailed);
    QTimer::singleShot(patience, this, &SingleInstance::handingOverFailed);
    socket->connectToServer(m_socketName);
}

} // namespace reeeductio
