// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/scene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

using enum WriteJudgement::Refusal;
using Refusal = WriteJudgement::Refusal;

//! What the real server and the others (which agree on writes) answer.
struct Answers
{
    Refusal real;
    Refusal others;
};

constexpr Answers both(Refusal refusal)
{
    return {refusal, refusal};
}

} // namespace

//! What may be written to the state, and what is told when it may not.
class TestStateWrites : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judgements_data()
    {
        QTest::addColumn<QStringList>("script");
        QTest::addColumn<QString>("line"); // sender, path, value
        QTest::addColumn<Answers>("expected");
        const auto row = [](const char *name, const QStringList &script, const QString &line,
                            Answers expected) { QTest::newRow(name) << script << line << expected; };
        const auto ada = u"owner auth/users/$ada {}"_s;
        const auto bob = u"owner auth/users/$bob {}"_s;
        const auto bot = u"owner auth/tools/$bot {}"_s;
        const auto adaHas = [&](const QStringList &rights) {
            QStringList script{ada, bob, bot};
            for (qsizetype i = 0; i < rights.size(); ++i)
                script << u"owner auth/users/$ada/rights/r%1 right "_s.arg(i) + rights[i];
            return script;
        };
        const auto botHas = [&](const QString &right) {
            return QStringList{ada, bob, bot, u"owner auth/tools/$bot/rights/r right "_s + right};
        };

        row("the owner", {}, u"owner anything {}"_s, both(None));
        row("the owner as the space", {}, u"space auth/users/$ada {}"_s, both(None));
        row("a member with the right", adaHas({u"create state/x"_s}), u"ada x {}"_s, both(None));
        row("a member without", adaHas({u"create state/x"_s}), u"ada y {}"_s, both(NoPermission));
        row("a stranger", {}, u"ada x {}"_s, both(UntrustedSender));
        row("a self-made member", {u"ada auth/users/$ada {}"_s}, u"ada x {}"_s, both(UntrustedSender));
        row("an emptied member", adaHas({u"create state/x"_s}) + QStringList{u"owner auth/users/$ada"_s},
            u"ada x {}"_s, {None, UntrustedSender});
        row("a tool with the owner's key has only its rights", {}, u"key x {}"_s, both(NoPermission));

        for (const auto &path : {u"a//b"_s, u"{any}"_s, u"a/{self}"_s, u"/"_s, u"a/ä"_s, u"b\t"_s})
            row(qPrintable(u"path "_s + path), {}, u"owner "_s + path + u" {}"_s, both(BadPath));
        row("stray slashes are a path", {}, u"owner /a/ {}"_s, both(None));
        row("a bad path is told first", {}, u"ada a//b {}"_s, both(BadPath));

        // What is handed out must be readable.
        const auto rightOfBob = u" auth/users/$bob/rights/r "_s;
        row("no JSON", {bob}, u"owner"_s + rightOfBob + u"sealed"_s, both(ValueNotJson));
        row("a list", {bob}, u"owner"_s + rightOfBob + u"[]"_s, both(ValueNotJson));
        row("an emptied right", {bob}, u"owner"_s + rightOfBob, {ValueNotJson, None});
        row("an emptied assignment", {bob}, u"owner auth/users/$bob/roles/mod "_s, {ValueNotJson, None});
        row("an emptied right without the permission", adaHas({u"create state/{...}"_s}),
            u"ada"_s + rightOfBob, {ValueNotJson, NoPermission});
        row("no path", {bob}, u"owner"_s + rightOfBob + uR"({"op":"read"})"_s, both(BadCapability));
        row("a path of no resource", {bob}, u"owner"_s + rightOfBob + u"right read profiles/x"_s,
            both(BadCapability));
        row("an unknown wildcard", {bob}, u"owner"_s + rightOfBob + u"right read state/{me}"_s,
            both(BadCapability));
        row("a path that is no text", {bob}, u"owner"_s + rightOfBob + uR"({"op":"read","path":1})"_s,
            both(BadCapability));
        row("no op", {bob}, u"owner"_s + rightOfBob + uR"({"path":"state/x"})"_s, {None, BadCapability});
        row("an unknown op", {bob}, u"owner"_s + rightOfBob + u"right READ state/x"_s, both(None));
        row("a stranger's bad right", {bob}, u"ada"_s + rightOfBob + u"[]"_s, both(UntrustedSender));

        // Handing out rights.
        const auto mayGrant = u"create state/auth/users/{any}/rights/{...}"_s;
        const auto reads = u"read topics/{any}/messages"_s;
        const auto grant = [&](const QString &right) { return u"ada"_s + rightOfBob + u"right "_s + right; };
        row("a right one holds", adaHas({mayGrant, reads}), grant(reads), both(None));
        row("a smaller one", adaHas({mayGrant, u"write topics/{...}"_s}),
            grant(u"owned read topics/a/messages"_s), both(None));
        row("an unknown op one holds", adaHas({mayGrant, u"look topics/{...}"_s}), grant(u"look topics/a"_s),
            both(None));
        row("another unknown op", adaHas({mayGrant, u"look topics/{...}"_s}), grant(u"see topics/a"_s),
            both(MayNotGrant));
        row("a larger path", adaHas({mayGrant, reads}), grant(u"read topics/{...}"_s), both(MayNotGrant));
        row("another op", adaHas({mayGrant, reads}), grant(u"create topics/a/messages"_s), both(MayNotGrant));
        row("unrestricted from restricted", adaHas({mayGrant, u"owned read topics/{any}/messages"_s}),
            grant(reads), both(MayNotGrant));
        row("without the right to hand out", adaHas({reads}), grant(reads), both(MayNotGrant));
        row("the right to hand out, one segment too deep",
            adaHas({u"create state/auth/users/{any}/rights/{any}"_s, reads}), grant(reads),
            both(MayNotGrant));
        row("a role's right is none to hand out",
            adaHas({mayGrant}) + QStringList{u"owner auth/roles/mod/rights/r right "_s + reads,
                                             u"owner auth/users/$ada/roles/mod assign"_s},
            grant(reads), both(MayNotGrant));
        row("to a role", adaHas({mayGrant, reads, u"create state/auth/roles/{...}"_s}),
            u"ada auth/roles/mod/rights/r right "_s + reads, both(None));
        row("to a role, without the permission", adaHas({mayGrant, reads}),
            u"ada auth/roles/mod/rights/r right "_s + reads, both(NoPermission));
        row("a larger one to a tool", adaHas({mayGrant, reads, u"create state/auth/tools/{...}"_s}),
            u"ada auth/tools/$bot/rights/r right write {...}"_s, both(MayNotGrant));
        row("at a deeper path", adaHas({u"write state/{...}"_s}),
            u"ada auth/users/$bob/rights/r/x right write {...}"_s, both(MayNotGrant));
        row("at a path with slashes outside", adaHas({u"write state/{...}"_s}),
            u"ada /auth/users/$bob/rights/r/ right write {...}"_s, both(MayNotGrant));
        row("12.7: at rights itself", adaHas({u"write state/{...}"_s}),
            u"ada auth/users/$ada/rights right write {...}"_s, both(None));
        row("a broken right of the granter's",
            adaHas({mayGrant, reads}) + QStringList{uR"(owner auth/users/$ada/rights/a {"op":"read"})"_s},
            grant(reads), {MayNotGrant, None});
        row("a tool hands out what it does not hold", botHas(u"create state/auth/users/{any}/rights/{any}"_s),
            u"bot auth/users/$bob/rights/r right write {...}"_s, both(None));
        row("a tool hands out where it may not write", botHas(u"create state/x"_s),
            u"bot auth/users/$bob/rights/r right write {...}"_s, both(NoPermission));

        // Assigning roles.
        const auto mayAssign = u"create state/auth/users/{any}/roles/{...}"_s;
        const auto assign = u"ada auth/users/$bob/roles/mod assign"_s;
        const auto modReads = u"owner auth/roles/mod/rights/r right "_s + reads;
        row("an empty role", adaHas({u"create state/auth/users/{any}/roles/mod"_s}), assign, both(None));
        row("a role of rights one holds", adaHas({mayAssign, reads}) + QStringList{modReads}, assign,
            both(None));
        row("a role of rights one has by a role",
            adaHas({mayAssign}) + QStringList{modReads, u"owner auth/users/$ada/roles/mod assign"_s}, assign,
            both(None));
        row("a role of other rights", adaHas({mayAssign}) + QStringList{modReads}, assign,
            both(MayNotAssign));
        row("without the right to assign",
            adaHas({u"create state/auth/users/{any}/roles/mod"_s, reads}) + QStringList{modReads}, assign,
            both(MayNotAssign));
        row("a role with a broken right",
            adaHas({mayAssign, u"write {...}"_s}) +
                QStringList{uR"(owner auth/roles/mod/rights/r {"op":"read"})"_s},
            assign, {MayNotAssign, None});
        row("an emptied role still has its rights",
            adaHas({mayAssign}) +
                QStringList{modReads, u"owner auth/roles/mod {}"_s, u"owner auth/roles/mod"_s},
            assign, both(MayNotAssign));
        row("a role whose rights were emptied",
            adaHas({mayAssign}) + QStringList{modReads, u"owner auth/roles/mod/rights/r"_s}, assign,
            both(None));
        row("another user's id", adaHas({mayAssign}),
            uR"(ada auth/users/$bob/roles/mod {"user_id":"$ada","role_id":"mod"})"_s,
            both(AssignmentMismatch));
        row("another role's id", {},
            uR"(owner auth/users/$bob/roles/mod {"user_id":"$bob","role_id":"member"})"_s,
            both(AssignmentMismatch));
        row("at a deeper path", adaHas({mayAssign}), u"ada auth/users/$bob/roles/mod/again assign"_s,
            both(None));
        const auto botAssigns = u"bot auth/users/$bob/roles/mod assign"_s;
        const auto botMay = botHas(u"write state/{...}"_s);
        row("a tool assigns an empty role", botMay, botAssigns, both(None));
        row("a tool assigns a role with rights",
            botMay + QStringList{u"owner auth/roles/mod/rights/r right read state/x"_s}, botAssigns,
            both(MayNotAssign));

        // Values that mean something else than they say.
        row("an end in the past", {}, u"owner auth/users/$bob/roles/mod assign 1"_s, both(None));
        row("an end at zero", {}, u"owner auth/users/$bob/roles/mod assign 0"_s, {None, BadMemberEntry});
        row("an end that is a text", {},
            uR"(owner auth/users/$bob/roles/mod {"user_id":"$bob","role_id":"mod","expires_at":"1"})"_s,
            {None, BadMemberEntry});
        row("an end that is null", {},
            uR"(owner auth/users/$bob/roles/mod {"user_id":"$bob","role_id":"mod","expires_at":null})"_s,
            both(None));
        row("a use limit", {}, uR"(owner auth/tools/$bot {"use_limit":0})"_s, both(None));
        row("a use limit below zero", {}, uR"(owner auth/tools/$bot {"use_limit":-1})"_s,
            {None, BadMemberEntry});
        row("a use limit that is a text", {}, uR"(owner auth/tools/$bot {"use_limit":"1"})"_s,
            {None, BadMemberEntry});
        row("a tool's entry that is no JSON", {}, u"owner auth/tools/$bot sealed"_s, both(None));
    }
    void judgements()
    {
        QFETCH(QStringList, script);
        QFETCH(QString, line);
        QFETCH(Answers, expected);
        const Scene scene(script);
        const auto path = scene.expanded(line.section(u' ', 1, 1));
        const std::pair<RuleSet, Refusal> answers[] = {{RuleSet::Real, expected.real},
                                                       {RuleSet::Local, expected.others},
                                                       {RuleSet::Strict, expected.others}};
        for (const auto &[ruleSet, refusal] : answers) {
            const auto judgement =
                Authorizer(scene.log(), ruleSet)
                    .judgeStateWrite(scene.member(line.section(u' ', 0, 0)), path,
                                     scene.data(path, line.section(u' ', 2)), scene.circumstances());
            QCOMPARE(judgement.refusal, refusal);
            QCOMPARE(judgement.isAllowed(), refusal == None);
            QCOMPARE(judgement.permission.allowed, refusal == None);
        }
    }

    void operations_data()
    {
        QTest::addColumn<QStringList>("script");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("value");
        QTest::addColumn<Operation>("real");
        QTest::addColumn<Operation>("local");
        const auto row = [](const char *name, const QStringList &script, const QString &path,
                            const QString &value, Operation real, Operation local) {
            QTest::newRow(name) << script << path << value << real << local;
        };
        using enum Operation;
        row("new", {}, u"x"_s, u"{}"_s, Create, Create);
        row("there", {u"owner x {}"_s}, u"x"_s, u"{}"_s, Modify, Modify);
        row("emptying", {u"owner x {}"_s}, u"x"_s, {}, Delete, Delete);
        row("emptying what never was", {}, u"x"_s, {}, Delete, Delete);
        row("12.2: emptied before", {u"owner x {}"_s, u"owner x"_s}, u"x"_s, u"{}"_s, Modify, Modify);
        row("another path by its slash", {u"owner x/ {}"_s}, u"x"_s, u"{}"_s, Create, Create);
        row("written by a stranger", {u"eve x {}"_s}, u"x"_s, u"{}"_s, Modify, Create);
        const std::pair<const char *, QString> emptied[] = {
            {"an emptied user", u"auth/users/$ada"_s},
            {"an emptied tool", u"auth/tools/$bot"_s},
            {"an emptied role", u"auth/roles/mod"_s},
            {"an emptied right", u"auth/users/$ada/rights/r"_s},
            {"a role's emptied right", u"auth/roles/mod/rights/r"_s},
            {"an emptied assignment", u"auth/users/$ada/roles/mod"_s}};
        for (const auto &[name, path] : emptied)
            row(name, {u"owner "_s + path}, path, u"{}"_s, Modify, Create);
        row("an emptied path below", {u"owner auth/users/$ada/x"_s}, u"auth/users/$ada/x"_s, u"{}"_s, Modify,
            Modify);
    }
    void operations()
    {
        QFETCH(QStringList, script);
        QFETCH(QString, path);
        QFETCH(QString, value);
        const Scene scene(script);
        const auto operation = [&](RuleSet ruleSet) {
            return Authorizer(scene.log(), ruleSet)
                .judgeStateWrite(scene.member(u"owner"_s), scene.expanded(path), scene.data(path, value),
                                 scene.circumstances())
                .operation;
        };
        QTEST(operation(RuleSet::Real), "real");
        QTEST(operation(RuleSet::Local), "local");
        QTEST(operation(RuleSet::Strict), "local");
    }
};

QTEST_GUILESS_MAIN(TestStateWrites)
#include "tst_statewrites.moc"
