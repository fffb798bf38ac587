// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/neutral.h"
#include "support/randomspace.h"
#include "support/scene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

const QStringList office{
    u"owner auth/users/$ada {\"user_id\":\"$ada\",\"description\":\"Ada\"}"_s,
    u"owner auth/users/$bob {\"user_id\":\"$bob\"}"_s,
    u"owner auth/tools/$bot {\"tool_id\":\"$bot\",\"use_limit\":3}"_s,
    u"owner auth/roles/writer {\"role_id\":\"writer\",\"description\":\"Writes\"}"_s,
    u"owner auth/roles/writer/rights/post right create topics/{any}/messages"_s,
    u"owner auth/roles/ghost/rights/look right read topics/{any}/messages"_s,
    u"owner auth/users/$ada/rights/own right read state/{...}"_s,
    u"owner auth/users/$ada/roles/writer assign"_s,
    u"owner auth/users/$bob/roles/writer assign 2000000"_s, // long before Scene::now
    u"owner auth/tools/$bot/rights/post right create topics/alerts/messages"_s,
};

Roster rosterOf(const Scene &scene, RuleSet ruleSet)
{
    return Authorizer(scene.log(), ruleSet).roster(scene.circumstances());
}

QStringList rightIds(const QList<RosterRight> &rights)
{
    QStringList ids;
    for (const auto &right : rights)
        ids << (right.isRevoked()  ? right.id + u" revoked"_s
                : right.capability ? right.id
                                   : right.id + u" unreadable"_s);
    return ids;
}

} // namespace

