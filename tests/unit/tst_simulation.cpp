// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/authpath.h"
#include "authz/simulation.h"
#include "support/randomspace.h"
#include "support/scene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

using Refusal = WriteJudgement::Refusal;

const QStringList office{
    u"owner auth/users/$ada {}"_s,
    u"owner auth/users/$bob {}"_s,
    u"owner auth/roles/writer {}"_s,
    u"owner auth/roles/writer/rights/post right create topics/{any}/messages"_s,
    u"owner auth/users/$ada/roles/writer assign"_s,
    u"owner auth/users/$bob/rights/read right read topics/{any}/messages"_s,
};

const Capability post{Operation::Create, u"topics/{any}/messages"_s};
const Capability reading{Operation::Read, u"topics/{any}/messages"_s};
const Capability everything{Operation::Write, u"{...}"_s};

UserId user(const Scene &scene, const QString &name)
{
    return *UserId::parse(scene.member(name).text());
}

QString pathOf(const Scene &scene, const QString &name)
{
    return entryPath(scene.member(name));
}

Effect simulated(const Scene &scene, const StateChange &change, const QString &sender = u"owner"_s,
                 RuleSet ruleSet = RuleSet::Real)
{
    return simulate(scene.log(), ruleSet, scene.member(sender), change, Scene::now);
}

const MemberEffect *effectOn(const Effect &effect, const MemberId &member)
{
    for (const auto &found : effect.members) {
        if (found.member == member)
            return &found;
    }
    return nullptr;
}

//! The owner's beginning, then what members wrote who were entitled to.
StateLog entitled(RandomSpace &space, int attempts)
{
    space.fill(0);
    auto log = space.log();
    const Authorizer strict(log, RuleSet::Strict);
    for (int i = 0; i < attempts; ++i) {
        const auto attempt = space.attempt();
        const auto message = space.seal(attempt);
        const Circumstances now{.moment = log.size(), .nowMs = 1'800'000'000'000};
        if (!strict.judgeStateWrite(attempt.sender->id, attempt.path, attempt.data, now).isAllowed())
            continue;
        space.write(attempt);
        log.append(space.state().back(), Seal::Good);
    }
    return log;
}

//! The log after the owner's server took the change.
StateLog written(StateLog log, const StateChange &change, const MemberId &sender, qint64 time)
{
    for (const auto &edit : change) {
        Message message;
        message.type = edit.path.toUtf8();
        message.data = edit.value.toBase64();
        message.sender = sender.text();
        message.serverTimestamp = ++time;
        log.append(std::move(message), Seal::Good);
    }
    return log;
}

} // namespace

