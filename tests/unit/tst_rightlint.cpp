// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/rightexamples.h"
#include "authz/rightlint.h"
#include "protocol/names.h"
#include "support/scene.h"
#include "support/vectors.h"

#include <QJsonArray>
#include <QMetaEnum>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;
using Rule = RightWarning::Rule;

namespace {

//! `own read a/b`, `read a/b`.
Capability rightOf(const QString &text)
{
    auto words = text.split(u' ');
    const bool isOwn = words.first() == u"own";
    if (isOwn)
        words.removeFirst();
    return {*operationFromName(words[0]), words[1], isOwn};
}

QString textOf(const Capability &right)
{
    return (right.mustBeOwner ? u"own "_s : QString()) + nameOf(right.operation) + u' ' + right.path;
}

QString nameOf(Rule rule)
{
    return QString::fromLatin1(QMetaEnum::fromType<Rule>().valueToKey(int(rule)));
}

bool has(const QList<RightWarning> &warnings, Rule rule)
{
    return std::any_of(warnings.begin(), warnings.end(),
                       [rule](const RightWarning &warning) { return warning.rule == rule; });
}

//! A space in which somebody holds a right: the user ada, the tool bot, or ada through the role mod.
class Holding
{
public:
    explicit Holding(const QString &holder) : m_holder(holder)
    {
        for (const auto &line :
             {u"owner auth/users/$ada {}"_s, u"owner auth/users/$bob {}"_s, u"owner auth/tools/$bot {}"_s,
              u"owner auth/roles/mod {}"_s, u"owner auth/roles/empty {}"_s, u"owner auth/roles/boss {}"_s,
              u"owner auth/roles/boss/rights/all right write {...}"_s})
            m_scene.write(line);
        if (holder == u"role")
            m_scene.write(u"owner auth/users/$ada/roles/mod assign"_s);
    }

    RightContext context() const
    {
        if (m_holder == u"bot")
            return {RightContext::Holder::Tool, m_scene.member(u"bot"_s).toString(), u"r"_s};
        if (m_holder == u"role")
            return {RightContext::Holder::Role, u"mod"_s, u"r"_s};
        return {RightContext::Holder::User, m_scene.member(u"ada"_s).toString(), u"r"_s};
    }

    //! Who may do what the holder may.
    QString person() const { return m_holder == u"bot" ? u"bot"_s : u"ada"_s; }

    void give(const QString &id, const Capability &right)
    {
        const auto entry = m_holder == u"bot"    ? u"auth/tools/$bot"_s
                           : m_holder == u"role" ? u"auth/roles/mod"_s
                                                 : u"auth/users/$ada"_s;
        m_scene.write(u"owner %1/rights/%2 right %3%4 %5"_s.arg(
            entry, id, right.mustBeOwner ? u"owned "_s : QString(), nameOf(right.operation), right.path));
    }

    //! `read topics/a/messages`, `data create notes`, or `state a/b value`.
    bool may(RuleSet ruleSet, const QString &act) const
    {
        const Authorizer authorizer(m_scene.log(), ruleSet);
        const auto member = m_scene.member(person());
        if (act.startsWith(u"state ")) {
            const auto path = m_scene.expanded(act.section(u' ', 1, 1));
            return authorizer
                .judgeStateWrite(member, path, m_scene.data(path, act.section(u' ', 2)),
                                 m_scene.circumstances())
                .isAllowed();
        }
        if (act.startsWith(u"data "))
            return authorizer
                .decideDataWrite(member, *operationFromName(act.section(u' ', 1, 1)), act.section(u' ', 2),
                                 m_scene.circumstances())
                .allowed;
        return authorizer.decide(m_scene.question(person() + u' ' + act), m_scene.circumstances()).allowed;
    }

