// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "serverstatus/probes.h"

#include "crypto/encoding.h"
#include "crypto/random.h"
#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace reeeductio::test {

// Only what can be seen of a server without password login; the rest of the vectors' rows is listed in the
// test as waiting for it.
void probeOpaque(Statuses &statuses, TestServer &server)
{
    const Probe probe(statuses, "opaque");
    TestSpace space(server);
    const auto &owner = space.owner();
    const auto member = space.join(Actor::user());
    const auto call = [&](const QByteArray &token, const QByteArray &route, const QByteArray &body) {
        return server.call(
            {.method = "POST", .target = space.target("opaque/" + route), .token = token, .body = body});
    };
    const auto body = [](const QString &username, const char *payload) {
        const auto bytes = QString::fromLatin1(toBase64(randomBytes(32)));
        return compactJson({{u"username"_s, username}, {QString::fromLatin1(payload), bytes}});
    };
    const auto registration = body(u"alice"_s, "registration_request");
    const auto record = body(u"alice"_s, "registration_record");
    const auto login = body(u"alice"_s, "credential_request");

    probe("register/init: OPAQUE not enabled", call(owner.token, "register/init", registration));
    probe("register/finish: not enabled", call(owner.token, "register/finish", record));
    probe("login/init: not enabled", call({}, "login/init", login));
    probe("login/finish: not enabled", call({}, "login/finish", body(u"alice"_s, "credential_finalization")));
    probe("setup: no token", call({}, "setup", {}));
    probe("setup: garbage token", call("garbage", "setup", {}));
    probe("setup: member not owner", call(member.token, "setup", {}));
    probe("register/init after setup but not stored", call(owner.token, "register/init", registration));

    const auto setup = toBase64(randomBytes(128));
    probe("KV put opaque/server/setup = bytes of setup", space.putData(owner, "opaque/server/setup", setup));
    probe("KV get opaque/server/setup by owner", space.get(owner, "data/opaque/server/setup"));
    probe("KV get opaque/server/setup by plain member", space.get(member, "data/opaque/server/setup"));
    probe("register/init: no token", call({}, "register/init", registration));
    probe("register/init: garbage token", call("garbage", "register/init", registration));
    for (const auto &username : {u""_s, u"a b"_s, u"é"_s, QString(256, u'x'), u"a/b"_s}) {
        const auto name =
            u"register/init: username '%1' len %2"_s.arg(username.left(12)).arg(username.size());
        probe(name, call(owner.token, "register/init", body(username, "registration_request")));
    }
    probe("register/init: missing field", call(owner.token, "register/init", R"({"username":"alice"})"));
    probe("register/init: bad JSON", call(owner.token, "register/init", "{"));
    probe("register/finish: garbage token", call("garbage", "register/finish", record));
    probe("KV put opaque/users/alice", space.putData(owner, "opaque/users/alice", "e30="));
    probe("KV put opaque/users/carol = junk (owner)", space.putData(owner, "opaque/users/carol", "anVuaw=="));

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
    probe("member with opaque-user role: KV put opaque/users/uma",
          space.putData(member, "opaque/users/uma", "e30="));
}

} // namespace reeeductio::test
