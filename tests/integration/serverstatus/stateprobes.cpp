// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "serverstatus/probes.h"

#include "crypto/encoding.h"
#include "crypto/random.h"

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

QJsonObject with(QJsonObject body, const char *field, const QByteArray &value)
{
    body.insert(QLatin1StringView(field), QString::fromLatin1(value));
    return body;
}

void probePaths(const Probe &probe, const TestSpace &space)
{
    const auto &owner = space.owner();
    const auto get = [&](const QByteArray &path) { return space.get(owner, "state/" + path); };
    for (const auto &path : {u"a b"_s, u"a{self}"_s, u"{self}/x"_s, u"{any}"_s, u"a//b"_s, u"a/../b"_s,
                             u"x/é"_s, u"/lead"_s, u"trail/"_s})
        probe(u"GET path '%1'"_s.arg(path), get(path.toUtf8().toPercentEncoding("/{}")));
    for (const char *raw : {"a%2Fb", "a?b", "%7Bany%7D"}) // as they stand in the request
        probe("GET path '" + QByteArray(raw) + '\'', get(raw));
    for (const char *path : {"a b", "{any}/x", "a//b", "trail/"}) {
        const auto body = postBody(space.sealed(owner, "state", path, "YQ=="));
        probe("PUT path '" + QByteArray(path) + '\'',
              space.send(owner, "PUT", "state/" + QByteArray(path).toPercentEncoding("/{}"), body));
    }
}

void probeValues(const Probe &probe, TestSpace &space)
{
    const auto &owner = space.owner();
    const auto sealed = [&](const QByteArray &base64) {
        return postBody(space.sealed(owner, "state", "notes/a", base64));
    };
    const auto put = [&](const QJsonObject &body) { return space.send(owner, "PUT", "state/notes/a", body); };
    probe("GET missing", space.get(owner, "state/notes/a"));
    const auto first = sealed("YQ==");
    probe("PUT ok create", put(first));
    probe("GET ok", space.get(owner, "state/notes/a"));
    probe("PUT stale prev (null again)", put(first));
    probe("PUT path != type", space.send(owner, "PUT", "state/notes/b", sealed("YQ==")));
    probe("PUT bad signature", put(with(sealed("YQ=="), "signature", toBase64(QByteArray(64, '\0')))));
    probe("PUT hash mismatch", put(with(sealed("YQ=="), "message_hash",
                                        MessageId::of(*Digest::fromBytes(randomBytes(32))).text())));
    Actor garbage = Actor::user();
    garbage.token = "garbage";
    probe("PUT garbage token", space.send(garbage, "PUT", "state/notes/a", sealed("YQ==")));
    probe("DELETE method", space.remove(owner, "state/notes/a"));
    probe("delete = PUT with data ''", put(sealed("")));
    probe("GET after delete", space.get(owner, "state/notes/a"));

    const auto post = [&](const QByteArray &path) {
        return space.send(owner, "POST", "topics/state/messages",
                          postBody(space.sealed(owner, "state", path, "YQ==")));
    };
    probe("POST via topics/state/messages", post("notes/posted"));
    probe("GET it", space.get(owner, "state/notes/posted"));
    probe("POST topics/state with invalid path type", post("a b"));
    probe("GET /state list", space.get(owner, "state"));
    probe("GET /state limit=0", space.get(owner, "state?limit=0"));
    probe("GET /state/ (trailing slash)", space.get(owner, "state/"));
}

void probeCapabilities(const Probe &probe, const TestSpace &space)
{
    const auto &owner = space.owner();
    const auto entry = "auth/users/" + Actor::user().id.text() + "/rights/cap";
    probe("capability put: not JSON", space.putState(owner, entry, "no JSON"));
    probe("capability put: JSON without op/path", space.putState(owner, entry, "{}"));
    probe("capability put: bad op", space.grant(owner, entry, "fly", "state/x"));
    probe("capability put: path without resource prefix",
          space.grant(owner, entry, "read", "general/messages"));
    probe("capability put ok", space.grant(owner, entry, "read", "state/x"));
}

} // namespace

void probeState(Statuses &statuses, TestServer &server)
{
    const Probe probe(statuses, "state");
    TestSpace space(server);
    probePaths(probe, space);
    probeValues(probe, space);
    probeCapabilities(probe, space);
}

} // namespace reeeductio::test