class TestSimulation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewRightOfARoleReachesWhoHasIt()
    {
        const Scene scene(office);
        const auto effect = simulated(scene, {rightEdit(u"auth/roles/writer"_s, u"look"_s, reading)});
        QVERIFY(!effect.isRefused());
        QCOMPARE(effect.members.size(), 1);
        QCOMPARE(effect.members[0].member, scene.member(u"ada"_s));
        QCOMPARE(effect.members[0].gained, QList{reading});
        QVERIFY(effect.members[0].lost.isEmpty());
    }

    void whatAnotherRightCoversMakesNoDifference()
    {
        Scene scene(office);
        scene.write(u"owner auth/users/$bob/rights/all right write {...}"_s);
        QVERIFY(simulated(scene, {takenAway(pathOf(scene, u"bob"_s) + u"/rights/read"_s)}).changesNobody());
        const auto effect = simulated(scene, {takenAway(pathOf(scene, u"bob"_s) + u"/rights/all"_s)});
        QCOMPARE(effect.members.size(), 1);
        QCOMPARE(effect.members[0].lost, QList{everything});
        QVERIFY(!effect.members[0].isLeftWithNothing); // read is still there
    }

    void joiningLeavingAndBeingLeftWithNothing()
    {
        const Scene scene(office);
        const auto joined = simulated(scene, {userEdit(user(scene, u"eve"_s), u"Eve"_s)});
        QVERIFY(effectOn(joined, scene.member(u"eve"_s))->joins);

        const Authorizer local(scene.log(), RuleSet::Local);
        const auto roster = local.roster(scene.circumstances());
        const auto change = removalOf(*roster.member(scene.member(u"bob"_s)), scene.log(), Scene::now);
        QCOMPARE(change.size(), 2);
        const auto there = simulated(scene, change, u"owner"_s, RuleSet::Local);
        const auto *bob = effectOn(there, scene.member(u"bob"_s));
        QVERIFY(bob && bob->leaves && bob->isLeftWithNothing);
        QCOMPARE(bob->lost, QList{reading});
        // A published server goes on letting bob in, with nothing he may do.
        const auto real = simulated(scene, change);
        bob = effectOn(real, scene.member(u"bob"_s));
        QVERIFY(bob && !bob->leaves && bob->isLeftWithNothing);
    }

    void aRoleIsTakenFromEverybody()
    {
        const Scene scene(office);
        const auto roster = Authorizer(scene.log(), RuleSet::Real).roster(scene.circumstances());
        const auto change = removalOf(*roster.role(u"writer"_s), roster, scene.log(), Scene::now);
        QCOMPARE(change.size(), 3);
        const auto effect = simulated(scene, change);
        QVERIFY(!effect.isRefused());
        QCOMPARE(effect.members.size(), 1);
        QVERIFY(effect.members[0].isLeftWithNothing);
    }

    void itEndsWhereTheServerWouldRefuse()
    {
        Scene scene(office);
        scene.write(u"owner auth/users/$ada/rights/add right create state/auth/users/{any}"_s);
        const StateChange change{userEdit(user(scene, u"eve"_s), {}),
                                 rightEdit(pathOf(scene, u"eve"_s), u"all"_s, everything),
                                 roleEdit(u"late"_s, {})};
        const auto effect = simulated(scene, change, u"ada"_s);
        QCOMPARE(effect.judgements.size(), 2);
        QVERIFY(effect.judgements[0].isAllowed());
        QCOMPARE(effect.judgements[1].refusal, Refusal::MayNotGrant);
        QVERIFY(effect.isRefused());
        QCOMPARE(effect.members.size(), 1); // eve was added before
    }

    void whoTakesTheirOwnPowersIsLockedOut_data()
    {
        QTest::addColumn<QString>("right");
        QTest::addColumn<bool>("locksOut");
        QTest::newRow("all") << u"write {...}"_s << true;
        QTest::newRow("administration") << u"write state/auth/{...}"_s << true;
        QTest::newRow("only posting") << u"write topics/{any}/messages"_s << false;
    }
    void whoTakesTheirOwnPowersIsLockedOut()
    {
        QFETCH(QString, right);
        Scene scene(office);
        scene.write(u"owner auth/users/$ada/rights/x right "_s + right);
        // Who writes over a right must hold what it writes there.
        scene.write(u"owner auth/users/$ada/rights/y right read state/revoked"_s);
        const StateChange change{takenAway(pathOf(scene, u"ada"_s) + u"/rights/x"_s)};
        QTEST(simulated(scene, change, u"ada"_s).locksOut, "locksOut");
        QVERIFY(!simulated(scene, change).locksOut); // the owner never is
    }

    void invitationsThatStopWorkingAreNamed()
    {
        Scene scene(office);
        scene.write(u"owner auth/tools/$bot {}"_s);
        scene.write(u"owner auth/tools/$bot/rights/a right create state/auth/users/{any}"_s);
        scene.write(u"owner auth/tools/$bot/rights/b right create state/auth/users/{any}/roles/user"_s);
        scene.write(u"owner auth/roles/user {}"_s);
        const auto bot = scene.member(u"bot"_s);
        QCOMPARE(simulated(scene, {roleEdit(u"x"_s, {})}).workingInvitations, 1);
        // A tool may assign a role only while that has no rights.
        const auto granted = simulated(scene, {rightEdit(u"auth/roles/user"_s, u"r"_s, reading)});
        QCOMPARE(granted.brokenInvitations, QList{bot});
        QCOMPARE(granted.workingInvitations, 0);
        const auto revoked =
            simulated(scene, {takenAway(u"auth/tools/"_s + bot.toString() + u"/rights/a"_s)});
        QCOMPARE(revoked.brokenInvitations, QList{bot});
    }

    void rightsAreNamedByWhatTheyAllow()
    {
        QCOMPARE(rightIdFor(post, {}), u"create_topics_any_messages"_s);
        QCOMPARE(rightIdFor(post, {u"create_topics_any_messages"_s}), u"create_topics_any_messages_2"_s);
        QCOMPARE(rightIdFor(everything, {}), u"write_all"_s);
        QVERIFY(rightIdFor({Operation::Read, u"state/"_s + u"a"_s.repeated(80)}, {}).size() <= 48);
    }

    void subjects_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("subject");
        QTest::newRow("right") << u"auth/users/U1/rights/a"_s << u"auth/users/U1"_s;
        QTest::newRow("stray slash") << u"/auth/roles/r/rights/a/"_s << u"auth/roles/r"_s;
        QTest::newRow("entry") << u"auth/tools/T1"_s << u"auth/tools/T1"_s;
        QTest::newRow("value") << u"topics/a/metadata"_s << u"topics/a/metadata"_s;
    }
    void subjects()
    {
        QFETCH(QString, path);
        QTEST(subjectOf(path), "subject");
    }

    //! What is foretold of somebody is what the answers to questions then are, and undoing brings them back.
    void foretellsTheAnswersAndUndoBringsThemBack_data()
    {
        QTest::addColumn<RuleSet>("ruleSet");
        QTest::newRow("real") << RuleSet::Real;
        QTest::newRow("local") << RuleSet::Local;
    }
    void foretellsTheAnswersAndUndoBringsThemBack()
    {
        QFETCH(RuleSet, ruleSet);
        constexpr qint64 now = 1'900'000'000'000;
        int flipped = 0;
        for (quint32 seed = 1; seed <= 80; ++seed) {
            RandomSpace space(
                seed, {.oddPaths = false, .oddValues = false, .oddTimestamps = false, .brokenSeals = false});
            const auto log = entitled(space, 60);
            const auto &owner = space.owner().id;
            StateChange change;
            for (int i = 0; i < 1 + space.upTo(4); ++i) {
                const auto attempt = space.attempt();
                change << StateEdit{attempt.path, QByteArray::fromBase64(attempt.data)};
                if (space.oneIn(3))
                    change.back() = takenAway(attempt.path);
                // To a published server an entry that is written empty makes a member of who was none.
                if (change.back().value.isEmpty() && !log.newest(attempt.path, log.size()))
                    change.removeLast();
            }
            const auto effect = simulate(log, ruleSet, owner, change, now);
            if (effect.isRefused())
                change.resize(effect.judgements.size() - 1);
            const auto after = written(log, change, owner, now);
            const Authorizer strict(after, RuleSet::Strict);
            const auto undone = written(after, undoOf(change, after, strict, log.size()), owner, now + 100);
            const Authorizer first(log, ruleSet);
            const Authorizer second(after, ruleSet);
            const Authorizer third(undone, ruleSet);
            const auto at = [](const StateLog &of) {
                return Circumstances{.moment = of.size(), .nowMs = now + 1000};
            };
            for (int i = 0; i < 100; ++i) {
                const auto question = space.question();
                const auto decided = first.decide(question, at(log));
                // Whoever undoes stands in for a chain of trust that a member broke (PROTOCOL 12.13).
                if (decided.reason == Reason::TrustBroken)
                    continue;
                const bool was = decided.allowed;
                const bool is = second.decide(question, at(after)).allowed;
                QVERIFY2(third.decide(question, at(undone)).allowed == was,
                         qPrintable(u"seed %1: undo: %2"_s.arg(seed).arg(question.resource)));
                if (was == is)
                    continue;
                ++flipped;
                const auto *found = effectOn(effect, question.member);
                QVERIFY2(found, qPrintable(u"seed %1: %2"_s.arg(seed).arg(question.resource)));
                const auto &rights = is ? found->gained : found->lost;
                const bool isNamed = std::any_of(rights.begin(), rights.end(), [&](const Capability &right) {
                    return operationCovers(right.operation, question.operation) &&
                           pathMatches(right.path, question.resource, question.member);
                });
                QVERIFY2(isNamed || found->joins || found->leaves,
                         qPrintable(u"seed %1: %2"_s.arg(seed).arg(question.resource)));
            }
        }
        QVERIFY2(flipped > 50, qPrintable(QString::number(flipped)));
    }
};

QTEST_GUILESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
