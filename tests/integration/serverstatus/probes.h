// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "support/testspace.h"

#include <QMap>

namespace reeeductio::test {

//! What our server answered, by area and case as tests/vectors/server_status.json names them.
using Statuses = QMap<std::pair<QString, QString>, int>;

//! Writes down one area's answers: `probe("post ok", space.post(…))`.
class Probe
{
public:
    Probe(Statuses &statuses, const char *area) : m_statuses(statuses), m_area(QString::fromLatin1(area)) {}

    void operator()(const char *name, const HttpAnswer &answer) const
    {
        (*this)(QString::fromUtf8(name), answer);
    }
    void operator()(const QByteArray &name, const HttpAnswer &answer) const
    {
        (*this)(QString::fromUtf8(name), answer);
    }
    void operator()(const QString &name, const HttpAnswer &answer) const
    {
        Q_ASSERT(!m_statuses.contains({m_area, name}));
        m_statuses.insert({m_area, name}, answer.status);
    }

private:
    Statuses &m_statuses;
    QString m_area;
};

// The vectors tell each case in words; each function below does what they say, in their order, in a space of
// its own.
void probeAuth(Statuses &statuses, TestServer &server);
void probeHttp(Statuses &statuses, TestServer &server);
void probeMessages(Statuses &statuses, TestServer &server);
void probeState(Statuses &statuses, TestServer &server);
void probeRights(Statuses &statuses, TestServer &server);
void probeRevocation(Statuses &statuses, TestServer &server);
void probeTools(Statuses &statuses, TestServer &server);
void probeData(Statuses &statuses, TestServer &server);
void probeBlobs(Statuses &statuses, TestServer &server);
void probeOpaque(Statuses &statuses, TestServer &server);
//! `admin` holds the key of the server's admin space.
void probeAdmin(Statuses &statuses, TestServer &server, const SigningKey &admin);
//! `closed` makes no space by itself.
void probeUnregistered(Statuses &statuses, TestServer &closed);

} // namespace reeeductio::test
