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

QByteArray challengeText(const HttpAnswer &answer)
{
    return answer.text("challenge"_L1).toLatin1();
}

QByteArray fromBase64Lenient(const QByteArray &text)
{
    return QByteArray::fromBase64(text);
}

void probeChallenge(const Probe &probe, TestSpace &space)
{
    const auto challenge = [&space](const QByteArray &body, const QByteArray &type = "application/json") {
        return space.server().call(
            {.method = "POST", .target = space.target("auth/challenge"), .body = body, .contentType = type});
    };
    const auto good = compactJson(challengeBody(space.owner().id));
    probe("challenge ok", challenge(good));
    probe("challenge: bad JSON", challenge("{"));
    probe("challenge: missing field", challenge("{}"));
    probe("challenge: extra unknown field", challenge(R"({"public_key":"U","more":1})"));
    probe("challenge: JSON array body", challenge("[]"));
    probe("challenge: empty body", challenge(""));
    probe("challenge: text/plain content type", challenge(good, "text/plain"));
    probe("challenge: garbage public_key 'xyz'", challenge(R"({"public_key":"xyz"})"));
    probe("challenge: invalid space id 'nope' (auto_create on)",
          space.server().call({.method = "POST", .target = "/spaces/nope/auth/challenge", .body = good}));
}

void probeVerify(const Probe &probe, TestSpace &space)
{
    const auto &owner = space.owner();
    const auto verify = [&space](QJsonObject body, const char *field, const QByteArray &value) {
        body.insert(QLatin1StringView(field), QString::fromLatin1(value));
        return space.send(space.owner(), "POST", "auth/verify", body);
    };
    const auto stranger = Actor::user();
    probe("verify: no challenge issued", space.verify(stranger, "AAAA"));
    const auto challenge = challengeText(space.challenge(owner));
    const auto good = verifyBody(owner.id, owner.key, {challenge, 0});
    probe("verify: challenge mismatch", space.verify(owner, toBase64(randomBytes(32))));
    probe("verify: bad signature (64 zero bytes)", verify(good, "signature", toBase64(QByteArray(64, '\0'))));
    probe("verify: signature not base64 ('!!!')", verify(good, "signature", "!!!"));
    probe("verify: signature over raw challenge bytes instead of base64 text",
          verify(good, "signature", toBase64(owner.key.sign(fromBase64Lenient(challenge)).view())));
    probe("verify: signature urlsafe/short (10 bytes)",
          verify(good, "signature", toBase64Url(randomBytes(10))));
    probe("verify: ok (challenge survives failed attempts)", space.verify(owner, challenge));
    probe("verify: replay same challenge", space.verify(owner, challenge));

    const auto verifyAs = [&](const QByteArray &member) {
        const QJsonObject ask{{u"public_key"_s, QString::fromLatin1(member)}};
        const auto text = challengeText(space.send(owner, "POST", "auth/challenge", ask));
        return verify(verifyBody(owner.id, owner.key, {text, 0}), "public_key", member);
    };
    probe("verify: garbage public_key 'xyz'", verifyAs("xyz"));
    probe("verify: public_key is a MESSAGE id", verifyAs(MessageId::of(Digest()).text()));
    probe("verify: valid signature, non-member",
          space.verify(stranger, challengeText(space.challenge(stranger))));
    probe("verify: public_key = the SPACE id itself (S...)", verifyAs(space.id().text()));
    probe("verify: TOOL id with the space's key (T...)", verifyAs(ToolId::of(owner.key.publicKey()).text()));
}

