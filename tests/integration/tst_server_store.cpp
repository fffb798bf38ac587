// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What is kept, and given back: messages, state, data, blobs and registered spaces, over HTTP.

#include "crypto/random.h"
#include "protocol/authentication.h"
#include "support/manualclock.h"
#include "support/testspace.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestServerStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timestampsGrowEvenWhenTheClockDoesNot()
    {
        const auto clock = std::make_shared<ManualClock>(QDateTime::currentMSecsSinceEpoch());
        TestServer server({}, clock);
        const TestSpace space(server);
        for (int i = 0; i < 3; ++i) {
            const auto posted = space.post(space.owner(), "general", "x");
            QCOMPARE(posted.json()["server_timestamp"_L1].toInteger(), clock->nowMs() + i);
        }
        clock->advance(-10'000);
        const auto late = space.post(space.owner(), "general", "x").json()["server_timestamp"_L1].toInteger();
        QCOMPARE(late, clock->nowMs() + 10'003);
    }

    void ofTwoMessagesAfterTheSameHeadOneIsTaken()
    {
        TestServer server;
        const TestSpace space(server);
        const auto &owner = space.owner();
        const auto one = space.sealed(owner, "general", "chat.text", "MQ==");
        const auto two = space.sealed(owner, "general", "chat.text", "Mg==");
        RawConnection client(server.port());
        for (const auto &message : {one, two})
            client.send(toBytes({.method = "POST",
                                 .target = space.target("topics/general/messages"),
                                 .token = owner.token,
                                 .body = QJsonDocument(postBody(message)).toJson()}));
        QCOMPARE(client.read().status, 201);
        QCOMPARE(client.read().status, 409);
        QCOMPARE(space.head("general"), one.hash);
    }

    void aMessageReadsTheSameEverywhere()
    {
        TestServer server;
        const TestSpace space(server);
        const auto &owner = space.owner();
        const auto sent = space.sealed(owner, "general", "chat.text|é", "not base64");
        const auto posted = space.send(owner, "POST", "topics/general/messages", postBody(sent));
        QCOMPARE(posted.text("message_hash"_L1).toLatin1(), sent.hash);
        const auto one = space.get(owner, "topics/general/messages/" + sent.hash).json();
        const auto page = space.get(owner, "topics/general/messages").json();
        QCOMPARE(page["messages"_L1].toArray(), QJsonArray{one});
        auto expected = sent;
        expected.serverTimestamp = posted.json()["server_timestamp"_L1].toInteger();
        QCOMPARE(*messageFromJson(one), expected);
        QCOMPARE(checkSeal(space.id(), "general", expected), Seal::Good);
    }

    void stateIsTheNewestOfItsPath()
    {
        TestServer server;
        const TestSpace space(server);
        const auto &owner = space.owner();
        QCOMPARE(space.putState(owner, "notes/a", "one").status, 200);
        QCOMPARE(space.putState(owner, "notes/a/", "another path").status, 200);
        QCOMPARE(space.putState(owner, "notes/a", "two").status, 200);
        server.restart();
        QCOMPARE(space.get(owner, "state/notes/a").text("data"_L1), u"dHdv"_s);
        QCOMPARE(space.get(owner, "state/notes/a/").text("data"_L1), u"YW5vdGhlciBwYXRo"_s);
        QCOMPARE(space.putState(owner, "notes/a", QByteArray()).status, 200);
        QCOMPARE(space.get(owner, "state/notes/a").text("data"_L1), u""_s);
    }

    void dataOfOneselfOnly()
    {
        TestServer server;
        TestSpace space(server);
        const auto member = space.join(Actor::user());
        const QJsonObject own{
            {u"op"_s, u"modify"_s}, {u"path"_s, u"data/notes/{any}"_s}, {u"must_be_owner"_s, true}};
        QCOMPARE(space.putState(space.owner(), entryPath(member) + "/rights/own", own).status, 200);
        QCOMPARE(space.grant(space.owner(), entryPath(member) + "/rights/new", "create", "data/notes/{any}")
                     .status,
                 200);
        QCOMPARE(space.putData(member, "notes/mine", "YQ==").status, 200);
        QCOMPARE(space.putData(member, "notes/mine", "Yg==", 1).status, 200);
        QCOMPARE(space.putData(space.owner(), "notes/theirs", "YQ==").status, 200);
        QCOMPARE(space.putData(member, "notes/theirs", "Yg==", 1).status, 403);
    }

    void dataKeepsWhatWasSignedAndTellsTheServersTime()
    {
        const auto clock = std::make_shared<ManualClock>(QDateTime::currentMSecsSinceEpoch());
        TestServer server({}, clock);
        const TestSpace space(server);
        const auto put = space.putData(space.owner(), "a%20b/%2B@%00", "YQ==", -5'000);
        QCOMPARE(put.status, 200);
        QCOMPARE(put.text("path"_L1), u"a b/+@\0"_s);
        QCOMPARE(put.json()["signed_at"_L1].toInteger(), clock->nowMs());
        server.restart();
        const auto got = space.get(space.owner(), "data/a%20b/%2B@%00").json();
        QCOMPARE(got["data"_L1].toString(), u"YQ=="_s);
        QVERIFY(got["signed_at"_L1].toInteger() < clock->nowMs());
    }

    void aBlobOfManyIsRemovedWithTheLast()
    {
        TestServer server;
        TestSpace space(server);
        const auto one = space.join(Actor::user());
        const auto two = space.join(Actor::user());
        const auto path = "blobs/" + TestSpace::blobId("shared");
        for (const auto *actor : {&one, &two})
            QCOMPARE(space.putBlob(*actor, "shared").status, 201);
        QCOMPARE(server.blobFiles().size(), 1);
        QCOMPARE(space.remove(one, path).status, 204);
        QCOMPARE(space.get(one, path).body, QByteArray("shared"));
        QCOMPARE(space.remove(one, path).status, 403);
        QCOMPARE(space.remove(two, path).status, 204);
        QCOMPARE(space.get(two, path).status, 404);
        QVERIFY(server.blobFiles().isEmpty());
    }

    void theOwnersDeleteTakesAMembersBlobAwayButNotFromOtherSpaces()
    {
        TestServer server;
        TestSpace space(server);
        TestSpace elsewhere(server);
        const auto member = space.join(Actor::user());
        const auto path = "blobs/" + TestSpace::blobId("bytes");
        QCOMPARE(space.putBlob(member, "bytes").status, 201);
        QCOMPARE(elsewhere.putBlob(elsewhere.owner(), "bytes").status, 201);
        QCOMPARE(space.remove(space.owner(), path).status, 204);
        QCOMPARE(space.get(member, path).status, 403);
        QCOMPARE(elsewhere.get(elsewhere.owner(), path).body, QByteArray("bytes"));
    }

    void theAdminsDeleteTakesItFromEverybody()
    {
        const auto key = SigningKey::generate();
        TestServer server({.adminSpace = SpaceId::of(key.publicKey())});
        const TestSpace admin(server, key.clone());
        const TestSpace one(server);
        const TestSpace two(server);
        for (const auto *space : {&one, &two})
            QCOMPARE(space->putBlob(space->owner(), "bytes").status, 201);
        const HttpCall remove{.method = "DELETE",
                              .target = "/admin/blobs/" + TestSpace::blobId("bytes"),
                              .token = admin.owner().token};
        QCOMPARE(server.call(remove).status, 204);
        QCOMPARE(server.call(remove).status, 404);
        for (const auto *space : {&one, &two})
            QCOMPARE(space->get(space->owner(), "blobs/" + TestSpace::blobId("bytes")).status, 404);
        QVERIFY(server.blobFiles().isEmpty());
    }

    void blobsAreReadInParts_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("contentRange");
        const auto id = TestSpace::blobId("0123456789");
        QTest::newRow("whole") << QByteArray() << 200 << QByteArray("0123456789") << QByteArray();
        QTest::newRow("middle") << QByteArray("Range: bytes=2-4\r\n") << 206 << QByteArray("234")
                                << QByteArray("bytes 2-4/10");
        QTest::newRow("end") << QByteArray("Range: bytes=-1\r\n") << 206 << QByteArray("9")
                             << QByteArray("bytes 9-9/10");
        QTest::newRow("beyond") << QByteArray("Range: bytes=10-\r\n") << 416 << QByteArray()
                                << QByteArray("bytes */10");
        QTest::newRow("several") << QByteArray("Range: bytes=0-1,3-4\r\n") << 200 << QByteArray("0123456789")
                                 << QByteArray();
        QTest::newRow("if it is still the same") << "Range: bytes=0-0\r\nIf-Range: \"" + id + "\"\r\n"
                                                 << 206 << QByteArray("0") << QByteArray("bytes 0-0/10");
        QTest::newRow("if it were another") << QByteArray("Range: bytes=0-0\r\nIf-Range: \"other\"\r\n")
                                            << 200 << QByteArray("0123456789") << QByteArray();
    }
    void blobsAreReadInParts()
    {
        QFETCH(QByteArray, fields);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, contentRange);
        TestServer server;
        const TestSpace space(server);
        QCOMPARE(space.putBlob(space.owner(), "0123456789").status, 201);
        HttpCall call{.target = space.target("blobs/" + TestSpace::blobId("0123456789")),
                      .token = space.owner().token,
                      .fields = fields};
        const auto answer = server.call(call);
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.body, body);
        QCOMPARE(answer.fields.value("content-range"), contentRange);
        QCOMPARE(answer.fields.value("accept-ranges"), QByteArray("bytes"));
        call.method = "HEAD";
        const auto head = server.call(call);
        QCOMPARE(head.status, status);
        QCOMPARE(head.fields.value("content-length").toLongLong(), body.size());
    }

    void aLargeBlobComesBackWhole()
    {
        TestServer server;
        const TestSpace space(server);
        const auto bytes = randomBytes(5'000'001);
        QCOMPARE(space.putBlob(space.owner(), bytes).json()["size"_L1].toInteger(), bytes.size());
        server.restart();
        QCOMPARE(space.get(space.owner(), "blobs/" + TestSpace::blobId(bytes)).body, bytes);
    }

    void aRegisteredSpaceIsServed()
    {
        const auto adminKey = SigningKey::generate();
        TestServer server({.adminSpace = SpaceId::of(adminKey.publicKey()), .autoCreate = false});
        const TestSpace admin(server, adminKey.clone());
        const auto key = SigningKey::generate();
        const auto path = "spaces/" + SpaceId::of(key.publicKey()).text();
        const auto target = "/spaces/" + SpaceId::of(key.publicKey()).text() + "/auth/challenge";
        const HttpCall challenge{.method = "POST", .target = target, .body = R"({"public_key":"U"})"};
        QCOMPARE(server.call(challenge).status, 404);
        QCOMPARE(admin.putState(admin.owner(), path, spaceRegistration(key, admin.owner().id, 1)).status,
                 200);
        QCOMPARE(server.call(challenge).status, 200);
        QCOMPARE(admin.putState(admin.owner(), path, QByteArray()).status, 400);
        server.restart();
        const TestSpace space(server, key.clone());
        QCOMPARE(space.post(space.owner(), "general", "hello").status, 201);
    }

    void theAdminSpacesIndexNamesTheSpaceOfItsPath_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("onPost");
        QTest::addColumn<int>("onPut");
        QTest::newRow("same") << QByteArray(R"({"space_id":"S1"})") << 201 << 200;
        QTest::newRow("another") << QByteArray(R"({"space_id":"S2"})") << 400 << 401;
        QTest::newRow("no JSON") << QByteArray("S1") << 401 << 400;
    }
    void theAdminSpacesIndexNamesTheSpaceOfItsPath()
    {
        QFETCH(QByteArray, value);
        QFETCH(int, onPost);
        QFETCH(int, onPut);
        const auto key = SigningKey::generate();
        TestServer server({.adminSpace = SpaceId::of(key.publicKey())});
        const TestSpace admin(server, key.clone());
        const auto path = "users/" + admin.owner().id.text() + "/spaces/S1";
        QCOMPARE(admin.putState(admin.owner(), path, value).status, onPut);
        const auto message = admin.sealed(admin.owner(), "state", path, value.toBase64());
        QCOMPARE(admin.send(admin.owner(), "POST", "topics/state/messages", postBody(message)).status,
                 onPost);
        const TestSpace plain(server);
        QCOMPARE(plain.putState(plain.owner(), path, value).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestServerStore)
#include "tst_server_store.moc"