    Scene &scene() { return m_scene; }

private:
    QString m_holder;
    Scene m_scene;
};

//! Any right at all, likely ones more often.
Capability randomRight(QRandomGenerator &random)
{
    static const QStringList first{u"state"_s,  u"state"_s, u"state"_s, u"data"_s,  u"topics"_s,
                                   u"topics"_s, u"blobs"_s, u"auth"_s,  u"{any}"_s, u"{...}"_s};
    static const QStringList second{u"auth"_s,   u"general"_s, u"General"_s, u"notes"_s,
                                    u"{any}"_s,  u"{self}"_s,  u"{other}"_s, u"{...}"_s,
                                    u"opaque"_s, u"*"_s,       u"profiles"_s};
    static const QStringList more{u"users"_s, u"tools"_s, u"roles"_s,  u"rights"_s,  u"messages"_s, u"role"_s,
                                  u"{any}"_s, u"{any}"_s, u"{self}"_s, u"{other}"_s, u"{...}"_s,    u"x"_s};
    const auto pick = [&random](const QStringList &list) { return list[random.bounded(int(list.size()))]; };
    QStringList segments{pick(first)};
    const int depth = random.bounded(6);
    for (int i = 0; i < depth; ++i)
        segments << pick(i == 0 ? second : more);
    return {Operation(random.bounded(5)), segments.join(u'/'), random.bounded(4) == 0};
}

} // namespace

class TestRightLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rules_data()
    {
        QTest::addColumn<QString>("holder");
        QTest::addColumn<QString>("right");
        QTest::addColumn<QStringList>("others"); // `id right`
        QTest::addColumn<QString>("rules");
        QTest::addColumn<QString>("fixed"); // of the first; empty: none
        QTest::addColumn<QString>("meant"); // what the first fix allows
        const auto row = [](const char *holder, const char *right, const char *rules, const char *fixed = "",
                            const char *meant = "", const QStringList &others = {}) {
            QTest::addRow("%s: %s %s", holder, right, qPrintable(others.join(u',')))
                << QString::fromUtf8(holder) << QString::fromUtf8(right) << others << QString::fromUtf8(rules)
                << QString::fromUtf8(fixed) << QString::fromUtf8(meant);
        };
        const auto fine = [row](const char *holder, const char *right, const QStringList &others = {}) {
            row(holder, right, "", "", "", others);
        };
        const QStringList reads{u"read read topics/{any}/messages"_s};

        // Templates and what PROTOCOL 10 says works.
        for (const auto *holder : {"ada", "bot", "role"}) {
            fine(holder, "read topics/{any}/messages");
            fine(holder, "create topics/{any}/messages", reads);
            fine(holder, "write topics/{any}/{...}");
            fine(holder, "read state/{...}");
            fine(holder, "read data/{...}");
            fine(holder, "modify state/profiles/{self}");
            fine(holder, "own modify state/notes/{any}");
            fine(holder, "create state/auth/users/{any}");
            fine(holder, "write state/topics/{any}");
            fine(holder, "write {any}");
        }
        fine("bot", "write state/auth/users/{any}"); // no tool's own entry
        fine("bot", "write state/auth/users/{self}");
        fine("ada", "modify state/auth/users/{other}");
        fine("ada", "own modify state/auth/users/{self}"); // nobody trusted wrote its own entry
        fine("ada", "delete state/auth/users/{other}");

        row("ada", "read notes", "MissingStatePrefix", "read state/notes", "read state/notes");
        row("ada", "create auth/users/{any}", "MissingStatePrefix", "create state/auth/users/{any}",
            "state auth/users/$eve {}");
        row("ada", "create auth/user/{any}", "MissingStatePrefix", "create state/auth/users/{any}",
            "state auth/users/$eve {}");
        row("ada", "create opaque/users/{any}", "NotAPattern");
        row("ada", "read state/{any", "NotAPattern");
        row("ada", "read ", "NotAPattern");

        row("ada", "read topic/{any}/messages", "Misspelt", "read topics/{any}/messages",
            "read topics/general/messages");
        row("ada", "read Topics/General/message", "Misspelt", "read topics/general/messages",
            "read topics/general/messages");
        row("ada", "create topics/*", "Misspelt", "create topics/{any}/messages",
            "create topics/general/messages");
        row("ada", "read state/...", "Misspelt", "read state/{...}", "read state/a/b");
        row("ada", "create state/auth/user/{any}", "Misspelt", "create state/auth/users/{any}",
            "state auth/users/$eve {}");
        row("bot", "create state/auth/users/{any}/role/empty", "Misspelt",
            "create state/auth/users/{any}/roles/empty", "state auth/users/$bob/roles/empty assign");
        row("ada", "read STATE/notes", "Misspelt", "read state/notes", "read state/notes");

        // What the published guides recommend.
        row("role", "read topics/{any}", "MatchesNothing", "read topics/{any}/messages",
            "read topics/general/messages");
        row("role", "create topics/{any}/messages/{any}", "MatchesNothing", "create topics/{any}/messages",
            "create topics/general/messages");
        row("role", "read topics/{self}/messages", "MatchesNothing", "read topics/{any}/messages",
            "read topics/general/messages");
        row("ada", "write state", "MatchesNothing", "write state/{...}", "read state/notes");
        row("ada", "read state/{...}/notes", "MatchesNothing", "read state/{...}", "read state/a/notes");
        row("ada", "read {any}", "MatchesNothing", "read {...}", "read state/notes");
        row("ada", "delete topics/{any}/messages", "OperationNeverAsked", "create topics/{any}/messages",
            "create topics/general/messages");
        row("ada", "modify topics/general/{...}", "OperationNeverAsked", "create topics/general/{...}",
            "create topics/general/messages");
        row("ada", "read blobs/{any}", "FilesNeverAsked");
        row("role", "create blobs/{...}", "FilesNeverAsked");
        row("ada", "create data/{...}", "DataIsWrittenBare", "create {...}", "data create notes/a");
        row("ada", "modify data/notes", "DataIsWrittenBare", "modify {any}", "data modify notes");
        row("role", "create data/opaque/users/{any}", "CannotRegister");

        row("ada", "own read topics/{any}/messages", "OwnerNeverHolds", "read topics/{any}/messages",
            "read topics/general/messages");
        row("ada", "own write topics/general/messages", "OwnerNeverHolds", "write topics/general/messages",
            "read topics/general/messages");
        row("ada", "own modify {any}", "OwnerNeverHolds", "modify {any}", "data modify notes");
        row("ada", "own create state/notes", "OwnerIgnored", "create state/notes", "create state/notes");
        row("ada", "own create topics/{any}/messages", "OwnerIgnored", "create topics/{any}/messages",
            "create topics/general/messages", reads);
        row("bot", "delete state/auth/users/{any}/rights/{any}", "EmptyingIsRefused",
            "modify state/auth/users/{any}/rights/{any}", "modify state/auth/users/$bob/rights/a");
        row("role", "delete state/auth/users/{any}/roles/{any}", "EmptyingIsRefused",
            "modify state/auth/users/{any}/roles/{any}", "modify state/auth/users/$bob/roles/a");

        // More than it seems.
        row("ada", "write {...}", "EqualsOwner EscapesGrantCheck RewritesOwnEntry");
        row("role", "write {...}", "EqualsOwner EscapesGrantCheck RewritesOwnEntry");
        row("bot", "write {...}", "EqualsOwner RewritesOwnEntry ToolHandsOutRights");
        row("ada", "create {...}", "EscapesGrantCheck");
        row("ada", "own create state/{...}", "EscapesGrantCheck OwnerIgnored", "create state/{...}",
            "create state/a");
        row("ada", "write state/auth/{...}", "EscapesGrantCheck RewritesOwnEntry");
        row("role", "create state/auth/{...}", "EscapesGrantCheck");
        row("ada", "create state/auth/users/{any}/rights", "EscapesGrantCheck");
        row("ada", "create state/auth/users/{self}/{any}", "EscapesGrantCheck");
        row("ada", "create state/auth/users/{any}/rightsOfMine/{any}", "EscapesGrantCheck");
        row("ada", "create state/auth/tools/{any}/{any}", "EscapesGrantCheck");
        row("ada", "create state/auth/roles/mod/rights", "CannotGrant EscapesGrantCheck");
        row("ada", "create state/{any}/{any}/{any}/{any}", "EscapesGrantCheck");
        fine("ada", "read state/auth/{...}");
        row("ada", "create state/auth/users/{any}/rights/{...}", "EscapesGrantCheck");
        row("ada", "create state/auth/users/{any}/roles", "EscapesRoleCheck");
        row("ada", "create state/auth/users/{any}/roles/{...}", "EscapesRoleCheck");

        row("ada", "modify state/auth/users/{any}", "RewritesOwnEntry", "modify state/auth/users/{other}",
            "state auth/users/$bob {}");
        row("role", "write state/auth/users/{any}", "RewritesOwnEntry", "write state/auth/users/{other}",
            "state auth/users/$eve {}");
        row("ada", "delete state/auth/users/{self}", "RewritesOwnEntry");
        row("bot", "modify state/auth/tools/{any}", "RewritesOwnEntry", "modify state/auth/tools/{other}",
            "modify state/auth/tools/x");
        row("bot", "modify state/auth/{...}", "RewritesOwnEntry ToolHandsOutRights");

        row("bot", "create state/auth/users/{any}/rights/{any}", "ToolHandsOutRights");
        row("bot", "create state/auth/roles/mod/{...}", "ToolHandsOutRights");
        row("bot", "modify state/auth/tools/{self}/rights/r", "ToolHandsOutRights");

        // Granting and assigning.
        row("ada", "create state/auth/users/{any}/rights/{any}", "CannotGrant",
            "create state/auth/users/{any}/rights/{...}", "state auth/users/$bob/rights/x right read data/x",
            {u"d read data/{...}"_s});
        row("ada", "modify state/auth/users/{any}/rights/{any}", "CannotGrant",
            "write state/auth/users/{any}/rights/{...}", "state auth/users/$bob/rights/x right read data/x",
            {u"d read data/{...}"_s});
        row("ada", "create state/auth/roles/{any}/rights/{any}", "CannotGrant");
        fine("ada", "create state/auth/roles/{any}/rights/{any}",
             {u"g create state/auth/users/{any}/rights/{...}"_s});
        row("role", "create state/auth/roles/{any}/rights/{any}", "RoleCannotGrant");
        row("ada", "create state/auth/users/{any}/roles/mod", "CannotAssign",
            "create state/auth/users/{any}/roles/{...}", "state auth/users/$bob/roles/mod assign");
        row("role", "create state/auth/users/{any}/roles/{any}", "CannotAssign",
            "create state/auth/users/{any}/roles/{...}", "state auth/users/$bob/roles/mod assign");
        fine("ada", "create state/auth/users/{any}/roles/mod",
             {u"a create state/auth/users/{any}/roles"_s}); // the invitation of form b
        row("bot", "create state/auth/users/{any}/roles/user", "ToolAssignsRole");
        row("bot", "create state/auth/users/{any}/roles/user", "InvitationAssignsRole", "", "",
            {u"u create state/auth/users/{any}"_s});

        row("ada", "create topics/lab/messages", "PostingNeedsRead", "write topics/lab/messages",
            "read topics/lab/messages");
        row("ada", "create topics/lab/messages", "PostingNeedsRead", "write topics/lab/messages",
            "create topics/lab/messages", {u"o read topics/other/messages"_s});

        row("ada", "read topics/{any}/messages", "Duplicate", "", "", {u"x read /topics/{any}/messages/"_s});
        row("ada", "read topics/lab/messages", "Shadowed", "", "", {u"x read topics/{any}/messages"_s});
        row("ada", "read state/{self}", "Shadowed", "", "", {u"x write state/{any}"_s});
        fine("ada", "read topics/{any}/messages", {u"x read topics/lab/messages"_s});
        fine("ada", "read state/a", {u"x own read state/{any}"_s});
        fine("ada", "read state/a", {u"r read state/{...}"_s});       // which it would replace
        fine("ada", "read state/revoked", {u"x read state/{...}"_s}); // which is how one is taken away
    }
    void rules()
    {
        QFETCH(QString, holder);
        QFETCH(QString, right);
        QFETCH(QStringList, others);
        QFETCH(QString, rules);
        QFETCH(QString, fixed);
        QFETCH(QString, meant);
        const auto held = rightOf(right);
        Holding broken(holder);
        auto context = broken.context();
        for (const auto &other : std::as_const(others))
            context.others << NamedRight{other.section(u' ', 0, 0), rightOf(other.section(u' ', 1))};
        const auto warnings = lintRight(held, context);
        QStringList found;
        for (const auto &warning : warnings)
            found << nameOf(warning.rule);
        found.sort();
        QCOMPARE(found.join(u' '), rules);
        const auto withFix = std::find_if(warnings.begin(), warnings.end(),
                                          [](const RightWarning &warning) { return warning.fixed; });
        QCOMPARE(withFix == warnings.end() ? QString() : textOf(*withFix->fixed), fixed);
        if (fixed.isEmpty())
            return;

        QVERIFY(!has(lintRight(*withFix->fixed, context), withFix->rule));
        Holding mended(holder);
        for (const auto &other : std::as_const(context.others)) {
            broken.give(other.id, other.capability);
            mended.give(other.id, other.capability);
        }
        broken.give(u"r"_s, held);
        mended.give(u"r"_s, *withFix->fixed);
        for (const auto ruleSet : {RuleSet::Real, RuleSet::Local})
            QVERIFY2(mended.may(ruleSet, meant), "what is proposed does not work");
        if (withFix->weight() == RightWarning::Weight::AllowsNothing &&
            withFix->rule != Rule::EmptyingIsRefused)
            QVERIFY2(!broken.may(RuleSet::Real, meant), "what is warned of works");
    }

    void otherRightsAreNamed()
    {
        RightContext context{
            .others = {{u"c1"_s, rightOf(u"read data/x"_s)}, {u"c2"_s, rightOf(u"read state/{...}"_s)}}};
        const auto warnings = lintRight(rightOf(u"read state/a"_s), context);
        QCOMPARE(warnings.size(), 1);
        QCOMPARE(warnings.first().other, u"c2"_s);
    }

    void whatSomebodyHoldsIsInTheContext()
    {
        Holding ada(u"role"_s);
        ada.give(u"reads"_s, rightOf(u"read topics/{any}/messages"_s));
        ada.give(u"grants"_s, rightOf(u"create state/auth/users/{any}/rights/{...}"_s));
        auto &scene = ada.scene();
        scene.write(u"owner auth/users/$ada/rights/lab right read topics/lab/messages"_s);
        scene.write(u"owner auth/users/$ada/rights/gone right read state/revoked"_s);
        scene.write(u"owner auth/users/$ada/roles/boss assign 5"_s); // over long ago
        const auto roster = Authorizer(scene.log(), RuleSet::Real).roster(scene.circumstances());
        const auto context =
            RightContext::of(*roster.member(scene.member(u"ada"_s)), roster, Scene::now).named(u"lab"_s);
        QStringList names;
        for (const auto &other : context.others)
            names << other.role + u'/' + other.id;
        QCOMPARE(names, (QStringList{u"/lab"_s, u"mod/grants"_s, u"mod/reads"_s}));
        const auto warnings = lintRight(rightOf(u"read topics/lab/messages"_s), context);
        QCOMPARE(warnings.size(), 1);
        QCOMPARE(warnings.first().rule, Rule::Shadowed);
        QCOMPARE(warnings.first().other, u"mod/reads"_s);
        // What is held through a role does not help to grant.
        QVERIFY(has(lintRight(rightOf(u"create state/auth/roles/{any}/rights/{any}"_s), context),
                    Rule::CannotGrant));
        QCOMPARE(RightContext::of(*roster.role(u"mod"_s)).others.size(), 2);
    }

    //! What the rules that warn of power say, done.
    void power_data()
    {
        QTest::addColumn<QString>("holder");
        QTest::addColumn<QString>("right");
        QTest::addColumn<Rule>("rule");
        QTest::addColumn<QString>("act"); // what the holder writes
        QTest::addColumn<QString>(
            "question"); // what was refused before that, and is not now; or the opposite
        QTest::addColumn<bool>("localToo");
        const auto row = [](const char *name, const char *holder, const char *right, Rule rule,
                            const char *act, const char *question, bool localToo) {
            QTest::newRow(name) << QString::fromUtf8(holder) << QString::fromUtf8(right) << rule
                                << QString::fromUtf8(act) << QString::fromUtf8(question) << localToo;
        };
        const auto *bobDoes = "bob delete state/a/b";
        row("everything", "ada", "write {...}", Rule::EqualsOwner,
            "auth/users/$bob/rights/x right write {...}", bobDoes, true);
        row("rights alone", "ada", "create state/auth/users/{any}/rights", Rule::EscapesGrantCheck,
            "auth/users/$bob/rights right write {...}", bobDoes, false);
        row("what is needed to grant", "ada", "create state/auth/users/{any}/rights/{...}",
            Rule::EscapesGrantCheck, "auth/users/$bob/rights right write {...}", bobDoes, false);
        row("what begins like rights", "ada", "create state/auth/users/{any}/{any}/{any}",
            Rule::EscapesGrantCheck, "auth/users/$bob/rightsX/y right write {...}", bobDoes, false);
        row("a tool's, with a slash", "ada", "create state/auth/tools/{any}/{any}", Rule::EscapesGrantCheck,
            "auth/tools/$bot/rights/ right write {...}", "bot delete state/a/b", false);
        row("a role's, with a slash", "ada", "create state/auth/roles/{any}/rights", Rule::EscapesGrantCheck,
            "auth/roles/empty/rights/ right write {...}", "eve delete state/a/b", false);
        row("a role, with a slash", "ada", "create state/auth/users/{any}/roles", Rule::EscapesRoleCheck,
            R"(auth/users/$bob/roles/ {"user_id":"$bob","role_id":"boss"})", bobDoes, false);
        row("by a tool", "bot", "create state/auth/users/{any}/rights/{any}", Rule::ToolHandsOutRights,
            "auth/users/$bob/rights/x right write {...}", bobDoes, true);
        row("by a tool to itself", "bot", "modify state/auth/tools/{self}/rights/r", Rule::ToolHandsOutRights,
            "auth/tools/$bot/rights/r right write {...}", "bot delete state/a/b", true);
        row("one's own entry", "ada", "modify state/auth/users/{any}", Rule::RewritesOwnEntry,
            "auth/users/$ada {}", "ada modify state/auth/users/x", false);
        row("one's own entry, emptied", "ada", "delete state/auth/users/{self}", Rule::RewritesOwnEntry,
            "auth/users/$ada", "ada delete state/auth/users/$ada", true);
    }
    void power()
    {
        QFETCH(QString, holder);
        QFETCH(QString, right);
        QFETCH(Rule, rule);
        QFETCH(QString, act);
        QFETCH(QString, question);
        QFETCH(bool, localToo);
        Holding holding(holder);
        auto &scene = holding.scene();
        for (const auto &line :
             {u"owner auth/users/$eve {}"_s, u"owner auth/users/$eve/roles/empty assign"_s})
            scene.write(line);
        holding.give(u"r"_s, rightOf(right));
        QVERIFY(has(lintRight(rightOf(right), holding.context()), rule));
        const auto before = scene.decide(RuleSet::Real, question).allowed;
        QVERIFY(holding.may(RuleSet::Real, u"state "_s + act));
        scene.write(holding.person() + u' ' + act);
        QCOMPARE(scene.decide(RuleSet::Real, question).allowed, !before);
        QCOMPARE(scene.decide(RuleSet::Local, question).allowed, localToo ? !before : before);
    }

    void whatRolesAndToolsCannotHandOut()
    {
        Holding role(u"role"_s);
        role.give(u"r"_s, rightOf(u"create state/auth/users/{any}/rights/{...}"_s));
        role.give(u"d"_s, rightOf(u"read data/{...}"_s));
        QVERIFY(has(lintRight(rightOf(u"create state/auth/users/{any}/rights/{...}"_s), role.context()),
                    Rule::RoleCannotGrant));
        Holding bot(u"bot"_s);
        bot.give(u"r"_s, rightOf(u"create state/auth/users/{any}/roles/{any}"_s));
        bot.give(u"all"_s, rightOf(u"read data/{...}"_s));
        for (const auto ruleSet : {RuleSet::Real, RuleSet::Local}) {
            QVERIFY(!role.may(ruleSet, u"state auth/users/$bob/rights/x right read data/x"_s));
            QVERIFY(bot.may(ruleSet, u"state auth/users/$bob/roles/empty assign"_s));
            QVERIFY(!bot.may(ruleSet, u"state auth/users/$bob/roles/boss assign"_s));
        }
    }

    //! Patterns that the real server was asked about: none of them is clean that could never match.
    void recipesOfTheVectors()
    {
        const auto cases = vectorFile(u"capability_match.json"_s)["cases"_L1].toArray();
        QVERIFY(cases.size() > 50);
        QStringList flagged;
        for (const auto &each : cases) {
            const auto object = each.toObject();
            const Capability right{*operationFromName(object["cap_op"_L1].toString()),
                                   object["cap_path"_L1].toString()};
            const auto warnings = lintRight(right, {});
            for (const auto &warning : warnings) {
                if (warning.weight() == RightWarning::Weight::AllowsNothing && !flagged.contains(right.path))
                    flagged << right.path;
            }
        }
        flagged.sort();
        QCOMPARE(flagged.join(u' '), u"STATE/a blobs/{any} state/a/{...}/c topics/{any} {any}"_s);
    }

    void randomRightsAreUnderstood()
    {
        QRandomGenerator random(20'261'129);
        const Holding holding(u"ada"_s);
        Scene people;
        const ExampleSource source{
            people.member(u"ada"_s), people.member(u"bob"_s), {u"general"_s}, u"mod"_s};
        int clean = 0;
        int fixes = 0;
        for (int i = 0; i < 8'000; ++i) {
            const auto right = randomRight(random);
            auto context = holding.context();
            context.holder = RightContext::Holder(random.bounded(3));
            const auto text = textOf(right);
            const auto warnings = lintRight(right, context);
            bool isDead = false;
            for (const auto &warning : warnings) {
                isDead = isDead || (warning.rule <= Rule::FilesNeverAsked && warning.rule != Rule::Misspelt);
                if (!warning.fixed)
                    continue;
                ++fixes;
                QVERIFY2(checkCapabilityPath(warning.fixed->path), qPrintable(text));
                QVERIFY2(!has(lintRight(*warning.fixed, context), warning.rule), qPrintable(text));
            }
            const auto examples = examplesFor(right, source);
            const bool allows = std::any_of(examples.begin(), examples.end(), [](const auto &example) {
                return example.match != ExampleMatch::Match::No;
            });
            clean += isDead ? 0 : 1;
            const bool isOfNoUse = has(warnings, Rule::Misspelt) || has(warnings, Rule::DataIsWrittenBare) ||
                                   has(warnings, Rule::CannotRegister) ||
                                   has(warnings, Rule::OwnerNeverHolds);
            QVERIFY2(isDead ? !allows : isOfNoUse || allows, qPrintable(text));
        }
        QVERIFY(clean > 1'500 && fixes > 1'500);
    }

    void examplesAreOfThisSpace()
    {
        Scene people;
        const auto ada = people.member(u"ada"_s);
        const auto bob = people.member(u"bob"_s);
        const ExampleSource source{ada, bob, {u"alerts"_s, u"lab"_s}, u"mod"_s};
        using enum ExampleMatch::Match;
        const auto first = [&](const char *right) {
            return examplesFor(rightOf(QString::fromLatin1(right)), source).first();
        };
        QCOMPARE(first("read topics/{any}/messages"),
                 (ExampleMatch{Operation::Read, u"topics/alerts/messages"_s, Yes}));
        QCOMPARE(first("write topics/{...}"),
                 (ExampleMatch{Operation::Create, u"topics/alerts/messages"_s, Yes}));
        QCOMPARE(first("modify state/profiles/{self}"),
                 (ExampleMatch{Operation::Modify, u"state/profiles/"_s + ada.toString(), Yes}));
        QCOMPARE(first("own modify state/x/{any}"),
                 (ExampleMatch{Operation::Modify, u"state/x/notes"_s, IfOwner}));
        QCOMPARE(first("create state/auth/users/{other}"),
                 (ExampleMatch{Operation::Create, u"state/auth/users/"_s + bob.toString(), Yes}));
        QCOMPARE(first("read state"), (ExampleMatch{Operation::Read, u"state/notes"_s, No}));
        const auto examples = examplesFor(rightOf(u"read topics/lab/messages"_s), source);
        QVERIFY(examples.contains(ExampleMatch{Operation::Read, u"topics/alerts/messages"_s, No}));
        QVERIFY(examples.contains(ExampleMatch{Operation::Create, u"topics/lab/messages"_s, No}));
        QVERIFY(examples.contains(ExampleMatch{Operation::Create, u"notes"_s, No}));
    }
};

QTEST_GUILESS_MAIN(TestRightLint)
#include "tst_rightlint.moc"
