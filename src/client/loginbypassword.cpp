// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/loginbypassword.h"

#include "client/apirequest.h"
#include "client/credentialsfile.h"
#include "protocol/json.h"
#include "protocol/passwordlogin.h"

#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! The wrong ones cost both ways of stretching.
Result<opaque::Login::Finished> finishEitherWay(const opaque::Login &login, QByteArrayView answer)
{
    auto finished = login.finish(answer);
    if (finished || finished.error().code != ErrorCode::WrongNameOrPassword)
        return finished;
    auto other = login.finish(answer, {.stretching = opaque::typeScriptStretching});
    const bool couldNotTry = !other && other.error().kind == ErrorKind::Storage;
    return couldNotTry ? std::move(finished) : std::move(other);
}

//! Why the server lets nobody begin.
Error refusalOf(const Error &error)
{
    switch (error.httpStatus) {
    case 400: // what it keeps is no password file, or its own secrets are none
        return {ErrorKind::Opaque, ErrorCode::ServerRefused, error.detail, 400};
    case 401: // no such name
        return {ErrorKind::Authentication, ErrorCode::WrongNameOrPassword, {}, 401};
    case 404:
        return {ErrorKind::NotFound, ErrorCode::NoSuchSpace, error.detail, 404};
    default:
        return error;
    }
}

} // namespace

Result<PasswordLogin> readLoginFields(const LoginFields &fields)
{
    const auto server = readServerField(fields.server);
    if (!server)
        return fail(server.error());
    const auto missing = [](const QString &field) {
        return fail(ErrorKind::Validation, ErrorCode::MissingField, field);
    };
    const auto space = SpaceId::parse(fields.space.trimmed());
    if (!space)
        return missing(u"space"_s);
    const auto username = fields.username.trimmed();
    if (!checkUsername(username))
        return missing(u"username"_s);
    if (fields.password.isEmpty())
        return missing(u"password"_s);
    return PasswordLogin{*server, *space, username, SecretBytes::takeFrom(fields.password.toUtf8())};
}

LogInByPassword::LogInByPassword(PasswordLogin login, const ClientServices &services, QObject *parent)
    : AsyncOperation(parent), m_what(std::move(login)), m_services(services)
{}

void LogInByPassword::run()
{
    if (const auto checked = checkUsername(m_what.username); !checked)
        return finish(fail(checked.error()));
    attempt();
}

void LogInByPassword::attempt()
{
    ++m_attempts;
    m_attemptTime.start();
    m_login = std::make_shared<opaque::Login>(m_what.password.clone());
    step(u"init"_s, "credential_request"_L1, m_login->request())
        .then(this, [](const QByteArray &body) { return passwordAnswer(body, "credential_response"_L1); })
        .then(this,
              [this](const QByteArray &answer) {
                  return m_services.pool.run(
                      [login = m_login, answer] { return finishEitherWay(*login, answer); });
              })
        .done(this, [this](Result<opaque::Login::Finished> finished) {
            if (finished)
                return finishLogin(*std::move(finished));
            finish(fail(refusalOf(finished.error())));
        });
}

void LogInByPassword::finishLogin(opaque::Login::Finished finished)
{
    m_exportKey = std::move(finished.exportKey);
    step(u"finish"_s, "credential_finalization"_L1, finished.finalization)
        .done(this, [this](const Result<QByteArray> &body) {
            if (body)
                return open(*body);
            // The password is right: the envelope opened. Somebody else came between.
            const auto status = body.error().httpStatus;
            if (status != 401 && status != 404)
                return finish(fail(body.error()));
            if (m_attempts < mostAttempts) {
                // Two who are overtaken by each other must not go on in step, on a slow computer neither.
                const auto pause =
                    std::clamp(2 * m_attemptTime.elapsed(), shortestPauseMs, longestPauseMs) * m_attempts;
                const auto chosen = QRandomGenerator::global()->bounded(static_cast<int>(pause));
                return QTimer::singleShot(chosen, this, &LogInByPassword::attempt);
            }
            finish(fail(ErrorKind::Opaque, ErrorCode::LoginOvertaken, body.error().detail, status));
        });
}

void LogInByPassword::open(const QByteArray &body)
{
    const auto answer = parseJsonObject(body);
    if (!answer)
        return finish(fail(answer.error()));
    const auto wrapped = passwordAnswer(body, "encrypted_credentials"_L1);
    if (!wrapped)
        return finish(fail(wrapped.error()));
    const auto named = stringField(*answer, "public_key"_L1);
    const auto member = named ? MemberId::parse(*named) : fail(named.error());
    if (!member)
        return finish(fail(member.error()));
    auto keys = unwrapKeys(*wrapped, m_exportKey.view());
    if (!keys)
        return finish(fail(ErrorKind::Chain, ErrorCode::HashMismatch, u"encrypted_credentials"_s));
    if (keys->key.publicKey() != member->publicKey())
        return finish(fail(ErrorKind::Opaque, ErrorCode::ServerRefused, member->toString()));
    finish(Credentials{m_what.server, m_what.space, *member, std::move(keys->key), std::move(keys->root),
                       std::move(keys->userKey)});
}

Pending<QByteArray> LogInByPassword::step(const QString &name, QLatin1StringView field,
                                          const QByteArray &bytes)
{
    const auto path = u"spaces/%1/opaque/login/%2"_s.arg(m_what.space.toString(), name);
    auto url = apiUrl(m_what.server, path);
    if (!url)
        return Pending<QByteArray>::failed(url.error());
    HttpRequest request{.method = HttpRequest::Method::Post, .url = *std::move(url)};
    request.body = compactJson(passwordStep(m_what.username, field, bytes));
    request.contentType = "application/json";
    return m_services.transport.send(std::move(request))
        .then(this, [](const HttpResponse &response) -> Result<QByteArray> {
            if (!response.isSuccess())
                return fail(apiError(response));
            return response.body;
        });
}

} // namespace reeeductio
