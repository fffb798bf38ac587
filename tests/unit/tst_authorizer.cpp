// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/scene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

using enum Reason;

//! What the three rule sets answer.
struct Answers
{
    Reason real;
    Reason local;
    Reason strict;
};

constexpr Answers all(Reason reason)
{
    return {reason, reason, reason};
}

constexpr Answers realAndOthers(Reason real, Reason others)
{
    return {real, others, others};
}

bool isYes(Reason reason)
{
    return reason == Owner || reason == HeldByRight || reason == AnyMember;
}

} // namespace

//! Each row of the table of rules, and each trap of PROTOCOL 10 and 12 that is about reading rights.
class TestAuthorizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decisions_data()
    {
        QTest::addColumn<QStringList>("script");
        QTest::addColumn<QString>("question");
        QTest::addColumn<Answers>("expected");
        const auto row = [](const char *name, const QStringList &script, const QString &question,
                            Answers expected) { QTest::newRow(name) << script << question << expected; };
        const auto ada = u"owner auth/users/$ada {}"_s;
        const auto bob = u"owner auth/users/$bob {}"_s;
        const auto bot = u"owner auth/tools/$bot {}"_s;
        const auto adaReads = u"owner auth/users/$ada/rights/r right read topics/{any}/messages"_s;
        const auto adaIsMod = u"owner auth/users/$ada/roles/mod assign"_s;
        const auto modReads = u"owner auth/roles/mod/rights/r right read topics/{any}/messages"_s;
        const auto mod = u"owner auth/roles/mod {}"_s;
        const auto read = u"ada read topics/general/messages"_s;

        row("the owner", {}, u"owner delete anything/at/all"_s, all(Owner));
        row("the owner as the space", {}, u"space write state/x"_s, all(Owner));
        row("a tool with the owner's key", {}, u"key read state/x"_s, all(NoRight));
        row("a stranger", {ada, adaReads}, u"bob read topics/general/messages"_s, all(NotAMember));
        row("a stranger with rights", {adaReads}, read, all(NotAMember));
        row("a member without rights", {ada}, read, all(NoRight));
        row("a right of one's own", {ada, adaReads}, read, all(HeldByRight));
        row("another operation", {ada, adaReads}, u"ada create topics/general/messages"_s, all(NoRight));
        row("a role's right", {ada, mod, modReads, adaIsMod}, read, all(HeldByRight));
        row("a role that was never defined", {ada, modReads, adaIsMod}, read, all(HeldByRight));
        row("another's role", {ada, bob, mod, modReads, adaIsMod}, u"bob read topics/general/messages"_s,
            all(NoRight));
        row("tools have no roles",
            {bot, modReads, u"owner auth/users/$bot/roles/mod assign"_s, u"owner auth/users/$bot {}"_s},
            u"bot read topics/general/messages"_s, all(NoRight));
        row("a tool's right", {bot, u"owner auth/tools/$bot/rights/r right read topics/{...}"_s},
            u"bot read topics/general/messages"_s, all(HeldByRight));

        // 12.3: what the published guides recommend matches nothing.
        const auto holds = [&](const QString &pattern) {
            return QStringList{ada, u"owner auth/users/$ada/rights/r right read "_s + pattern};
        };
        row("too short a pattern", holds(u"topics/{any}"_s), read, all(NoRight));
        row("too long a pattern", holds(u"topics/{any}/messages/{any}"_s), read, all(NoRight));
        row("any rest", holds(u"topics/{any}/{...}"_s), read, all(HeldByRight));
        row("self", holds(u"state/profiles/{self}"_s), u"ada read state/profiles/$ada"_s, all(HeldByRight));
        row("self is no other", holds(u"state/profiles/{self}"_s), u"ada read state/profiles/$bob"_s,
            all(NoRight));
        row("other", holds(u"state/profiles/{other}"_s), u"ada read state/profiles/$bob"_s, all(HeldByRight));
        row("other is not self", holds(u"state/profiles/{other}"_s), u"ada read state/profiles/$ada"_s,
            all(NoRight));

        // 12.2: emptying.
        const auto gone = realAndOthers(HeldByRight, NotAMember);
        row("an emptied user", {ada, adaReads, u"owner auth/users/$ada"_s}, read, gone);
        row("an emptied tool",
            {bot, u"owner auth/tools/$bot/rights/r right read {...}"_s, u"owner auth/tools/$bot"_s},
            u"bot read state/x"_s, gone);
        row("an emptied right", {ada, adaReads, u"owner auth/users/$ada/rights/r"_s}, read, all(NoRight));
        row("an emptied assignment", {ada, modReads, adaIsMod, u"owner auth/users/$ada/roles/mod"_s}, read,
            all(NoRight));
        row("an emptied role", {ada, mod, modReads, adaIsMod, u"owner auth/roles/mod"_s}, read,
            realAndOthers(HeldByRight, NoRight));
        row("a role defined again", {ada, mod, modReads, adaIsMod, u"owner auth/roles/mod"_s, mod}, read,
            all(HeldByRight));
        row("a right overwritten by nothing",
            {ada, adaReads, u"owner auth/users/$ada/rights/r right read state/revoked"_s}, read,
            all(NoRight));

        // Roles that end.
        const auto until = [&](const QString &end) {
            return QStringList{ada, modReads, adaIsMod + u' ' + end};
        };
        row("a role that ended", until(u"1"_s), read, all(NoRight));
        row("a role that ends this millisecond", until(QString::number(Scene::now)), read, all(HeldByRight));
        row("a role that ended a millisecond ago", until(QString::number(Scene::now - 1)), read,
            all(NoRight));
        // Locally such values may not be written.
        row("zero is never", until(u"0"_s), read, realAndOthers(HeldByRight, NoRight));
        row("a text is no end",
            {ada, modReads,
             uR"(owner auth/users/$ada/roles/mod {"user_id":"$ada","role_id":"mod","expires_at":"later"})"_s},
            read, all(NoRight));

        // 12.7: what the real server takes for rights.
        const auto onlyReal = realAndOthers(HeldByRight, NoRight);
        const auto rightAt = [&](const QString &path) {
            return QStringList{ada, bot, mod, adaIsMod, u"owner auth/"_s + path + u" right read {...}"_s};
        };
        row("rights without a name", rightAt(u"users/$ada/rights"_s), read, onlyReal);
        row("rights with a slash", rightAt(u"users/$ada/rights/"_s), read, onlyReal);
        row("rightsX", rightAt(u"users/$ada/rightsX/r"_s), read, onlyReal);
        row("six segments", rightAt(u"users/$ada/rights/r/x"_s), read, onlyReal);
        row("a right with a slash behind", rightAt(u"users/$ada/rights/r/"_s), read, onlyReal);
        row("a slash in front", rightAt(u"users/$ada/rights/r"_s).replaceInStrings(u" auth"_s, u" /auth"_s),
            read, all(NotAMember));
        row("a tool's rights deeper", rightAt(u"tools/$bot/rights/r/x"_s), u"bot read state/x"_s, onlyReal);
        row("a tool's rights want the slash", rightAt(u"tools/$bot/rightsX/r"_s), u"bot read state/x"_s,
            all(NoRight));
        row("a role's rights deeper", rightAt(u"roles/mod/rights/r/x"_s), read, onlyReal);
        row("a role's rights want the slash", rightAt(u"roles/mod/rights"_s), read, all(NoRight));
        row("an assignment deeper", {ada, modReads, u"owner auth/users/$ada/roles/mod/again assign"_s}, read,
            onlyReal);
        row("an assignment of no name",
            {ada, modReads, uR"(owner auth/users/$ada/roles/ {"role_id":"mod"})"_s}, read, onlyReal);
        row("a role's id with a slash",
            {ada, u"owner auth/roles/a/b/rights/r right read {...}"_s,
             uR"(owner auth/users/$ada/roles/ {"role_id":"a/b"})"_s},
            read, onlyReal);

        // 12.7: rights that cannot be read.
        const auto with = [&](const QString &name, const QString &value) {
            return QStringList{ada, adaReads, u"owner auth/users/$ada/rights/"_s + name + u' ' + value};
        };
        const auto breaks = realAndOthers(BrokenRight, HeldByRight);
        row("no op", with(u"a"_s, uR"({"path":"x"})"_s), read, breaks);
        row("no path", with(u"a"_s, uR"({"op":"read"})"_s), read, breaks);
        row("a path that is no text", with(u"a"_s, uR"({"op":"read","path":7})"_s), read, breaks);
        row("a list", with(u"a"_s, uR"(["op","path"])"_s), read, breaks);
        row("a number", with(u"a"_s, u"7"_s), read, breaks);
        row("no JSON", with(u"a"_s, u"op path"_s), read, all(HeldByRight));
        row("an unknown op", with(u"a"_s, uR"({"op":"READ","path":"topics/{...}"})"_s), read,
            all(HeldByRight));
        row("an op that is null", with(u"a"_s, uR"({"op":null,"path":"topics/{...}"})"_s), read,
            all(HeldByRight));
        row("broken behind the one that allows", with(u"s"_s, uR"({"op":"read"})"_s), read, all(HeldByRight));
        row("broken in a role that is asked later",
            {ada, adaReads, adaIsMod, uR"(owner auth/roles/mod/rights/a {"op":"read"})"_s}, read,
            all(HeldByRight));
        row("broken in a role that ended",
            {ada, adaIsMod + u" 1"_s, uR"(owner auth/roles/mod/rights/a {"op":"read"})"_s}, read,
            all(NoRight));

        // 12.6: who wrote a right.
        row("a right one gave oneself", {ada, u"ada auth/users/$ada/rights/r right write {...}"_s}, read,
            onlyReal);
        row("a right by a stranger", {ada, u"eve auth/users/$ada/rights/r right write {...}"_s}, read,
            onlyReal);

        // 12.13 and "Trust": whose entry leads to the owner.
        const auto bobAdds = u"owner auth/users/$bob/rights/a right write state/auth/users/{any}"_s;
        const auto adaByBob = u"bob auth/users/$ada {}"_s;
        row("added by a member", {bob, bobAdds, adaByBob, adaReads}, read, all(HeldByRight));
        row("added by a member without the right", {bob, adaByBob, adaReads}, read, gone);
        row("added by a stranger", {adaByBob, adaReads}, read, realAndOthers(TrustBroken, NotAMember));
        row("added by oneself", {u"ada auth/users/$ada {}"_s, adaReads}, read,
            realAndOthers(TrustBroken, NotAMember));
        row("added by one who was removed later",
            {bob, bobAdds, adaByBob, adaReads, u"owner auth/users/$bob"_s}, read, all(HeldByRight));
        row("added by one who had been removed",
            {bob, bobAdds, u"owner auth/users/$bob"_s, adaByBob, adaReads}, read, gone);
        row("rewritten by oneself",
            {ada, adaReads, u"owner auth/users/$ada/rights/a right write state/auth/users/{self}"_s,
             u"ada auth/users/$ada {}"_s},
            read, realAndOthers(TrustBroken, HeldByRight));
        row("added by one who rewrote itself",
            {bob, bobAdds, adaByBob, adaReads, u"bob auth/users/$bob {}"_s}, read,
            realAndOthers(TrustBroken, HeldByRight));
        row("two who rewrote each other",
            {ada, bob, bobAdds, adaReads,
             u"owner auth/users/$ada/rights/a right write state/auth/users/{any}"_s,
             u"ada auth/users/$bob {}"_s, adaByBob},
            read, realAndOthers(TrustBroken, HeldByRight));

        // Who owns what.
        const auto owned = [&](const QString &operation, const QString &pattern) {
            return QStringList{ada,
                               u"owner auth/users/$ada/rights/r right owned "_s + operation + u' ' + pattern};
        };
        row("create asks for no owner", owned(u"create"_s, u"state/{...}"_s), u"ada create state/x"_s,
            all(HeldByRight));
        row("nobody owns a topic", owned(u"read"_s, u"topics/{...}"_s), read, all(NoRight));
        row("an entry of one's own", owned(u"write"_s, u"state/{...}"_s) + QStringList{u"ada x {}"_s},
            u"ada modify state/x"_s, all(HeldByRight));
        row("an entry of another's", owned(u"write"_s, u"state/{...}"_s) + QStringList{u"owner x {}"_s},
            u"ada modify state/x"_s, all(NoRight));
        row("an entry taken over",
            owned(u"write"_s, u"state/{...}"_s) + QStringList{u"ada x {}"_s, u"owner x"_s},
            u"ada modify state/x"_s, all(NoRight));
        row("an entry that never was", owned(u"write"_s, u"state/{...}"_s), u"ada delete state/x"_s,
            all(NoRight));
    }
    void decisions()
    {
        QFETCH(QStringList, script);
        QFETCH(QString, question);
        QFETCH(Answers, expected);
        const Scene scene(script);
        const std::pair<RuleSet, Reason> answers[] = {{RuleSet::Real, expected.real},
                                                      {RuleSet::Local, expected.local},
                                                      {RuleSet::Strict, expected.strict}};
        for (const auto &[ruleSet, reason] : answers) {
            const auto decision = scene.decide(ruleSet, question);
            QCOMPARE(decision.reason, reason);
            QCOMPARE(decision.allowed, isYes(reason));
        }
    }

    void aBadSealGivesNothing()
    {
        for (const auto ruleSet : {RuleSet::Real, RuleSet::Local, RuleSet::Strict}) {
            Scene scene({u"owner auth/users/$ada {}"_s});
            scene.write(u"owner auth/users/$ada/rights/r right read {...}"_s, Seal::BadSignature);
            QCOMPARE(scene.decide(ruleSet, u"ada read state/x"_s).reason, NoRight);
        }
        Scene scene({u"owner auth/users/$ada/rights/r right read {...}"_s});
        scene.write(u"owner auth/users/$ada {}"_s, Seal::BadHash);
        QCOMPARE(scene.decide(RuleSet::Real, u"ada read state/x"_s).reason, TrustBroken);
        QCOMPARE(scene.decide(RuleSet::Local, u"ada read state/x"_s).reason, NotAMember);
    }

    //! The real server goes by its own clock: of two entries at one time it lists the later, but gets the
    //! first.
    void theNewestIsFoundByTheServersClock()
    {
        Scene scene({u"owner auth/users/$ada {}"_s, u"owner auth/users/$ada/rights/r right read {...}"_s});
        scene.writeAt(Scene::firstTime, u"owner auth/users/$ada/rights/r right read state/revoked"_s);
        QCOMPARE(scene.decide(RuleSet::Real, u"ada read state/x"_s).reason, HeldByRight);
        QCOMPARE(scene.decide(RuleSet::Local, u"ada read state/x"_s).reason, NoRight);
        scene.writeAt(Scene::firstTime + 1000, u"owner auth/users/$ada/rights/r right read state/revoked"_s);
        QCOMPARE(scene.decide(RuleSet::Real, u"ada read state/x"_s).reason, NoRight);

        scene.writeAt(Scene::firstTime, u"ada auth/users/$ada {}"_s);
        QCOMPARE(scene.decide(RuleSet::Real, u"ada read state/x"_s).reason, NoRight);
        scene.writeAt(Scene::firstTime + 1, u"ada auth/users/$ada {}"_s);
        QCOMPARE(scene.decide(RuleSet::Real, u"ada read state/x"_s).reason, TrustBroken);
    }

    //! 12.4.
    void dataWrites_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QList<bool>>("allowed"); // real, local, strict
        QTest::newRow("as documented") << u"data/{...}"_s << u"notes/a"_s << QList{false, true, true};
        QTest::newRow("doubled prefix")
            << u"data/notes/{any}"_s << u"data/notes/a"_s << QList{true, true, false};
        QTest::newRow("a bare path") << u"{any}"_s << u"notes"_s << QList{true, true, false};
        QTest::newRow("everything") << u"{...}"_s << u"notes/a"_s << QList{true, true, true};
        QTest::newRow("a right on state") << u"state/{...}"_s << u"state/y"_s << QList{true, true, false};
        QTest::newRow("a right on topics") << u"topics/{...}"_s << u"notes"_s << QList{false, false, false};
    }
    void dataWrites()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, path);
        QFETCH(QList<bool>, allowed);
        const Scene scene(
            {u"owner auth/users/$ada {}"_s, u"owner auth/users/$ada/rights/r right write "_s + pattern});
        for (const auto ruleSet : {RuleSet::Real, RuleSet::Local, RuleSet::Strict}) {
            const Authorizer authorizer(scene.log(), ruleSet);
            const auto decision = authorizer.decideDataWrite(scene.member(u"ada"_s), Operation::Create, path,
                                                             scene.circumstances());
            QCOMPARE(decision.allowed, allowed[static_cast<int>(ruleSet)]);
        }
    }

    void dataBelongsToItsSigner()
    {
        const Scene scene(
            {u"owner auth/users/$ada {}"_s, u"owner auth/users/$ada/rights/r right owned write {...}"_s});
        const Authorizer local(scene.log(), RuleSet::Local);
        const auto ada = scene.member(u"ada"_s);
        auto circumstances = scene.circumstances();
        const auto mayModify = [&](const QString &path) {
            return local.decideDataWrite(ada, Operation::Modify, path, circumstances).allowed;
        };
        QVERIFY(!mayModify(u"mine"_s)); // nobody can say whose it is
        circumstances.dataSigner = [&](const QString &path) {
            return path == u"mine"  ? std::optional(ada)
                   : path == u"his" ? std::optional(scene.member(u"bob"_s))
                                    : std::nullopt;
        };
        QVERIFY(mayModify(u"mine"_s));
        QVERIFY(!mayModify(u"his"_s));
        QVERIFY(!mayModify(u"nobodys"_s));
        // A topic of that name is nobody's all the same.
        QVERIFY(!local.decide({ada, Operation::Read, u"topics/mine"_s}, circumstances).allowed);
    }

    void membership_data()
    {
        QTest::addColumn<QStringList>("script");
        QTest::addColumn<QString>("who");
        QTest::addColumn<bool>("real");
        QTest::addColumn<bool>("local");
        QTest::newRow("owner") << QStringList{} << u"owner"_s << true << true;
        QTest::newRow("the space") << QStringList{} << u"space"_s << true << true;
        QTest::newRow("a tool with the owner's key") << QStringList{} << u"key"_s << true << true;
        QTest::newRow("stranger") << QStringList{} << u"ada"_s << false << false;
        QTest::newRow("member") << QStringList{u"owner auth/users/$ada {}"_s} << u"ada"_s << true << true;
        QTest::newRow("emptied") << QStringList{u"owner auth/users/$ada {}"_s, u"owner auth/users/$ada"_s}
                                 << u"ada"_s << true << false;
        QTest::newRow("added by a stranger")
            << QStringList{u"eve auth/users/$ada {}"_s} << u"ada"_s << true << false;
        QTest::newRow("a user's entry makes no tool")
            << QStringList{u"owner auth/users/$bot {}"_s} << u"bot"_s << false << false;
    }
    void membership()
    {
        QFETCH(QStringList, script);
        QFETCH(QString, who);
        const Scene scene(script);
        const auto member = scene.member(who);
        const auto end = scene.log().size();
        const Authorizer authorizer(scene.log(), RuleSet::Real);
        QTEST(authorizer.isMember(member, end), "real");
        QTEST(Authorizer(scene.log(), RuleSet::Local).isMember(member, end), "local");
        QTEST(authorizer.decideForAnyMember(member, end).allowed, "real");
    }

    void useLimits_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<std::optional<qint64>>("limit");
        const auto row = [](const char *name, const QString &value, std::optional<qint64> limit) {
            QTest::newRow(name) << value << limit;
        };
        row("none", u"{}"_s, std::nullopt);
        row("null", uR"({"use_limit":null})"_s, std::nullopt);
        row("a number", uR"({"use_limit":3})"_s, 3);
        row("zero", uR"({"use_limit":0})"_s, 0);
        row("a fraction", uR"({"use_limit":2.5})"_s, 3);
        row("a text blocks", uR"({"use_limit":"3"})"_s, 0);
        row("no JSON blocks", u"three"_s, 0);
        row("emptied blocks", {}, 0);
    }
    void useLimits()
    {
        QFETCH(QString, value);
        QFETCH(std::optional<qint64>, limit);
        const Scene scene({u"owner auth/tools/$bot "_s + value});
        const auto bot = *ToolId::parse(scene.expanded(u"$bot"_s));
        QCOMPARE(Authorizer(scene.log(), RuleSet::Real).useLimit(bot, 1), limit);
        QCOMPARE(Authorizer(scene.log(), RuleSet::Real).useLimit(bot, 0), std::optional<qint64>(0));
    }
};

QTEST_GUILESS_MAIN(TestAuthorizer)
#include "tst_authorizer.moc"
