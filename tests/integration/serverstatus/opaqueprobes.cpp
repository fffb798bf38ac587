// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "serverstatus/probes.h"

#include "crypto/encoding.h"
#include "crypto/opaque/opaqueclient.h"
#include "crypto/opaque/opaqueserver.h"
#include "protocol/json.h"
#include "protocol/passwordlogin.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

SecretBytes password(const char *text)
{
    return SecretBytes::copyOf(text);
}

QJsonObject record(const QByteArray &passwordFile)
{
    return parseJsonObject(PasswordRecord{passwordFile, "sealed", "U"}.toJson()).value_or(QJsonObject());
}

//! One space's password login, step by step.
class Steps
{
public:
    explicit Steps(TestSpace &space) : m_space(space) {}

    HttpAnswer call(const QByteArray &token, const QByteArray &route, const QByteArray &body) const
    {
        return m_space.server().call(
            {.method = "POST", .target = m_space.target("opaque/" + route), .token = token, .body = body});
    }
    //! `base64` need not be any.
    HttpAnswer raw(const QByteArray &token, const QByteArray &route, const QString &username,
                   QLatin1StringView field, const QByteArray &base64) const
    {
        return call(token, route,
                    compactJson({{u"username"_s, username}, {QString(field), QString::fromUtf8(base64)}}));
    }
    HttpAnswer registerInit(const Actor &who, const QString &username, const QByteArray &bytes) const
    {
        return raw(who.token, "register/init", username, "registration_request"_L1, toBase64(bytes));
    }
    HttpAnswer registerFinish(const Actor &who, const QString &username, const QByteArray &bytes) const
    {
        return raw(who.token, "register/finish", username, "registration_record"_L1, toBase64(bytes));
    }
    HttpAnswer loginInit(const QString &username, const QByteArray &bytes) const
    {
        return raw({}, "login/init", username, "credential_request"_L1, toBase64(bytes));
    }
    HttpAnswer loginFinish(const QString &username, const QByteArray &bytes) const
    {
        return raw({}, "login/finish", username, "credential_finalization"_L1, toBase64(bytes));
    }

    //! What the member's client would upload after the server's answer.
    static QByteArray upload(const opaque::Registration &registration, const HttpAnswer &answer)
    {
        const auto response = passwordAnswer(answer.body, "registration_response"_L1);
        return registration.finish(response.value_or(QByteArray()))->upload;
    }
    //! Begins a login, and gives what would end it.
    QByteArray begunLogin(const QString &username) const
    {
        const opaque::Login login(password("right"));
        const auto response =
            passwordAnswer(loginInit(username, login.request()).body, "credential_response"_L1);
        return login.finish(response.value_or(QByteArray()))->finalization;
    }

private:
    TestSpace &m_space;
};

void probeRegistering(const Probe &probe, TestSpace &space, const Actor &member, QByteArray &passwordFile)
{
    const Steps steps(space);
    const auto &owner = space.owner();
    const opaque::Registration registration(password("right"));
    const auto request = registration.request();
    const auto init = steps.registerInit(owner, u"alice"_s, request);
    probe("register/init: ok", init);
    const auto raw = [&](const QByteArray &text) {
        return steps.raw(owner.token, "register/init", u"alice"_s, "registration_request"_L1, text);
    };
    probe("register/init: bad base64", raw("!!!"));
    probe("register/init: short", steps.registerInit(owner, u"alice"_s, request.first(31)));
    probe("register/init: 32 zero bytes (identity element)",
          steps.registerInit(owner, u"alice"_s, QByteArray(32, '\0')));
    probe("register/init: invalid point ff*32",
          steps.registerInit(owner, u"alice"_s, QByteArray(32, '\xff')));
    probe("register/init: 33 bytes (trailing byte)", steps.registerInit(owner, u"alice"_s, request + 'x'));
    auto unpadded = toBase64Url(request);
    unpadded.replace(0, 2, "-_"); // whatever it holds, of the other alphabet
    probe("register/init: urlsafe base64 unpadded", raw(unpadded));
    for (const auto &username : {QString(255, u'x'), u"a@b.c+d-e_f"_s}) {
        const auto name =
            u"register/init: username '%1' len %2"_s.arg(username.left(12)).arg(username.size());
        probe(name, steps.registerInit(owner, username, request));
    }

    const auto upload = Steps::upload(registration, init);
    probe("register/finish: no init", steps.registerFinish(owner, u"nobody"_s, upload));
    probe("register/finish: other user's pending init", steps.registerFinish(member, u"alice"_s, upload));
    probe("register/finish: bad base64",
          steps.raw(owner.token, "register/finish", u"alice"_s, "registration_record"_L1, "!!!"));
    probe("register/finish: short record", steps.registerFinish(owner, u"alice"_s, upload.first(191)));
    probe("register/finish: 192 zero bytes", steps.registerFinish(owner, u"alice"_s, QByteArray(192, '\0')));
    const auto finished = steps.registerFinish(owner, u"alice"_s, upload);
    probe("register/finish: ok", finished);
    probe("register/finish: again (state consumed)", steps.registerFinish(owner, u"alice"_s, upload));
    passwordFile = passwordAnswer(finished.body, "password_file"_L1).value_or(QByteArray());
}

