// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "pythonpeer.h"

#include "crypto/encoding.h"
#include "support/await.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

QByteArray PeerAnswer::bytes() const
{
    return fromBase64(value.toString().toLatin1()).value_or("not base64: " + value.toString().toUtf8());
}

QString forPeer(QByteArrayView bytes)
{
    return QString::fromLatin1(toBase64(bytes));
}

QProcessEnvironment withoutProxies()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    const auto names = environment.keys();
    for (const auto &name : names) {
        if (name.endsWith(u"_proxy"_s, Qt::CaseInsensitive))
            environment.remove(name);
    }
    environment.insert(u"PYTHONUTF8"_s, u"1"_s);
    return environment;
}

PythonPeer::PythonPeer()
{
    m_process.setProgram(QStringLiteral(INTEROP_PYTHON));
    m_process.setArguments({QStringLiteral(TEST_DATA_DIR "/interop/peer.py")});
    m_process.setProcessEnvironment(withoutProxies());
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &PythonPeer::readLines);
    connect(&m_process, &QProcess::finished, this, &PythonPeer::abandonAll);
    connect(&m_process, &QProcess::errorOccurred, this, &PythonPeer::abandonAll);
}

PythonPeer::~PythonPeer()
{
    disconnect(&m_process, nullptr, this, nullptr);
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(10'000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

bool PythonPeer::start()
{
    m_process.start();
    if (!QTest::qWaitFor([this] { return m_isReady || m_process.state() == QProcess::NotRunning; }, 30'000) ||
        !m_isReady) {
        qWarning("the Python package cannot be started: %s", qPrintable(m_process.errorString()));
        return false;
    }
    return true;
}

Pending<PeerAnswer> PythonPeer::ask(const QString &command, QJsonObject arguments)
{
    PendingPair<PeerAnswer> pair;
    if (m_process.state() != QProcess::Running) {
        pair.completer.fail({ErrorKind::Internal, ErrorCode::ConnectionLost, u"the peer has ended"_s});
        return std::move(pair.pending);
    }
    const int id = ++m_lastId;
    arguments.insert(u"id"_s, id);
    arguments.insert(u"do"_s, command);
    m_waiting.emplace(id, std::move(pair.completer));
    m_process.write(QJsonDocument(arguments).toJson(QJsonDocument::Compact) + '\n');
    return std::move(pair.pending);
}

PeerAnswer PythonPeer::call(const QString &command, const QJsonObject &arguments)
{
    auto answer = await(ask(command, arguments), 60'000);
    if (!answer)
        return {.errorClass = u"PeerGone"_s, .errorText = describe(answer.error())};
    return *std::move(answer);
}

PeerAnswer PythonPeer::in(const QString &space, const QString &command, QJsonObject arguments)
{
    arguments.insert(u"space"_s, space);
    return call(command, arguments);
}

PeerAnswer PythonPeer::open(const QString &space, const Credentials &credentials, const QString &store)
{
    QJsonObject arguments{
        {u"space_id"_s, credentials.space.toString()},
        {u"member"_s, credentials.member.toString()},
        {u"key"_s, forPeer(credentials.key.seed().view())},
        {u"root"_s, forPeer(credentials.root->bytes().view())},
        {u"url"_s, credentials.server.toString()},
    };
    if (credentials.userKey)
        arguments.insert(u"user_key"_s, forPeer(credentials.userKey->bytes().view()));
    if (!store.isEmpty())
        arguments.insert(u"store"_s, store);
    return in(space, u"open"_s, arguments);
}

void PythonPeer::readLines()
{
    while (m_process.canReadLine()) {
        const auto line = m_process.readLine();
        QJsonParseError error;
        const auto json = QJsonDocument::fromJson(line, &error);
        if (error.error == QJsonParseError::NoError && json.isObject())
            take(json.object());
        else
            qWarning("the peer wrote something else: %s", line.constData());
    }
}

void PythonPeer::take(const QJsonObject &line)
{
    const auto error = line.value(u"error"_s).toObject();
    const auto errorClass = error.value(u"class"_s).toString();
    if (line.contains(u"ready"_s)) {
        m_isReady = true;
    } else if (line.contains(u"stream"_s)) {
        const auto space = line.value(u"stream"_s).toString();
        if (line.contains(u"message"_s))
            Q_EMIT messageStreamed(space, line.value(u"message"_s).toObject());
        else if (line.contains(u"connected"_s))
            Q_EMIT streamConnected(space);
        else
            Q_EMIT streamEnded(space, errorClass);
    } else if (const auto waiting = m_waiting.find(line.value(u"id"_s).toInt()); waiting != m_waiting.end()) {
        auto completer = std::move(waiting->second);
        m_waiting.erase(waiting);
        completer.complete(PeerAnswer{.value = line.value(u"value"_s),
                                      .errorClass = errorClass,
                                      .errorText = error.value(u"text"_s).toString()});
    }
}

void PythonPeer::abandonAll()
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &[id, completer] : waiting)
        qWarning("the peer ended without an answer to question %d", id);
}

} // namespace reeeductio::test