void probeTokens(const Probe &probe, TestSpace &space)
{
    auto &server = space.server();
    const auto spaceId = space.id().text();
    const auto ownerId = space.owner().id.text();
    const auto refresh = [&space](const QByteArray &token) {
        return space.server().call(
            {.method = "POST", .target = space.target("auth/refresh"), .token = token});
    };
    const auto messages = [&space](const QByteArray &token, const QByteArray &fields = {}) {
        return space.server().call(
            {.target = space.target("topics/general/messages"), .token = token, .fields = fields});
    };
    const auto blob = [&space](const QByteArray &method, const QByteArray &token) {
        return space.server().call(
            {.method = method, .target = space.target("blobs/" + TestSpace::blobId("x")), .token = token});
    };
    const auto expired = server.forgedToken(spaceId, ownerId, -10);
    const auto otherSpace =
        server.forgedToken(SpaceId::of(SigningKey::generate().publicKey()).text(), ownerId);
    const auto unsignedToken = space.owner().token.chopped(10) + "AAAAAAAAAA";
    const auto withoutId = server.signedClaims(
        {{u"space_id"_s, space.id().toString()}, {u"exp"_s, QDateTime::currentSecsSinceEpoch() + 3600}});

    probe("refresh: valid token", refresh(space.owner().token));
    probe("refresh: no token", refresh({}));
    probe("refresh: bad token", refresh("garbage"));
    probe("refresh: expired token", refresh(expired));
    probe("GET messages: no Authorization header", messages({}));
    probe("GET messages: garbage token", messages("garbage"));
    probe("GET messages: expired token", messages(expired));
    probe("GET messages: token of another space", messages(otherSpace));
    probe("GET messages: wrong JWT signature", messages(unsignedToken));
    probe("GET messages: token without id", messages(withoutId));
    probe("GET messages: scheme Basic", messages({}, "Authorization: Basic YTpi\r\n"));
    probe("GET messages: valid JWT of a non-member",
          messages(server.forgedToken(spaceId, Actor::user().id.text())));
    probe("PUT blob: garbage token", blob("PUT", "garbage"));
    probe("GET blob: garbage token", blob("GET", "garbage"));
    probe("DELETE blob: garbage token", blob("DELETE", "garbage"));
    probe("GET blob: no token", blob("GET", {}));
}

} // namespace

void probeAuth(Statuses &statuses, TestServer &server)
{
    const Probe probe(statuses, "auth");
    TestSpace space(server);
    probeChallenge(probe, space);
    probeVerify(probe, space);
    probeTokens(probe, space);
}

void probeHttp(Statuses &statuses, TestServer &server)
{
    const Probe probe(statuses, "http");
    const TestSpace space(server);
    const auto &owner = space.owner();
    const auto bare = [&server](const QByteArray &target) { return server.call({.target = target}); };
    probe("unknown route", bare("/nope"));
    probe("wrong method (PATCH messages)", space.send(owner, "PATCH", "topics/general/messages", {}));
    probe("GET /health", bare("/health"));
    probe("GET /", bare("/"));
    probe("GET /openapi.json", bare("/openapi.json"));
    probe("GET /spaces/{id}", bare(space.target("").chopped(1)));
    probe("GET /spaces/{id}/topics", space.get(owner, "topics"));
    probe("trailing slash GET messages/", space.get(owner, "topics/general/messages/"));

    const auto preflight = server.call({.method = "OPTIONS",
                                        .target = space.target("state"),
                                        .fields = "Origin: https://page.example\r\n"
                                                  "Access-Control-Request-Method: GET\r\n"
                                                  "Access-Control-Request-Headers: authorization\r\n"});
    const auto simple = server.call({.target = "/health", .fields = "Origin: https://page.example\r\n"});
    // The vectors name these two by the fields they expect.
    QStringList fields;
    for (const char *name : {"origin", "methods", "max-age", "headers"}) {
        const auto field =
            (name == QByteArray("max-age") ? "access-control-" : "access-control-allow-") + QByteArray(name);
        fields << u"\"%1\": \"%2\""_s.arg(QString::fromLatin1(field),
                                          QString::fromLatin1(preflight.fields.value(field)));
    }
    probe(u"CORS preflight: {%1}"_s.arg(fields.join(u", "_s)), preflight);
    const auto origin = QString::fromLatin1(simple.fields.value("access-control-allow-origin"));
    probe(u"CORS simple: {\"access-control-allow-origin\": \"%1\"}"_s.arg(origin), simple);

    const Probe ws(statuses, "ws");
    ws("plain HTTP GET /stream", space.get(owner, "stream?token=" + owner.token));
}

} // namespace reeeductio::test