void probeLoggingIn(const Probe &probe, const Steps &steps)
{
    const opaque::Login login(password("right"));
    const auto request = login.request();
    const auto badText = [&](const QByteArray &route, QLatin1StringView field) {
        return steps.raw({}, route, u"alice"_s, field, "!!!");
    };
    probe("login/init: unknown user", steps.loginInit(u"nobody"_s, request));
    probe("login/init: bad base64", badText("login/init", "credential_request"_L1));
    probe("login/init: short", steps.loginInit(u"alice"_s, request.first(95)));
    probe("login/init: 96 zero bytes", steps.loginInit(u"alice"_s, QByteArray(96, '\0')));
    probe("login/init: ok", steps.loginInit(u"alice"_s, request));

    const QByteArray wrong(64, 'w');
    probe("login/finish: no pending (other user)", steps.loginFinish(u"nobody"_s, wrong));
    probe("login/finish: bad base64 (consumes state)", badText("login/finish", "credential_finalization"_L1));
    probe("login/finish: after consumed", steps.loginFinish(u"alice"_s, wrong));
    steps.begunLogin(u"alice"_s);
    probe("login/finish: wrong 64-byte MAC", steps.loginFinish(u"alice"_s, wrong));
    auto right = steps.begunLogin(u"alice"_s);
    probe("login/finish: short", steps.loginFinish(u"alice"_s, right.first(63)));
    right = steps.begunLogin(u"alice"_s);
    probe("login/finish: ok", steps.loginFinish(u"alice"_s, right));
    probe("login/finish: replay", steps.loginFinish(u"alice"_s, right));

    const auto first = steps.begunLogin(u"alice"_s);
    const auto second = steps.begunLogin(u"alice"_s);
    probe("two concurrent login/init for one user: first client's finish",
          steps.loginFinish(u"alice"_s, first));
    probe("... then the second client's finish", steps.loginFinish(u"alice"_s, second));
    HttpAnswer last;
    for (int i = 0; i < 12; ++i) {
        steps.begunLogin(u"alice"_s);
        last = steps.loginFinish(u"alice"_s, wrong);
    }
    probe("12 wrong finishes in a row (rate limit?)", last);
}

} // namespace

