// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/desktop/singleinstance.h"

#include "base/logging.h"
#include "base/privatefile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTimer>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

namespace {

constexpr qint64 mostBytes = 65'536;
constexpr auto patience = 5s;
const auto socketFile =
    u"instance.socket"_s; //!< holds the path of the socket: a profile's own may be too long for one

QString madeFolder(const QString &directory)
{
    QDir().mkpath(directory);
    const auto canonical = QDir(directory).canonicalPath(); // a link to the profile is the profile
    return canonical.isEmpty() ? directory : canonical;
}

QString socketPathFor(const QString &directory)
{
    const auto hash =
        QCryptographicHash::hash(directory.toUtf8(), QCryptographicHash::Sha256).toHex().first(16);
    auto folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (folder.isEmpty())
        folder = QDir::tempPath();
    return QDir(folder).filePath(u"reeeductio-"_s + QString::fromLatin1(hash));
}

} // namespace

SingleInstance::SingleInstance(const QString &directory, QObject *parent)
    : QObject(parent), m_directory(madeFolder(directory)),
      m_lock(QDir(m_directory).filePath(u"instance.lock"_s))
{
    m_lock.setStaleLockTime(0); // however long the first runs, it is the first
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::receive);
}

SingleInstance::~SingleInstance() = default;

SingleInstance::Place SingleInstance::acquire()
{
    if (!m_lock.tryLock(0))
        return m_lock.error() == QLockFile::LockFailedError ? Place::Second : Place::Unusable;
    listen();
    return Place::First;
}

void SingleInstance::listen()
{
    const auto path = socketPathFor(m_directory);
    QLocalServer::removeServer(path); // a killed program leaves it behind
    const bool isHeard =
        m_server.listen(path) && writePrivateFile(QDir(m_directory).filePath(socketFile), path.toUtf8());
    if (!isHeard) // this one works all the same
        qCWarning(logGui) << "a second start will not find this one:" << m_server.errorString();
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
    // Behind this call: a socket may fail at once, before anybody's loop runs.
    QMetaObject::invokeMethod(
        this, [this, arguments] { connectToFirst(arguments); }, Qt::QueuedConnection);
}

void SingleInstance::connectToFirst(const QStringList &arguments)
{
    QFile file(QDir(m_directory).filePath(socketFile));
    const auto path = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    auto *socket = new QLocalSocket(this);
    auto *timer = new QTimer(socket);
    const auto conclude = [this, socket](void (SingleInstance::*signal)()) {
        socket->disconnect(this);
        socket->deleteLater(); // its timer too
        Q_EMIT(this->*signal)();
    };
    connect(socket, &QLocalSocket::connected, this, [socket, arguments] {
        socket->write(QJsonDocument(QJsonArray::fromStringList(arguments)).toJson(QJsonDocument::Compact) +
                      '\n');
    });
    connect(socket, &QLocalSocket::readyRead, this, [conclude] { conclude(&SingleInstance::handedOver); });
    connect(socket, &QLocalSocket::errorOccurred, this,
            [conclude] { conclude(&SingleInstance::handingOverFailed); });
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, socket, [conclude] { conclude(&SingleInstance::handingOverFailed); });
    timer->start(patience);
    socket->connectToServer(path);
}

} // namespace reeeductio
