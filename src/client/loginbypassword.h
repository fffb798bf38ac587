// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "base/secretbytes.h"
#include "client/space.h"
#include "crypto/opaque/opaqueclient.h"

namespace reeeductio {

//! Where somebody logs in, and by what. Move-only.
struct PasswordLogin
{
    QUrl server;
    SpaceId space;
    QString username;
    SecretBytes password; //!< UTF-8
};

//! The same as a person types it into a form. Secret: shown masked, never kept.
struct LoginFields
{
    QString server = {};
    QString space = {};
    QString username = {};
    QString password = {};
};

//! Validation with the field's name, as in LoginFields, as detail: the first that is missing or malformed.
[[nodiscard]] Result<PasswordLogin> readLoginFields(const LoginFields &fields);

//! Gets a member's keys back by name and password (PROTOCOL 11). No token comes of it: a Space with these
//! credentials signs in as ever. Keys that the TypeScript SDK registered are opened too. Errors:
//! Validation/BadUsername; Authentication/WrongNameOrPassword, one for both; Opaque/NotEnabled,
//! LoginOvertaken, SignatureMismatch (the server does not prove that it is the one the password was
//! registered with), ServerRefused (what it keeps is no record, or names another member);
//! NotFound/NoSuchSpace; Chain/HashMismatch when what the server kept is not what the password opens; those
//! of the transport. Made with `new`; lives in the thread of the services' transport; the services outlive
//! it.
class LogInByPassword final : public AsyncOperation<Credentials>
{
public:
    LogInByPassword(PasswordLogin login, const ClientServices &services, QObject *parent);

protected:
    void run() override;

private:
    void attempt();
    void finishLogin(opaque::Login::Finished finished);
    void open(const QByteArray &body);
    Pending<QByteArray> step(const QString &name, QLatin1StringView field, const QByteArray &bytes);

    //! Servers keep one login a name: whoever begins another ends it.
    static constexpr int mostAttempts = 6;
    //! Within how long the next attempt begins, for each that failed: what would fit two of them, in limits.
    static constexpr qint64 shortestPauseMs = 250;
    static constexpr qint64 longestPauseMs = 5'000;

    PasswordLogin m_what;
    ClientServices m_services;
    std::shared_ptr<const opaque::Login> m_login;
    SecretBytes m_exportKey;
    int m_attempts = 0;
    QElapsedTimer m_attemptTime;
};

} // namespace reeeductio