void probeOpaque(Statuses &statuses, TestServer &server)
{
    const Probe probe(statuses, "opaque");
    TestSpace space(server);
    const Steps steps(space);
    const auto &owner = space.owner();
    const auto member = space.join(Actor::user());
    const auto body = [](const QString &username, QLatin1StringView payload) {
        return compactJson(passwordStep(username, payload, randomBytes(32)));
    };
    const auto registration = body(u"alice"_s, "registration_request"_L1);
    const auto uploaded = body(u"alice"_s, "registration_record"_L1);

    probe("register/init: OPAQUE not enabled", steps.call(owner.token, "register/init", registration));
    probe("register/finish: not enabled", steps.call(owner.token, "register/finish", uploaded));
    probe("login/init: not enabled", steps.loginInit(u"alice"_s, randomBytes(96)));
    probe("login/finish: not enabled", steps.loginFinish(u"alice"_s, randomBytes(64)));
    probe("setup: no token", steps.call({}, "setup", {}));
    probe("setup: garbage token", steps.call("garbage", "setup", {}));
    probe("setup: member not owner", steps.call(member.token, "setup", {}));
    const auto first = steps.call(owner.token, "setup", {});
    const auto second = steps.call(owner.token, "setup", {});
    const auto isAnother = first.body == second.body ? "False" : "True";
    probe("setup: owner ok (does NOT store)", first);
    probe(QByteArray("setup: owner again -> different setup each time: ") + isAnother, second);
    probe("register/init after setup but not stored", steps.call(owner.token, "register/init", registration));

    const auto setup = passwordAnswer(first.body, "server_setup"_L1).value_or(QByteArray());
    probe("KV put opaque/server/setup = bytes of setup",
          space.putData(owner, "opaque/server/setup", toBase64(setup)));
    probe("KV get opaque/server/setup by owner", space.get(owner, "data/opaque/server/setup"));
    probe("KV get opaque/server/setup by plain member", space.get(member, "data/opaque/server/setup"));
    probe("register/init: no token", steps.call({}, "register/init", registration));
    probe("register/init: garbage token", steps.call("garbage", "register/init", registration));
    for (const auto &username : {u""_s, u"a b"_s, u"é"_s, QString(256, u'x'), u"a/b"_s}) {
        const auto name =
            u"register/init: username '%1' len %2"_s.arg(username.left(12)).arg(username.size());
        probe(name, steps.call(owner.token, "register/init", body(username, "registration_request"_L1)));
    }
    probe("register/init: missing field",
          steps.call(owner.token, "register/init", R"({"username":"alice"})"));
    probe("register/init: bad JSON", steps.call(owner.token, "register/init", "{"));
    probe("register/finish: garbage token", steps.call("garbage", "register/finish", uploaded));

    QByteArray passwordFile;
    probeRegistering(probe, space, member, passwordFile);
    probe("login/init: registered but record not stored in KV",
          steps.loginInit(u"alice"_s, opaque::Login(password("right")).request()));
    const auto stored = toBase64(compactJson(record(passwordFile)));
    probe("KV put opaque/users/alice", space.putData(owner, "opaque/users/alice", stored));
    probe("register/init: already registered",
          steps.registerInit(owner, u"alice"_s, opaque::Registration(password("right")).request()));
    probeLoggingIn(probe, steps);

    const auto role = QByteArray("auth/roles/opaque-user");
    // The vectors keep the first 48 characters of a path.
    const auto assignment = entryPath(member) + "/roles/opaque-user";
    probe("state put auth/roles/opaque-user",
          space.putState(owner, role, QJsonObject{{u"role_id"_s, u"opaque-user"_s}}));
    probe("state put auth/roles/opaque-user/rights/cap_create_opa",
          space.grant(owner, role + "/rights/cap_create_opaque_user", "create", "data/opaque/users/{any}"));
    probe(
        "state put auth/users/UB9UoYAVwn7js4EWoqc7NX8suza7DEPDJ",
        space.putState(owner, assignment,
                       QJsonObject{{u"user_id"_s, member.id.toString()}, {u"role_id"_s, u"opaque-user"_s}}));
    const opaque::Registration ofMember(password("hers"));
    const auto init = steps.registerInit(member, u"uma"_s, ofMember.request());
    probe("member with opaque-user role: register/finish",
          steps.registerFinish(member, u"uma"_s, Steps::upload(ofMember, init)));
    probe("member with opaque-user role: KV put opaque/users/uma",
          space.putData(member, "opaque/users/uma", "e30="));

    probe("KV put opaque/users/carol = junk (owner)", space.putData(owner, "opaque/users/carol", "anVuaw=="));
    const auto request = opaque::Login(password("right")).request();
    probe("login/init with corrupt record", steps.loginInit(u"carol"_s, request));
    space.putData(owner, "opaque/server/setup", toBase64(randomBytes(128).fill('\xff')));
    probe("login/init with corrupt server setup", steps.loginInit(u"alice"_s, request));
}

} // namespace reeeductio::test
