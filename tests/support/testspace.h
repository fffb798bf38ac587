// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/localserver.h"
#include "protocol/message.h"
#include "support/rawhttp.h"

#include <QTemporaryDir>

namespace reeeductio::test {

//! A local server on a free port and a directory of its own.
class TestServer
{
public:
    explicit TestServer(LocalServerOptions options = {},
                        std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>());

    //! Stops it and starts it on the same data.
    void restart();
    //! Where nobody listens any more, until restart().
    void stop() { m_server->stop(); }

    quint16 port() const { return m_address.port; }
    qint64 nowMs() const { return m_clock->nowMs(); }
    const LocalServerAddress &address() const { return m_address; }
    QString dataDirectory() const { return m_options.dataDirectory; }
    QStringList blobFiles() const;

    HttpAnswer call(const HttpCall &call) const { return exchange(port(), call); }

    //! A token as the server itself would make one, for any claims.
    QByteArray forgedToken(const QByteArray &space, const QByteArray &member,
                           qint64 lifetimeSeconds = 3600) const;
    //! The server's signature under any claims at all.
    QByteArray signedClaims(const QJsonObject &claims) const;

private:
    void start();

    QTemporaryDir m_directory;
    LocalServerOptions m_options;
    std::shared_ptr<const Clock> m_clock;
    std::unique_ptr<LocalServer> m_server;
    LocalServerAddress m_address;
};

//! A member at work.
struct Actor
{
    SigningKey key;
    MemberId id;
    QByteArray token = {};

    static Actor user(SigningKey key = SigningKey::generate());
    static Actor tool();
};

//! One space on a server, and what members do in it. What is posted follows the topic's head.
class TestSpace
{
public:
    explicit TestSpace(TestServer &server, SigningKey key = SigningKey::generate());

    TestServer &server() { return m_server; }
    const SpaceId &id() const { return m_id; }
    const Actor &owner() const { return m_owner; }
    QByteArray target(const QByteArray &path) const { return "/spaces/" + m_id.text() + '/' + path; }

    HttpAnswer challenge(const Actor &actor) const;
    HttpAnswer verify(const Actor &actor, const QByteArray &challenge) const;
    //! Challenge and verify; the actor keeps the token.
    HttpAnswer signIn(Actor &actor) const;
    //! Added by the owner and signed in; the entry as JSON members, as `use_limit`.
    Actor join(Actor actor, QJsonObject entry = {});

    HttpAnswer get(const Actor &actor, const QByteArray &path) const;
    HttpAnswer remove(const Actor &actor, const QByteArray &path) const;
    HttpAnswer send(const Actor &actor, const QByteArray &method, const QByteArray &path,
                    const QJsonObject &body) const;

    std::optional<QByteArray> head(const QByteArray &topic) const;
    Message sealed(const Actor &actor, const QByteArray &topic, const QByteArray &type,
                   const QByteArray &base64) const;
    HttpAnswer post(const Actor &actor, const QByteArray &topic, const QByteArray &text) const;
    //! PUT of a plaintext value, or with nothing the value emptied.
    HttpAnswer putState(const Actor &actor, const QByteArray &path, const QByteArray &plaintext) const;
    HttpAnswer putState(const Actor &actor, const QByteArray &path, const QJsonObject &value) const;
    HttpAnswer grant(const Actor &actor, const QByteArray &entry, const QByteArray &operation,
                     const QByteArray &path) const;
    HttpAnswer putData(const Actor &actor, const QByteArray &path, const QByteArray &base64,
                       qint64 offsetMs = 0) const;
    HttpAnswer putBlob(const Actor &actor, const QByteArray &blob, const QByteArray &bytes) const;
    HttpAnswer putBlob(const Actor &actor, const QByteArray &bytes) const;
    static QByteArray blobId(const QByteArray &bytes);

private:
    TestServer &m_server;
    SpaceId m_id;
    Actor m_owner;
};

//! The state path of a member's entry.
QByteArray entryPath(const Actor &actor);

} // namespace reeeductio::test
