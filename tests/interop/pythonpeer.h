// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/pending.h"
#include "client/credentials.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>

#include <map>

namespace reeeductio::test {

//! What the Python package answered: a value, or the class and the words of what it raised.
struct PeerAnswer
{
    QJsonValue value = {};
    QString errorClass = {};
    QString errorText = {};

    bool isOk() const { return errorClass.isEmpty(); }
    QJsonObject object() const { return value.toObject(); }
    QJsonArray array() const { return value.toArray(); }
    QString text() const { return value.toString(); }
    //! A value of bytes, which travel as base64.
    QByteArray bytes() const;
    //! The failure, for a failing test's output.
    QString words() const { return errorClass + QStringLiteral(": ") + errorText; }
};

//! The published Python package in a process of its own (peer.py): a client none of us wrote. Questions are
//! answered in their order while the event loop runs; what its streams bring comes as signals.
class PythonPeer : public QObject
{
    Q_OBJECT

public:
    PythonPeer();
    //! Closes its stdin, upon which it ends; after ten seconds it is killed.
    ~PythonPeer() override;

    //! False, with a line on stderr, when there is none.
    bool start();

    Pending<PeerAnswer> ask(const QString &command, QJsonObject arguments);
    //! Waits for the answer. A process that is gone answers with the class `PeerGone`.
    PeerAnswer call(const QString &command, const QJsonObject &arguments = {});
    //! A command of one space, by the name it was opened under.
    PeerAnswer in(const QString &space, const QString &command, QJsonObject arguments = {});

    //! Acts as this member under that name from now on. `store`: the file of its local message store.
    PeerAnswer open(const QString &space, const Credentials &credentials, const QString &store = {});

Q_SIGNALS:
    void streamConnected(const QString &space);
    void messageStreamed(const QString &space, const QJsonObject &message);
    //! Its class, when it did not end by itself.
    void streamEnded(const QString &space, const QString &errorClass);

private:
    void readLines();
    void take(const QJsonObject &line);
    void abandonAll();

    QProcess m_process;
    bool m_isReady = false;
    int m_lastId = 0;
    std::map<int, Completer<PeerAnswer>> m_waiting;
};

//! Bytes as the peer takes them.
QString forPeer(QByteArrayView bytes);
//! The surroundings of a process that reaches this computer only.
QProcessEnvironment withoutProxies();

} // namespace reeeductio::test

//! Fails the test, with what was raised, unless the answer is a value.
#define PEER_OK(expression)                                                                                  \
    do {                                                                                                     \
        const auto &answered = (expression);                                                                 \
        QVERIFY2(answered.isOk(), qPrintable(answered.words()));                                             \
    } while (false)