class TestRoster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoIsThereAndWhatIsWrittenOfThem()
    {
        const Scene scene(office);
        const auto roster = rosterOf(scene, RuleSet::Real);
        QCOMPARE(roster.members.size(), 4);
        QVERIFY(roster.members[0].isOwner);
        QCOMPARE(roster.members[0].entry, -1);
        const auto *ada = roster.member(scene.member(u"ada"_s));
        QVERIFY(ada);
        QCOMPARE(ada->description, u"Ada"_s);
        QCOMPARE(rightIds(ada->rights), QStringList{u"own"_s});
        QCOMPARE(ada->roles.size(), 1);
        QVERIFY(!ada->roles[0].isExpired(Scene::now));
        QCOMPARE(scene.log().at(ada->entry).path, scene.expanded(u"auth/users/$ada"_s));
        const auto *bob = roster.member(scene.member(u"bob"_s));
        QVERIFY(bob && bob->roles[0].isExpired(Scene::now));
        const auto *bot = roster.member(scene.member(u"bot"_s));
        QVERIFY(bot);
        QCOMPARE(bot->useLimit, 3);
        QCOMPARE(bot->rights[0].capability, (Capability{Operation::Create, u"topics/alerts/messages"_s}));
        QVERIFY(!roster.member(scene.member(u"eve"_s)));
    }

    void rolesAreThoseOfAnyUse()
    {
        Scene scene(office);
        auto roster = rosterOf(scene, RuleSet::Real);
        QCOMPARE(roster.roles.size(), 2);
        const auto *writer = roster.role(u"writer"_s);
        QVERIFY(writer);
        QCOMPARE(writer->description, u"Writes"_s);
        QCOMPARE(writer->holders, QList{scene.member(u"ada"_s)});
        const auto *ghost = roster.role(u"ghost"_s);
        QVERIFY(ghost); // never defined, and gives what it has
        QCOMPARE(ghost->entry, -1);

        scene.write(u"owner auth/roles/ghost/rights/look right read state/revoked"_s);
        scene.write(u"owner auth/roles/writer"_s);
        roster = rosterOf(scene, RuleSet::Real);
        QVERIFY(!roster.role(u"ghost"_s));
        QVERIFY(roster.role(u"writer"_s)->isEmptied);
    }

    void whatServersDisagreeOn_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QStringList>("real"); // ada's rights; "out" when she is no member
        QTest::addColumn<QStringList>("strict");
        QTest::newRow("emptied member")
            << QStringList{u"owner auth/users/$ada"_s} << QStringList{u"own"_s} << QStringList{u"out"_s};
        QTest::newRow("broken right")
            << QStringList{u"owner auth/users/$ada/rights/own {}"_s} << QStringList{u"own unreadable"_s}
            << QStringList{u"own"_s}; // the strict judge did not take it
        QTest::newRow("from a stranger")
            << QStringList{u"eve auth/users/$ada/rights/more right write {...}"_s}
            << QStringList{u"more"_s, u"own"_s} << QStringList{u"own"_s};
        QTest::newRow("revoked")
            << QStringList{u"owner auth/users/$ada/rights/own right read state/revoked"_s}
            << QStringList{u"own revoked"_s} << QStringList{u"own revoked"_s};
        QTest::newRow("only begins like one") << QStringList{u"owner auth/users/$ada/rightsX right read a"_s}
                                              << QStringList{u"own"_s, u"rightsX"_s} << QStringList{u"own"_s};
    }
    void whatServersDisagreeOn()
    {
        QFETCH(QStringList, more);
        const Scene scene(office + more);
        const auto told = [&](RuleSet ruleSet) {
            const auto roster = rosterOf(scene, ruleSet);
            const auto *ada = roster.member(scene.member(u"ada"_s));
            return ada ? rightIds(ada->rights) : QStringList{u"out"_s};
        };
        QTEST(told(RuleSet::Real), "real");
        QTEST(told(RuleSet::Strict), "strict");
    }

    void aSelfMadeMemberIsNotTrusted()
    {
        const Scene scene(office + QStringList{u"eve auth/users/$eve {}"_s});
        const auto eve = scene.member(u"eve"_s);
        const auto real = rosterOf(scene, RuleSet::Real);
        QVERIFY(real.member(eve) && !real.member(eve)->isTrusted);
        QVERIFY(!rosterOf(scene, RuleSet::Strict).member(eve));
    }

    //! What the roster lists, the decisions rest on.
    void agreesWithTheHeldRights()
    {
        for (quint32 seed = 1; seed <= 60; ++seed) {
            RandomSpace space(seed);
            space.fill(60);
            const auto log = space.log();
            const Circumstances circumstances{.moment = log.size(), .nowMs = 1'900'000'000'000};
            for (const auto ruleSet : {RuleSet::Real, RuleSet::Local, RuleSet::Strict}) {
                const Authorizer authorizer(log, ruleSet);
                const auto roster = authorizer.roster(circumstances);
                for (const auto &person : space.people()) {
                    const auto *member = roster.member(person.id);
                    QCOMPARE(member != nullptr, authorizer.isMember(person.id, log.size()));
                    if (!member || member->isOwner || !member->isTrusted)
                        continue;
                    QList<qsizetype> own;
                    for (const auto &right : member->rights) {
                        if (right.capability)
                            own << right.entry;
                    }
                    QList<qsizetype> held;
                    const auto rights = authorizer.heldRights(person.id, circumstances);
                    for (const auto &right : rights) {
                        if (right.assignment < 0)
                            held << right.entry;
                    }
                    QCOMPARE(own, held);
                }
            }
        }
    }

    void neutralValues_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("value");
        const QByteArray nothing = R"({"op":"read","path":"state/revoked"})";
        QTest::newRow("right") << u"auth/users/U1/rights/a"_s << nothing;
        QTest::newRow("like a right") << u"auth/users/U1/rightsX"_s << nothing;
        QTest::newRow("a tool's") << u"auth/tools/T1/rights/a"_s << nothing;
        QTest::newRow("a role's") << u"auth/roles/r/rights/a"_s << nothing;
        QTest::newRow("assignment") << u"auth/users/U1/roles/mod"_s
                                    << QByteArray(R"({"expires_at":1,"role_id":"mod","user_id":"U1"})");
        // Servers list these too, and compare the name that stands between the slashes.
        QTest::newRow("assignment with a slash behind")
            << u"auth/users/U1/roles/mod/"_s
            << QByteArray(R"({"expires_at":1,"role_id":"mod","user_id":"U1"})");
        QTest::newRow("assignment with more behind")
            << u"auth/users/U1/roles/mod/x"_s
            << QByteArray(R"({"expires_at":1,"role_id":"mod","user_id":"U1"})");
        QTest::newRow("member") << u"auth/users/U1"_s << QByteArray();
        QTest::newRow("other") << u"topics/a"_s << QByteArray();
    }
    void neutralValues()
    {
        QFETCH(QString, path);
        QTEST(neutralValueFor(path).value_or(QByteArray()), "value");
    }
};

QTEST_GUILESS_MAIN(TestRoster)
#include "tst_roster.moc"
