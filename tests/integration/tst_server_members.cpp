// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Who is in, who is out, and what tools may still do: over HTTP, restarts included.

#include "support/manualclock.h"
#include "support/testspace.h"

#include <QDateTime>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

const QByteArray messagesPath = "topics/general/messages";

std::shared_ptr<ManualClock> clockOfToday()
{
    return std::make_shared<ManualClock>(QDateTime::currentMSecsSinceEpoch());
}

} // namespace

class TestServerMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokensOutliveARestart()
    {
        TestServer server;
        TestSpace space(server);
        const auto member = space.join(Actor::user());
        server.restart();
        QCOMPARE(space.get(member, "state").status, 200);
        QCOMPARE(space.get(space.owner(), messagesPath).status, 200);
    }

    void tokensEndAndAreRenewed()
    {
        const auto clock = clockOfToday();
        TestServer server({.tokenLifetimeSeconds = 100}, clock);
        const TestSpace space(server);
        Actor owner = Actor::user(space.owner().key.clone());
        owner.token = space.owner().token;
        clock->advance(60'000);
        const auto refreshed = space.send(owner, "POST", "auth/refresh", {});
        QCOMPARE(refreshed.status, 200);
        QCOMPARE(refreshed.json()["expires_at"_L1].toInteger(), (clock->nowMs() / 1000 + 100) * 1000);
        clock->advance(60'000);
        QCOMPARE(space.get(owner, "state").detail(), u"Token expired"_s);
        owner.token = refreshed.text("token"_L1).toLatin1();
        QCOMPARE(space.get(owner, "state").status, 200);
    }

    void aChallengeEndsAfterFiveMinutes()
    {
        const auto clock = clockOfToday();
        TestServer server({}, clock);
        const TestSpace space(server);
        const auto challenge = space.challenge(space.owner()).text("challenge"_L1).toLatin1();
        clock->advance(5 * 60'000 + 1);
        QCOMPARE(space.verify(space.owner(), challenge).detail(), u"Challenge expired"_s);
    }

    void whoseEntryIsEmptiedIsOutAtOnce_data()
    {
        QTest::addColumn<bool>("isTool");
        QTest::addColumn<bool>("afterRestart");
        QTest::newRow("user") << false << false;
        QTest::newRow("tool") << true << false;
        QTest::newRow("user, after a restart") << false << true;
    }
    void whoseEntryIsEmptiedIsOutAtOnce()
    {
        QFETCH(bool, isTool);
        QFETCH(bool, afterRestart);
        TestServer server;
        TestSpace space(server);
        auto member = space.join(isTool ? Actor::tool() : Actor::user());
        QCOMPARE(space.grant(space.owner(), entryPath(member) + "/rights/r", "write", "{...}").status, 200);
        QCOMPARE(space.putBlob(member, "bytes").status, 201);
        QCOMPARE(space.post(member, "general", "hello").status, 201);

        QCOMPARE(space.putState(space.owner(), entryPath(member), QByteArray()).status, 200);
        if (afterRestart)
            server.restart();
        QCOMPARE(space.get(member, "state").status, 403);
        QCOMPARE(space.get(member, messagesPath).status, 403);
        QCOMPARE(space.post(member, "general", "still here").status, 403);
        QCOMPARE(space.get(member, "blobs/" + TestSpace::blobId("bytes")).status, 403);
        QCOMPARE(space.putBlob(member, "more").status, 400);
        QCOMPARE(space.putData(member, "data/x", "YQ==").status, 403);
        QCOMPARE(space.send(member, "POST", "auth/refresh", {}).status, 403);
        QCOMPARE(space.signIn(member).status, 403);

        member = space.join(std::move(member));
        QCOMPARE(space.get(member, "state").status, 200);
    }

    void rolesEndWhenTheySay()
    {
        const auto clock = clockOfToday();
        TestServer server({}, clock);
        TestSpace space(server);
        const auto member = space.join(Actor::user());
        const auto &owner = space.owner();
        QCOMPARE(space.putState(owner, "auth/roles/reader", QJsonObject{{u"role_id"_s, u"reader"_s}}).status,
                 200);
        QCOMPARE(space.grant(owner, "auth/roles/reader/rights/r", "read", "topics/{any}/messages").status,
                 200);
        const QJsonObject assignment{{u"user_id"_s, member.id.toString()},
                                     {u"role_id"_s, u"reader"_s},
                                     {u"expires_at"_s, clock->nowMs() + 60'000}};
        QCOMPARE(space.putState(owner, entryPath(member) + "/roles/reader", assignment).status, 200);
        QCOMPARE(space.get(member, messagesPath).status, 200);
        clock->advance(60'001);
        QCOMPARE(space.get(member, messagesPath).status, 403);
    }

    void aToolsUsesAreCounted()
    {
        TestServer server;
        TestSpace space(server);
        const auto tool = space.join(Actor::tool(), {{u"use_limit"_s, 3}});
        const auto rights = entryPath(tool) + "/rights/";
        for (const char *path : {"topics/{any}/messages", "state/notes/{any}", "data/{any}"})
            QCOMPARE(space.grant(space.owner(), rights + QByteArray(path).left(3), "create", path).status,
                     200);

        QCOMPARE(space.post(tool, "general", "one").status, 201);
        QCOMPARE(space.putState(tool, "other/place", "refused").status, 403);
        QCOMPARE(space.putData(tool, "free", "YQ==").status, 200);
        QCOMPARE(space.putState(tool, "notes/two", "two").status, 200);
        server.restart();
        QCOMPARE(space.putBlob(tool, TestSpace::blobId("other"), "bytes").status, 400);
        QCOMPARE(space.putBlob(tool, "three").status, 201);

        QCOMPARE(space.post(tool, "general", "four").status, 401);
        QCOMPARE(space.putState(tool, "notes/four", "four").status, 401);
        QCOMPARE(space.putBlob(tool, "four").status, 400);
        QCOMPARE(space.putData(tool, "free2", "YQ==").status, 200);
        QCOMPARE(space.get(tool, "state").status, 200);
    }

    void aRaisedLimitGoesOnCounting()
    {
        TestServer server;
        TestSpace space(server);
        auto tool = space.join(Actor::tool(), {{u"use_limit"_s, 0}});
        QCOMPARE(space.grant(space.owner(), entryPath(tool) + "/rights/r", "create", "topics/{any}/messages")
                     .status,
                 200);
        QCOMPARE(space.post(tool, "general", "none").status, 401);
        tool = space.join(std::move(tool), {{u"use_limit"_s, 1}});
        QCOMPARE(space.post(tool, "general", "one").status, 201);
        QCOMPARE(space.post(tool, "general", "two").status, 401);
        tool = space.join(std::move(tool), {{u"use_limit"_s, 2}});
        QCOMPARE(space.post(tool, "general", "two").status, 201);
        QCOMPARE(space.post(tool, "general", "three").status, 401);
        tool = space.join(std::move(tool));
        QCOMPARE(space.post(tool, "general", "no limit").status, 201);
    }

    void spacesOfTheSameServerAreApart()
    {
        TestServer server;
        TestSpace here(server);
        const TestSpace there(server);
        const auto member = here.join(Actor::user());
        QCOMPARE(there.get(member, "state").detail(), u"Token space mismatch"_s);
        QCOMPARE(here.post(here.owner(), "general", "here").status, 201);
        QVERIFY(!there.head("general"));
    }
};

QTEST_GUILESS_MAIN(TestServerMembers)
#include "tst_server_members.moc"
