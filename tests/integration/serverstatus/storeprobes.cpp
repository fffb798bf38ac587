// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "serverstatus/probes.h"

#include "crypto/encoding.h"
#include "protocol/dataentry.h"
#include "protocol/json.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

QJsonObject entryOf(const TestSpace &space, const Actor &signer, const QByteArray &base64, qint64 signedAt)
{
    return toJson(signData(space.id(), signer.id, signer.key, u"notes/a", base64, signedAt));
}

void probeSignedEntries(const Probe &probe, TestSpace &space)
{
    const auto &owner = space.owner();
    const auto put = [&](const QJsonObject &entry) {
        return space.send(owner, "PUT", "data/notes/a", entry);
    };
    const auto now = QDateTime::currentMSecsSinceEpoch();
    auto entry = entryOf(space, owner, "YQ==", now);

    probe("GET missing", space.get(owner, "data/notes/a"));
    probe("PUT ok", put(entry));
    probe("GET ok", space.get(owner, "data/notes/a"));
    entry["signature"_L1] = QString::fromLatin1(toBase64(QByteArray(64, '\0')));
    probe("PUT bad signature", put(entry));
    entry["signature"_L1] = u"!!!"_s;
    probe("PUT signature not base64", put(entry));
    probe("PUT signed_by other", put(entryOf(space, space.join(Actor::user()), "YQ==", now)));
    probe("PUT older than current", put(entryOf(space, owner, "Yg==", now - 1)));
    probe("PUT equal signed_at, other value", put(entryOf(space, owner, "Yg==", now)));
    auto textual = entryOf(space, owner, "Yg==", now);
    textual["signed_at"_L1] = QString::number(now);
    probe("PUT signed_at as string", put(textual));
    probe("PUT empty data ''", put(entryOf(space, owner, "", now)));
    probe("GET after empty put", space.get(owner, "data/notes/a"));
    probe("DELETE ok", space.remove(owner, "data/notes/a"));
    probe("DELETE missing", space.remove(owner, "data/notes/a"));
    probe("PUT missing fields", put({}));
    for (const int offset : {-61'000, -59'000, 59'000, 61'000}) {
        const auto name = u"PUT signed_at now%1%2ms"_s.arg(offset > 0 ? u"+"_s : u""_s).arg(offset);
        const auto path = "clock/" + QByteArray::number(offset);
        probe(name, space.putData(owner, path, "YQ==", offset));
    }
}

void probeDataPaths(const Probe &probe, TestSpace &space)
{
    const auto &owner = space.owner();
    probe("PUT path '{any}/x'", space.putData(owner, "%7Bany%7D/x", "YQ=="));
    probe("PUT path 'a b'", space.putData(owner, "a%20b", "YQ=="));
    probe("PUT data not base64", space.putData(owner, "odd", "not base64!"));
    probe("PUT 200 KB value", space.putData(owner, "large", QByteArray(200'000, 'A')));
    auto garbage = Actor::user();
    garbage.token = "garbage";
    probe("PUT garbage token", space.putData(garbage, "notes/a", "YQ=="));
    garbage.token.clear();
    probe("GET no token", space.get(garbage, "data/notes/a"));
    probe("GET /data (list)", space.get(owner, "data"));
}

} // namespace

void probeData(Statuses &statuses, TestServer &server)
{
    const Probe probe(statuses, "kv");
    TestSpace space(server);
    probeSignedEntries(probe, space);
    probeDataPaths(probe, space);
}

void probeBlobs(Statuses &statuses, TestServer &server)
{
    const Probe probe(statuses, "blob");
    TestSpace space(server);
    const auto &owner = space.owner();
    const auto uploader = space.join(Actor::user());
    const auto other = space.join(Actor::user());
    const auto path = [](const QByteArray &bytes) { return "blobs/" + TestSpace::blobId(bytes); };

    probe("PUT ok", space.putBlob(uploader, "one"));
    probe("PUT duplicate same user", space.putBlob(uploader, "one"));
    probe("DELETE without rights (other member)", space.remove(other, path("one")));
    probe("PUT duplicate other member", space.putBlob(other, "one"));
    probe("PUT mismatched id", space.putBlob(uploader, TestSpace::blobId("one"), "two"));
    probe("PUT malformed id 'zzz'", space.putBlob(uploader, "zzz", "two"));
    probe("PUT id of type MESSAGE", space.putBlob(uploader, MessageId::of(Digest()).text(), "two"));
    probe("PUT empty blob", space.putBlob(uploader, ""));
    probe("GET empty blob", space.get(uploader, path("")));
    probe("GET missing", space.get(uploader, path("never was")));
    probe("GET malformed id 'zzz'", space.get(uploader, "blobs/zzz"));
    probe("GET /blobs (list)", space.get(uploader, "blobs"));

    auto stranger = Actor::user();
    stranger.token = server.forgedToken(space.id().text(), stranger.id.text());
    probe("GET/PUT with JWT of a non-member: PUT", space.putBlob(stranger, "two"));
    probe("GET non-member", space.get(stranger, path("one")));
    const TestSpace elsewhere(server);
    probe("GET blob known only in another space", elsewhere.get(elsewhere.owner(), path("one")));

    probe("DELETE missing", space.remove(uploader, path("never was")));
    probe("DELETE by uploader", space.remove(uploader, path("one")));
    (void)space.remove(other, path("one"));
    probe("DELETE again", space.remove(uploader, path("one")));
    (void)space.putBlob(owner, "shared");
    (void)space.putBlob(uploader, "shared");
    probe("DELETE by owner of blob uploaded by two (owner ref)", space.remove(owner, path("shared")));
    (void)space.putBlob(uploader, "three");
    probe("DELETE by space owner of a member's blob", space.remove(owner, path("three")));
}

} // namespace reeeductio::test
