// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/scene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

//! What is told beside yes and no. That it is true of random spaces is for tst_counterfactuals.
class TestExplanations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRightThatAllowsIsCited()
    {
        const Scene scene({
            u"owner auth/users/$ada {}"_s,
            u"owner auth/roles/mod/rights/a right write topics/{...}"_s,          // 1
            u"owner auth/users/$ada/roles/mod assign 2000000000"_s,               // 2
            u"owner auth/users/$ada/rights/a right read topics/{any}/messages"_s, // 3
            u"owner auth/users/$ada/rights/b right create topics/{...}"_s,
            u"owner auth/users/$ada/rights/c right read topics/b/messages"_s,
        });
        const QList<HeldRight> expected{
            {.capability = {Operation::Read, u"topics/{any}/messages"_s}, .entry = 3},
            {.capability = {Operation::Write, u"topics/{...}"_s},
             .entry = 1,
             .role = u"mod"_s,
             .assignment = 2,
             .expiresAt = 2'000'000'000},
        };
        for (const auto ruleSet : {RuleSet::Real, RuleSet::Local, RuleSet::Strict})
            QCOMPARE(scene.decide(ruleSet, u"ada read topics/a/messages"_s).because, expected);
    }

    void nearestMisses_data()
    {
        QTest::addColumn<QStringList>("script"); // the nearest right stands in its last line
        QTest::addColumn<RuleSet>("ruleSet");
        QTest::addColumn<NearMiss::Cause>("cause");
        const auto row = [](const char *name, const QStringList &more, NearMiss::Cause cause,
                            RuleSet ruleSet = RuleSet::Real) {
            const QStringList first{u"owner auth/users/$ada {}"_s,
                                    u"owner auth/users/$ada/rights/a right read data/x"_s,
                                    u"owner auth/users/$ada/rights/z right delete blobs/x"_s};
            QTest::newRow(name) << first + more << ruleSet << cause;
        };
        using enum NearMiss::Cause;
        const auto mine = [](const QString &right) {
            return u"owner auth/users/$ada/rights/m right "_s + right;
        };
        row("another operation", {mine(u"create topics/{any}/messages"_s)}, OtherOperation);
        row("one segment too deep", {mine(u"read topics/{any}/messages/{any}"_s)}, OtherPath);
        row("another topic", {mine(u"read topics/other/messages"_s)}, OtherPath);
        row("only one's own", {mine(u"owned read topics/{...}"_s)}, NotOwner);
        row("the operation is nearer than the path",
            {mine(u"read topics/other/messages"_s),
             u"owner auth/users/$ada/rights/n right create topics/{...}"_s},
            OtherOperation);
        row("what would have been the answer is nearest",
            {mine(u"create topics/{...}"_s), u"owner auth/users/$ada/roles/mod assign 1"_s,
             u"owner auth/roles/mod/rights/r right read topics/{...}"_s},
            AssignmentExpired);
        row("by a stranger", {u"eve auth/users/$ada/rights/m right read topics/{...}"_s}, EntryNotTrusted,
            RuleSet::Local);
        row("assigned by a stranger",
            {u"eve auth/users/$ada/roles/mod assign"_s,
             u"owner auth/roles/mod/rights/r right read topics/{...}"_s},
            EntryNotTrusted, RuleSet::Strict);
        row("of one who is not trusted", {u"eve auth/users/$ada {}"_s, mine(u"read topics/{...}"_s)},
            EntryNotTrusted);
        row("not to be read", {uR"(owner auth/users/$ada/rights/m {"op":"read"})"_s}, Unreadable);
    }
    void nearestMisses()
    {
        QFETCH(QStringList, script);
        QFETCH(RuleSet, ruleSet);
        QFETCH(NearMiss::Cause, cause);
        const Scene scene(script);
        const auto decision = scene.decide(ruleSet, u"ada read topics/general/messages"_s);
        QVERIFY(!decision.allowed);
        QVERIFY(decision.nearestMiss);
        QCOMPARE(decision.nearestMiss->cause, cause);
        QCOMPARE(decision.nearestMiss->right.entry, scene.log().size() - 1);
    }

    void aBadSealIsNamed()
    {
        Scene scene({u"owner auth/users/$ada {}"_s});
        scene.write(u"owner auth/users/$ada/rights/m right read topics/{...}"_s, Seal::BadSignature);
        for (const auto ruleSet : {RuleSet::Real, RuleSet::Local}) {
            const auto decision = scene.decide(ruleSet, u"ada read topics/general/messages"_s);
            QCOMPARE(decision.nearestMiss->cause, NearMiss::Cause::EntryNotTrusted);
        }
    }

    void whoHasNothingMissesNothing()
    {
        const Scene scene({u"owner auth/users/$ada {}"_s});
        const auto decision = scene.decide(RuleSet::Real, u"ada read state/x"_s);
        QVERIFY(!decision.nearestMiss);
        QCOMPARE(decision.smallestGrant, (Capability{Operation::Read, u"state/x"_s}));
        const auto stranger = scene.decide(RuleSet::Real, u"bob read state/x"_s);
        QVERIFY(!stranger.nearestMiss);
        QVERIFY(!stranger.smallestGrant);
    }

    void smallestGrants_data()
    {
        QTest::addColumn<QString>("resource");
        QTest::addColumn<QString>("pattern");
        QTest::newRow("a topic") << u"topics/general/messages"_s << u"topics/general/messages"_s;
        QTest::newRow("stray slashes") << u"/state/x/"_s << u"state/x"_s;
        QTest::newRow("an empty segment") << u"state//x"_s << u"state//x"_s;
        QTest::newRow("what patterns cannot say")
            << u"data/opaque/users/a@b"_s << u"data/opaque/users/{any}"_s;
        QTest::newRow("a wildcard taken literally")
            << u"state/auth/users/{any}/rights"_s << u"state/auth/users/{any}/rights"_s;
        QTest::newRow("another one") << u"state/{...}/{self}"_s << u"state/{any}/{any}"_s;
        QTest::newRow("one bare segment") << u"notes"_s << u"{any}"_s;
        QTest::newRow("a bare path") << u"notes/a"_s << u"{...}"_s;
        QTest::newRow("nothing") << QString() << u"{any}"_s;
    }
    void smallestGrants()
    {
        QFETCH(QString, resource);
        QFETCH(QString, pattern);
        Scene scene({u"owner auth/users/$ada {}"_s});
        const auto question = u"ada read "_s + resource;
        const Capability expected{Operation::Read, pattern};
        QCOMPARE(scene.decide(RuleSet::Real, question).smallestGrant, expected);
        scene.write(u"owner auth/users/$ada/rights/granted right read "_s + pattern);
        for (const auto ruleSet : {RuleSet::Real, RuleSet::Local, RuleSet::Strict})
            QVERIFY(scene.decide(ruleSet, question).allowed);
    }

    void dataIsGrantedAsEachServerAsks()
    {
        const Scene scene({u"owner auth/users/$ada {}"_s});
        const std::pair<RuleSet, QString> grants[] = {{RuleSet::Real, u"{...}"_s},
                                                      {RuleSet::Local, u"data/notes/a"_s},
                                                      {RuleSet::Strict, u"data/notes/a"_s}};
        for (const auto &[ruleSet, pattern] : grants) {
            const auto decision = Authorizer(scene.log(), ruleSet)
                                      .decideDataWrite(scene.member(u"ada"_s), Operation::Create,
                                                       u"notes/a"_s, scene.circumstances());
            QCOMPARE(decision.smallestGrant, (Capability{Operation::Create, pattern}));
        }
    }

    //! Where no right would help none is proposed.
    void noVainGrants_data()
    {
        QTest::addColumn<QStringList>("script");
        QTest::addColumn<bool>("helps");
        const auto ada = u"owner auth/users/$ada {}"_s;
        QTest::newRow("not trusted") << QStringList{u"ada auth/users/$ada {}"_s} << false;
        QTest::newRow("a broken right of one's own")
            << QStringList{ada, uR"(owner auth/users/$ada/rights/a {"op":"read"})"_s} << false;
        QTest::newRow("a broken right of a role")
            << QStringList{ada, uR"(owner auth/roles/mod/rights/a {"op":"read"})"_s,
                           u"owner auth/users/$ada/roles/mod assign"_s}
            << true;
        QTest::newRow("a topic is nobody's")
            << QStringList{ada, u"owner auth/users/$ada/rights/a right owned read topics/{...}"_s} << true;
    }
    void noVainGrants()
    {
        QFETCH(QStringList, script);
        QFETCH(bool, helps);
        const auto decision = Scene(script).decide(RuleSet::Real, u"ada read topics/general/messages"_s);
        QVERIFY(!decision.allowed);
        QCOMPARE(decision.smallestGrant.has_value(), helps);
    }

    void heldRights()
    {
        const Scene scene({
            u"owner auth/users/$ada {}"_s,
            u"owner auth/users/$ada/rights/a right read data/x"_s,
            uR"(owner auth/users/$ada/rights/b {"op":"read"})"_s,
            uR"(owner auth/users/$ada/rights/c {"op":"look","path":"data/x"})"_s,
            u"owner auth/users/$ada/roles/mod assign"_s,
            u"owner auth/users/$ada/roles/old assign 5"_s,
            u"owner auth/roles/mod/rights/r right owned write {...}"_s,
            u"owner auth/roles/old/rights/r right write {...}"_s,
        });
        const Authorizer authorizer(scene.log(), RuleSet::Local);
        const QList<HeldRight> expected{
            {.capability = {Operation::Read, u"data/x"_s}, .entry = 1},
            {.capability = {Operation::Write, u"{...}"_s, true},
             .entry = 6,
             .role = u"mod"_s,
             .assignment = 4},
        };
        QCOMPARE(authorizer.heldRights(scene.member(u"ada"_s), scene.circumstances()), expected);
        QVERIFY(authorizer.heldRights(scene.member(u"owner"_s), scene.circumstances()).isEmpty());
        QVERIFY(authorizer.heldRights(scene.member(u"bob"_s), scene.circumstances()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestExplanations)
#include "tst_explanations.moc"
