// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/serialthread.h"
#include "cli/adminprogram.h"
#include "support/backend.h"
#include "support/fakekeychain.h"

#include <QBuffer>

namespace reeeductio::test {

//! What a run of reeeductio-admin printed, and how it ended.
struct AdminResult
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    //! The one document on stdout; empty when it is not exactly one object.
    QJsonObject json() const;
    //! For a failing test's output.
    QString describe() const;
};

//! reeeductio-admin without a process, against a backend.
class AdminRunner
{
public:
    explicit AdminRunner(Backend &server) : m_server(server) {}

    QByteArray input;                //!< what stands on standard input
    QProcessEnvironment environment; //!< empty at first
    bool isErrTerminal = false;
    QString profileFolder;      //!< the desktop's; empty: there is none
    FakeKeychain keychain = {}; //!< of this computer

    //! With the backend's address unless the arguments or the environment name another.
    AdminResult run(QStringList arguments);
    //! As run(), by this member, in its space.
    AdminResult runAs(const Credentials &who, QStringList arguments);

    //! The options by which a command works as this member.
    static QStringList optionsFor(const Credentials &who);

private:
    Backend &m_server;
    SerialThread m_authority;
    SerialThread m_store;
};

//! 64 hex characters.
QString hexOf(const SecretBytes &secret);

} // namespace reeeductio::test
