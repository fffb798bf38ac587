// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What reeeductio-admin shows of members and roles, and how it takes things from them.

#include "support/adminrunner.h"
#include "support/await.h"

#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAdminRights : public QObject
{
    Q_OBJECT

    Backend m_server;
    AdminRunner m_admin{m_server};
    Credentials m_owner = m_server.newOwner();
    Credentials m_ada = m_server.newUser(m_owner);
    Credentials m_bot = m_server.newTool(m_owner);

    QStringList words(QString line) const
    {
        return line.replace(u"$ada"_s, m_ada.member.toString())
            .replace(u"$bot"_s, m_bot.member.toString())
            .split(u' ');
    }
    AdminResult run(const QString &line) { return m_admin.runAs(m_owner, words(line)); }
    AdminResult runAs(const Credentials &who, const QString &line) { return m_admin.runAs(who, words(line)); }
    AdminResult asBot(const QString &line) { return runAs(m_bot, line + u" --member-id $bot"_s); }
    QJsonObject json(const QString &line) { return run(u"-o json "_s + line).json(); }
    bool does(const QString &line)
    {
        const auto result = run(line);
        if (result.exitCode != 0)
            qWarning().noquote() << line << result.describe();
        return result.exitCode == 0;
    }

    QString newestHash(const QString &path)
    {
        return json(u"state history "_s + path)["entries"_L1].toArray().last()["message_hash"_L1].toString();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        m_owner = m_server.newOwner();
        m_ada = m_server.newUser(m_owner);
        m_bot = m_server.newTool(m_owner);
        for (const auto &line : {u"user add $ada"_s, u"tool add $bot"_s, u"role create editor -d Edits"_s,
                                 u"user assign-role $ada -r editor"_s,
                                 u"role grant editor -c posts --op write --path topics/{any}/messages"_s,
                                 u"user grant $ada -c lab --op read --path topics/lab/messages"_s,
                                 u"tool grant $bot -c bot --op create --path topics/{any}/messages"_s})
            QVERIFY(does(line));
    }

    void aUser()
    {
        QVERIFY(does(uR"(state set profiles/$ada {"name":"Ada"})"_s));
        QVERIFY(does(
            uR"(state set auth/users/$ada/roles/old {"user_id":"$ada","role_id":"old","expires_at":5})"_s));
        const auto user = json(u"user show $ada"_s);
        QCOMPARE(user["user_id"_L1].toString(), m_ada.member.toString());
        QCOMPARE(user["name"_L1].toString(), u"Ada"_s);
        QCOMPARE(user["owner"_L1].toBool(true), false);
        QCOMPARE(user["trusted"_L1].toBool(), true);
        QCOMPARE(user["entry"_L1]["message_hash"_L1].toString(), newestHash(u"auth/users/$ada"_s));
        QCOMPARE(user["entry"_L1]["sender"_L1].toString(), m_owner.member.toString());
        QCOMPARE(user["entry"_L1]["entitled"_L1].toBool(), true);
        const auto roles = user["roles"_L1].toArray();
        QCOMPARE(roles.size(), 2);
        QCOMPARE(roles[0]["role_id"_L1].toString(), u"editor"_s);
        QCOMPARE(roles[0]["expired"_L1].toBool(true), false);
        QVERIFY(roles[0]["expires_at"_L1].isNull());
        QCOMPARE(roles[0]["entry"_L1]["message_hash"_L1].toString(),
                 newestHash(u"auth/users/$ada/roles/editor"_s));
        QCOMPARE(roles[1]["expired"_L1].toBool(), true);
        QCOMPARE(roles[1]["expires_at"_L1].toInteger(), 5);
        const auto right = user["rights"_L1].toArray().at(0);
        QCOMPARE(right["cap_id"_L1].toString(), u"lab"_s);
        QCOMPARE(right["path"_L1].toString(), u"topics/lab/messages"_s);
        QCOMPARE(right["sentence"_L1].toString(), u"read the topic lab"_s);
        QCOMPARE(right["revoked"_L1].toBool(true), false);
        QCOMPARE(right["warnings"_L1].toArray().at(0)["rule"_L1].toString(), u"shadowed"_s);
        QCOMPARE(user["effective_rights"_L1].toArray().size(), 2);

        const auto text = run(u"user show $ada"_s);
        for (const auto &part :
             {u"User: Ada ("_s + m_ada.member.toString() + u')', u"Written by "_s, u"  editor\n"_s,
              u"  old (ended on 1970-01-0"_s, u"  lab: read the topic lab (read topics/lab/messages)"_s,
              u"    Note: the right 'editor/posts' allows this already, and more."_s,
              u"  the role editor's right 'posts': read and post in every topic"_s})
            QVERIFY2(text.out.contains(part.toUtf8()), qPrintable(part + text.describe()));
    }

    void theOwner()
    {
        const auto text = run(u"user show "_s + m_owner.member.toString());
        QVERIFY2(text.out.contains("Never written down\nThe owner, who may do everything."),
                 qPrintable(text.describe()));
    }

    void aRole()
    {
        QVERIFY(does(u"role grant editor -c dead --op read --path topics/{any}"_s));
        const auto role = json(u"role show editor"_s);
        QCOMPARE(role["role_id"_L1].toString(), u"editor"_s);
        QCOMPARE(role["description"_L1].toString(), u"Edits"_s);
        QCOMPARE(role["holders"_L1].toArray(), QJsonArray{m_ada.member.toString()});
        QCOMPARE(role["entry"_L1]["path"_L1].toString(), u"auth/roles/editor"_s);
        const auto rights = role["rights"_L1].toArray();
        QCOMPARE(rights.size(), 2);
        QCOMPARE(rights[0]["cap_id"_L1].toString(), u"dead"_s);
        const auto warning = rights[0]["warnings"_L1].toArray().at(0);
        QCOMPARE(warning["rule"_L1].toString(), u"matches-nothing"_s);
        QCOMPARE(warning["fixed"_L1]["path"_L1].toString(), u"topics/{any}/messages"_s);
        QVERIFY(rights[1]["warnings"_L1].toArray().isEmpty());
        const auto text = run(u"role show editor"_s);
        for (const auto &part :
             {u"Role: editor\nDescription: Edits\n"_s, u"Who has it:\n  "_s + m_ada.member.toString(),
              u"    Warning: no request of any member ever matches topics/{any}."_s})
            QVERIFY2(text.out.contains(part.toUtf8()), qPrintable(text.describe()));
        const auto listed = json(u"role list"_s)["roles"_L1].toArray();
        QCOMPARE(listed.size(), 1);
        QCOMPARE(listed[0]["rights"_L1].toInteger(), 2);
        QCOMPARE(listed[0]["holders"_L1].toInteger(), 1);
    }

    void whatIsNotThere_data()
    {
        QTest::addColumn<QString>("line");
        for (const auto *line :
             {"user show $new", "tool show $newtool", "role show nothing", "role remove nothing",
              "role revoke editor nothing", "role revoke nothing posts", "user revoke $ada nothing",
              "user revoke $new lab", "user revoke-role $ada -r nothing", "tool revoke $bot nothing"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void whatIsNotThere()
    {
        QFETCH(QString, line);
        const auto key = SigningKey::generate().publicKey();
        line.replace(u"$newtool"_s, ToolId::of(key).toString())
            .replace(u"$new"_s, UserId::of(key).toString());
        const auto result = run(line);
        QVERIFY2(result.exitCode == 1 && result.err.startsWith("Not found: "), qPrintable(result.describe()));
    }

    //! What is shown is what the server counts: to the very use at which it refuses.
    void theUsesOfATool()
    {
        const auto tool = *ToolId::parse(m_bot.member.toString());
        QVERIFY(does(u"topic create general"_s));
        QVERIFY(does(u"tool grant $bot -c rw --op write --path topics/{any}/messages"_s));
        QVERIFY(does(u"tool grant $bot -c state --op write --path state/notes/{any}"_s));
        QCOMPARE(asBot(u"message post general before"_s).exitCode, 0); // before there was a limit
        QVERIFY(run(u"tool show $bot"_s).out.contains("Limit of uses: none"));
        const auto owner = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(owner->members().createTool(tool, u"Posts"_s, 4)));
        int done = 0;
        const QStringList acts{u"message post general a"_s, u"state set notes/a x"_s,
                               u"message post general b"_s, u"state set notes/a y"_s,
                               u"message post general c"_s};
        for (const auto &act : acts) {
            const auto shown = json(u"tool show $bot"_s);
            QCOMPARE(shown["uses"_L1]["counted"_L1].toInteger(), done);
            QCOMPARE(shown["use_limit"_L1].toInteger(), 4);
            const auto result = asBot(act);
            QVERIFY2((result.exitCode == 0) == (done < 4), qPrintable(result.describe()));
            done += result.exitCode == 0 ? 1 : 0;
        }
        const auto text = run(u"tool show $bot"_s);
        for (const auto &part :
             {u"Tool: "_s, u"Description: Posts"_s, u"Limit of uses: 4; used so far: 4, last on "_s,
              u"Not counted, since nobody can see it"_s})
            QVERIFY2(text.out.contains(part.toUtf8()), qPrintable(text.describe()));
        QVERIFY(json(u"tool show $bot"_s)["uses"_L1]["last_use"_L1].toInteger() > 0);
    }

    void topicsThatMayNotBeReadAreNamed()
    {
        const auto tool = *ToolId::parse(m_bot.member.toString());
        VERIFY_OK(await(m_server.spaceFor(m_owner.clone())->members().createTool(tool, {}, 4)));
        QVERIFY(does(u"topic create secret"_s));
        QVERIFY(does(u"message post secret hello"_s));
        const auto reader = m_server.newUser(m_owner);
        QVERIFY(does(u"user add "_s + reader.member.toString()));
        const auto shown = runAs(reader, u"-o json tool show $bot"_s).json();
        QCOMPARE(shown["uses"_L1]["unreadable_topics"_L1].toArray(), (QJsonArray{u"lab"_s, u"secret"_s}));
    }

    void rightsAndRolesAreTakenAway_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("question"); // what was allowed before it
        QTest::newRow("a user's right")
            << u"user revoke $ada lab"_s << u"Capability revoked from user $ada: lab"_s
            << u"cap_id message_hash message_hashes space_id user_id"_s << QString();
        QTest::newRow("a tool's right")
            << u"tool revoke $bot bot"_s << u"Capability revoked from tool $bot: bot"_s
            << u"cap_id message_hash message_hashes space_id tool_id"_s
            << u"$bot create topics/general/messages"_s;
        QTest::newRow("a role's right")
            << u"role revoke editor posts"_s << u"Capability revoked from role editor: posts"_s
            << u"cap_id message_hash message_hashes role_id space_id"_s
            << u"$ada create topics/general/messages"_s;
        QTest::newRow("a role from a user")
            << u"user revoke-role $ada -r editor"_s << u"Role 'editor' revoked from user $ada"_s
            << u"message_hash message_hashes role_id space_id user_id"_s
            << u"$ada create topics/general/messages"_s;
        QTest::newRow("a role") << u"role remove editor"_s << u"Role removed: editor"_s
                                << u"message_hash message_hashes role_id space_id"_s
                                << u"$ada create topics/general/messages"_s;
    }
    void rightsAndRolesAreTakenAway()
    {
        QFETCH(QString, line);
        QFETCH(QString, said);
        QFETCH(QString, keys);
        QFETCH(QString, question);
        const auto allowed = [&](const QString &rules) {
            return json(u"explain %1 --rules %2"_s.arg(question, rules))["allowed"_L1].toBool();
        };
        QVERIFY(question.isEmpty() || allowed(u"real"_s));
        const auto text = run(line);
        QCOMPARE(text.exitCode, 0);
        QCOMPARE(QString::fromUtf8(text.out),
                 words(said).join(u' ') + u"\nSpace: "_s + m_owner.space.toString() + u'\n');
        if (!question.isEmpty())
            QVERIFY(!allowed(u"real"_s) && !allowed(u"local"_s));
        const auto before = json(u"state history"_s)["entries"_L1].toArray().size();
        // Once more changes nothing, and says the same.
        const auto again = json(line);
        QCOMPARE(again.keys().join(u' '), keys);
        QCOMPARE(json(u"state history"_s)["entries"_L1].toArray().size(), before);
    }

    void whatIsRevokedIsShown()
    {
        QVERIFY(does(u"user revoke $ada lab"_s) && does(u"user revoke-role $ada -r editor"_s));
        const auto user = json(u"user show $ada"_s);
        QCOMPARE(user["rights"_L1].toArray().at(0)["revoked"_L1].toBool(), true);
        QCOMPARE(user["roles"_L1].toArray().at(0)["expired"_L1].toBool(), true);
        QVERIFY(user["effective_rights"_L1].toArray().isEmpty());
        const auto text = run(u"user show $ada"_s);
        for (const auto &part :
             {u"  lab: revoked\n"_s, u"  editor (ended on "_s, u"It may do nothing that needs a right."_s})
            QVERIFY2(text.out.contains(part.toUtf8()), qPrintable(text.describe()));
        QVERIFY(does(u"role remove editor"_s));
        QCOMPARE(run(u"role show editor"_s).exitCode, 1);
        QVERIFY(does(u"user remove $ada"_s));
        QVERIFY(
            run(u"user show $ada"_s).out.contains("Its entry was emptied; a published server lets it in"));
        QCOMPARE(run(u"user show $ada --rules local"_s).exitCode, 1);
    }

    void whoMayNotTakeAwaySaysSo()
    {
        const auto refused = runAs(m_ada, u"role revoke editor posts"_s);
        QVERIFY2(refused.exitCode == 1 && refused.err.startsWith("Permission denied: "),
                 qPrintable(refused.describe()));
        QCOMPARE(json(u"role show editor"_s)["rights"_L1].toArray().at(0)["revoked"_L1].toBool(true), false);
    }
};

QTEST_GUILESS_MAIN(TestAdminRights)
#include "tst_admin_rights.moc"
