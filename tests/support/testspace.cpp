// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/testspace.h"

#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "localserver/tokens.h"
#include "protocol/authentication.h"
#include "protocol/dataentry.h"
#include "protocol/json.h"

#include <QDateTime>
#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

TestServer::TestServer(LocalServerOptions options, std::shared_ptr<const Clock> clock)
    : m_options(std::move(options)), m_clock(std::move(clock))
{
    m_options.dataDirectory = m_directory.filePath(u"data"_s);
    start();
}

void TestServer::restart()
{
    m_server->stop();
    start();
}

void TestServer::start()
{
    m_server = std::make_unique<LocalServer>(m_options, m_clock);
    QObject context;
    std::optional<Result<LocalServerAddress>> started;
    m_server->start().done(&context, [&started](Result<LocalServerAddress> result) { started = result; });
    if (!QTest::qWaitFor([&started] { return started.has_value(); }, 30'000) || !*started)
        qFatal("no server: %s", started ? qPrintable(started->error().detail) : "timed out");
    m_address = **started;
}

QStringList TestServer::blobFiles() const
{
    return QDir(dataDirectory() + u"/blobs"_s).entryList(QDir::Files);
}

QByteArray TestServer::forgedToken(const QByteArray &space, const QByteArray &member,
                                   qint64 lifetimeSeconds) const
{
    const auto secret = localserver::Tokens::loadSecret(dataDirectory());
    return localserver::Tokens(secret->clone(), lifetimeSeconds, *m_clock).issue(space, member).token;
}

QByteArray TestServer::signedClaims(const QJsonObject &claims) const
{
    const auto secret = localserver::Tokens::loadSecret(dataDirectory());
    const auto ours = forgedToken("", "");
    const auto input = ours.first(ours.indexOf('.') + 1) + toBase64Url(compactJson(claims));
    return input + '.' + toBase64Url(hmacSha256(secret->view(), input).view());
}

Actor Actor::user(SigningKey key)
{
    const auto id = UserId::of(key.publicKey());
    return {std::move(key), id};
}

Actor Actor::tool()
{
    auto key = SigningKey::generate();
    const auto id = ToolId::of(key.publicKey());
    return {std::move(key), id};
}

QByteArray entryPath(const Actor &actor)
{
    return (actor.id.isTool() ? "auth/tools/" : "auth/users/") + actor.id.text();
}

TestSpace::TestSpace(TestServer &server, SigningKey key)
    : m_server(server), m_id(SpaceId::of(key.publicKey())), m_owner(Actor::user(std::move(key)))
{
    if (signIn(m_owner).status != 200)
        qFatal("the owner cannot sign in");
}

HttpAnswer TestSpace::challenge(const Actor &actor) const
{
    return m_server.call(
        {.method = "POST", .target = target("auth/challenge"), .body = compactJson(challengeBody(actor.id))});
}

HttpAnswer TestSpace::verify(const Actor &actor, const QByteArray &challenge) const
{
    return m_server.call({.method = "POST",
                          .target = target("auth/verify"),
                          .body = compactJson(verifyBody(actor.id, actor.key, {challenge, 0}))});
}

HttpAnswer TestSpace::signIn(Actor &actor) const
{
    const auto asked = challenge(actor);
    if (asked.status != 200)
        return asked;
    auto answer = verify(actor, asked.text("challenge"_L1).toLatin1());
    actor.token = answer.text("token"_L1).toLatin1();
    return answer;
}

Actor TestSpace::join(Actor actor, QJsonObject entry)
{
    entry.insert(actor.id.isTool() ? u"tool_id"_s : u"user_id"_s, actor.id.toString());
    if (putState(m_owner, entryPath(actor), entry).status != 200 || signIn(actor).status != 200)
        qFatal("a member cannot be added");
    return actor;
}

HttpAnswer TestSpace::get(const Actor &actor, const QByteArray &path) const
{
    return m_server.call({.target = target(path), .token = actor.token});
}

HttpAnswer TestSpace::remove(const Actor &actor, const QByteArray &path) const
{
    return m_server.call({.method = "DELETE", .target = target(path), .token = actor.token});
}

HttpAnswer TestSpace::send(const Actor &actor, const QByteArray &method, const QByteArray &path,
                           const QJsonObject &body) const
{
    return m_server.call(
        {.method = method, .target = target(path), .token = actor.token, .body = compactJson(body)});
}

std::optional<QByteArray> TestSpace::head(const QByteArray &topic) const
{
    const auto page = get(m_owner, "topics/" + topic + "/messages?from=9999999999999&to=0&limit=1");
    const auto parsed = messagePageFromJson(page.body);
    if (!parsed || parsed->messages.isEmpty())
        return std::nullopt;
    return parsed->messages.first().hash;
}

Message TestSpace::sealed(const Actor &actor, const QByteArray &topic, const QByteArray &type,
                          const QByteArray &base64) const
{
    return sealMessage(m_id, actor.id, actor.key, {topic, type, head(topic), base64});
}

HttpAnswer TestSpace::post(const Actor &actor, const QByteArray &topic, const QByteArray &text) const
{
    const auto message = sealed(actor, topic, "chat.text", toBase64(text));
    return send(actor, "POST", "topics/" + topic + "/messages", postBody(message));
}

HttpAnswer TestSpace::putState(const Actor &actor, const QByteArray &path, const QByteArray &plaintext) const
{
    return send(actor, "PUT", "state/" + path, postBody(sealed(actor, "state", path, toBase64(plaintext))));
}

HttpAnswer TestSpace::putState(const Actor &actor, const QByteArray &path, const QJsonObject &value) const
{
    return putState(actor, path, compactJson(value));
}

HttpAnswer TestSpace::grant(const Actor &actor, const QByteArray &entry, const QByteArray &operation,
                            const QByteArray &path) const
{
    return putState(
        actor, entry,
        QJsonObject{{u"op"_s, QString::fromLatin1(operation)}, {u"path"_s, QString::fromLatin1(path)}});
}

HttpAnswer TestSpace::putData(const Actor &actor, const QByteArray &path, const QByteArray &base64,
                              qint64 offsetMs) const
{
    const auto decoded = QString::fromUtf8(QByteArray::fromPercentEncoding(path));
    const auto entry = signData(m_id, actor.id, actor.key, decoded, base64, m_server.nowMs() + offsetMs);
    return send(actor, "PUT", "data/" + path, toJson(entry));
}

HttpAnswer TestSpace::putBlob(const Actor &actor, const QByteArray &blob, const QByteArray &bytes) const
{
    return m_server.call({.method = "PUT",
                          .target = target("blobs/" + blob),
                          .token = actor.token,
                          .body = bytes,
                          .contentType = "application/octet-stream"});
}

HttpAnswer TestSpace::putBlob(const Actor &actor, const QByteArray &bytes) const
{
    return putBlob(actor, blobId(bytes), bytes);
}

QByteArray TestSpace::blobId(const QByteArray &bytes)
{
    return BlobId::of(sha256(bytes)).text();
}

} // namespace reeeductio::test
