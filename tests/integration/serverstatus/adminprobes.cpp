// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "serverstatus/probes.h"

#include "crypto/encoding.h"
#include "crypto/random.h"
#include "protocol/authentication.h"
#include "protocol/json.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

void probeAdminAuth(const Probe &probe, const TestSpace &space)
{
    auto &server = const_cast<TestSpace &>(space).server();
    const auto &owner = space.owner();
    const auto post = [&server](const QByteArray &target, const QJsonObject &body) {
        return server.call({.method = "POST", .target = target, .body = compactJson(body)});
    };
    const auto challengeFor = [&](const Actor &actor) {
        const auto answer = post("/admin/auth/challenge", challengeBody(actor.id));
        return AuthChallenge{answer.text("challenge"_L1).toLatin1(), 0};
    };
    probe("POST challenge", post("/admin/auth/challenge", challengeBody(owner.id)));
    probe("GET challenge (ADMIN.md says GET)", server.call({.target = "/admin/auth/challenge"}));
    const auto challenge = challengeFor(owner);
    auto bad = verifyBody(owner.id, owner.key, challenge);
    bad["signature"_L1] = QString::fromLatin1(toBase64(QByteArray(64, '\0')));
    probe("verify: bad sig", post("/admin/auth/verify", bad));
    const auto stranger = Actor::user();
    probe("verify: non-member",
          post("/admin/auth/verify", verifyBody(stranger.id, stranger.key, challengeFor(stranger))));
    probe("verify ok", post("/admin/auth/verify", verifyBody(owner.id, owner.key, challenge)));
}

void probeAdminRoutes(const Probe &probe, TestServer &server, const Actor &admin)
{
    const auto call = [&server](const QByteArray &method, const QByteArray &target, const QByteArray &token) {
        return server.call({.method = method, .target = target, .token = token});
    };
    const auto blob = "/admin/blobs/" + TestSpace::blobId("never was");
    probe("GET /admin/space", call("GET", "/admin/space", admin.token));
    probe("GET /admin/space no token", call("GET", "/admin/space", {}));
    probe("GET /admin/space garbage", call("GET", "/admin/space", "garbage"));
    probe("GET /admin/space with token of a normal space",
          call("GET", "/admin/space", TestSpace(server).owner().token));
    probe("DELETE /admin/blobs missing", call("DELETE", blob, admin.token));
    probe("DELETE /admin/blobs malformed", call("DELETE", "/admin/blobs/zzz", admin.token));
    probe("DELETE /admin/blobs no token", call("DELETE", blob, {}));
    probe("DELETE /admin/blobs garbage token", call("DELETE", blob, "garbage"));
    probe("DELETE /admin/spaces/{id} (ADMIN.md)", call("DELETE", "/admin/spaces/S", admin.token));
    probe("PUT /admin/auth/users/{id} (ADMIN.md)", call("PUT", "/admin/auth/users/U", admin.token));
}

void probeRegistration(const Probe &probe, const TestSpace &space, const SigningKey &key)
{
    const auto &admin = space.owner();
    const auto path = "spaces/" + SpaceId::of(key.publicKey()).text();
    const auto now = QDateTime::currentMSecsSinceEpoch();
    const auto good = spaceRegistration(key, admin.id, now);
    auto unsignedOne = good;
    unsignedOne["space_signature"_L1] = QString::fromLatin1(toBase64(QByteArray(64, '\0')));
    const auto otherSpace = spaceRegistration(SigningKey::generate(), admin.id, now);
    probe("register space: not JSON", space.putState(admin, path, "no JSON"));
    probe("register space: missing fields", space.putState(admin, path, "{}"));
    probe("register space: bad space_signature", space.putState(admin, path, unsignedOne));
    probe("register space: created_by other",
          space.putState(admin, path, spaceRegistration(key, Actor::user().id, now)));
    probe("register space: space_id != path", space.putState(admin, path, otherSpace));
    probe("register space: ok", space.putState(admin, path, good));
    probe("register space: again", space.putState(admin, path, good));
}

} // namespace

void probeAdmin(Statuses &statuses, TestServer &server, const SigningKey &adminKey)
{
    const Probe probe(statuses, "admin");
    TestSpace adminSpace(server, adminKey.clone());
    const auto &admin = adminSpace.owner();
    probeAdminAuth(probe, adminSpace);
    probeAdminRoutes(probe, server, admin);

    const auto key = SigningKey::generate();
    probeRegistration(probe, adminSpace, key);
    auto owner = Actor::user(key.clone());
    TestSpace space(server, key.clone());
    probe("new space's challenge", space.challenge(owner));
    probe("new space's auth", space.signIn(owner));

    const auto removeAsAdmin = [&server](const Actor &actor, const QByteArray &bytes) {
        return server.call(
            {.method = "DELETE", .target = "/admin/blobs/" + TestSpace::blobId(bytes), .token = actor.token});
    };
    (void)space.putBlob(owner, "one");
    probe("DELETE /admin/blobs existing", removeAsAdmin(admin, "one"));
    probe("then GET blob in space", space.get(owner, "blobs/" + TestSpace::blobId("one")));
    auto member = adminSpace.join(Actor::user());
    probe("plain admin-space member auth", adminSpace.signIn(member));
    (void)space.putBlob(owner, "two");
    probe("DELETE /admin/blobs by a plain admin-space member", removeAsAdmin(member, "two"));
}

void probeUnregistered(Statuses &statuses, TestServer &closed)
{
    const Probe probe(statuses, "space");
    const auto owner = Actor::user();
    const auto space = SpaceId::of(owner.key.publicKey()).text();
    const auto token = closed.forgedToken(space, owner.id.text());
    const auto name = [](const char *rest) {
        return u"unregistered space, auto_create_spaces=false: "_s + QString::fromLatin1(rest);
    };
    const auto challenge = [&](const QByteArray &spaceId) {
        return closed.call({.method = "POST",
                            .target = "/spaces/" + spaceId + "/auth/challenge",
                            .body = compactJson(challengeBody(owner.id))});
    };
    const auto target = "/spaces/" + space;
    probe(name("challenge"), challenge(space));
    probe(name("GET messages with a token"),
          closed.call({.target = target + "/topics/general/messages", .token = token}));
    probe(name("blob PUT"), closed.call({.method = "PUT",
                                         .target = target + "/blobs/" + TestSpace::blobId("x"),
                                         .token = token,
                                         .body = "x"}));
    probe(name("invalid space id 'nope'"), challenge("nope"));
    probe(name("opaque login/init"),
          closed.call({.method = "POST",
                       .target = target + "/opaque/login/init",
                       .body = R"({"username":"alice","credential_request":"AAAA"})"}));
}

} // namespace reeeductio::test
