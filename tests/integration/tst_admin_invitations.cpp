// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Inviting and joining with reeeductio-admin.

#include "support/adminrunner.h"
#include "support/await.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAdminInvitations : public QObject
{
    Q_OBJECT

    Backend m_server;
    AdminRunner m_admin{m_server};
    Credentials m_owner = m_server.newOwner();

    AdminResult run(const QStringList &arguments) { return m_admin.runAs(m_owner, arguments); }
    QJsonObject json(const QStringList &arguments)
    {
        return run(QStringList{u"-o"_s, u"json"_s} + arguments).json();
    }
    //! As somebody who is nobody yet, with this on standard input.
    AdminResult guest(const QByteArray &input, const QStringList &arguments)
    {
        m_admin.input = input;
        return m_admin.run(arguments);
    }

    QJsonObject create(const QStringList &options)
    {
        return json(QStringList{u"invite"_s, u"create"_s, u"--role"_s, u"member"_s} + options);
    }
    static QByteArray lines(const QJsonObject &created)
    {
        return created["link"_L1].toString().toUtf8() + '\n' + created["words"_L1].toString().toUtf8() + '\n';
    }
    QJsonObject listed(const QString &id)
    {
        const auto all = json({u"invite"_s, u"list"_s})["invitations"_L1].toArray();
        for (const auto &each : all) {
            if (each.toObject()["invitation_id"_L1].toString() == id)
                return each.toObject();
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        m_owner = m_server.newOwner();
        m_admin.environment = {};
        m_admin.isErrTerminal = false;
        auto space = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(space->members().createRole(u"member"_s)));
        VERIFY_OK(await(space->members().grantToRole(u"member"_s, u"post"_s,
                                                     {Operation::Create, u"topics/{any}/messages"_s})));
    }

    void somebodyIsInvitedAndJoins()
    {
        const auto created = create({u"--words"_s, u"--note"_s, u"for Bea"_s, u"--expires"_s, u"7d"_s});
        const auto id = created["invitation_id"_L1].toString();
        QVERIFY(id.startsWith(u'T'));
        QCOMPARE(created["use_limit"_L1].toInt(), 1);
        QCOMPARE(created["words"_L1].toString().split(u' ').size(), 6);
        QVERIFY(created["link"_L1].toString().startsWith("reeeductio:join#"_L1));
        QCOMPARE(created["space_id"_L1].toString(), m_owner.space.toString());
        QCOMPARE(listed(id)["status"_L1].toString(), u"unused"_s);
        QCOMPARE(listed(id)["note"_L1].toString(), u"for Bea"_s);
        QVERIFY(listed(id)["expires_at"_L1].toInteger() > listed(id)["created_at"_L1].toInteger());

        const auto shown = guest(lines(created), {u"invite"_s, u"show"_s, u"-"_s, u"-o"_s, u"json"_s}).json();
        QCOMPARE(shown["space_id"_L1].toString(), m_owner.space.toString());
        QCOMPARE(shown["differences"_L1].toArray().size(), 0);
        QCOMPARE(shown["invitation"_L1].toObject()["role"_L1].toString(), u"member"_s);
        QCOMPARE(shown["fingerprint"_L1].toString().split(u' ').size(), 6);

        const auto result = guest(lines(created), {u"invite"_s, u"accept"_s, u"-"_s, u"-o"_s, u"json"_s});
        const auto joined = result.json();
        QVERIFY2(joined["joined"_L1].toBool(), qPrintable(result.describe()));
        QCOMPARE(joined["symmetric_root_hex"_L1].toString(), hexOf(m_owner.root->bytes()));
        QVERIFY(joined["waits_for_role"_L1].toBool());
        const auto user = joined["user_id"_L1].toString();
        auto uses = listed(id)["used_by"_L1].toArray();
        QCOMPARE(uses.size(), 1);
        QCOMPARE(uses[0].toObject()["user_id"_L1].toString(), user);
        QCOMPARE(uses[0].toObject()["role_status"_L1].toString(), u"waiting"_s);

        // Those who may give no role say how many wait.
        const auto by = QStringList{u"-k"_s,         joined["private_key_hex"_L1].toString(),
                                    u"--space-id"_s, m_owner.space.toString(),
                                    u"-o"_s,         u"json"_s};
        QCOMPARE(m_admin.run(QStringList{u"invite"_s, u"complete"_s} + by).json()["waiting"_L1].toInt(), 1);
        const auto done = run({u"invite"_s, u"complete"_s});
        QVERIFY2(done.out.startsWith("Role 'member' assigned to user " + user.toUtf8() +
                                     "\nWaiting for a role: 0\n"),
                 qPrintable(done.describe()));
        QCOMPARE(listed(id)["status"_L1].toString(), u"spent"_s);

        const auto again = guest(lines(created), {u"invite"_s, u"accept"_s, u"-"_s});
        QCOMPARE(again.exitCode, 1);
        QVERIFY2(again.err.startsWith("Permission denied: this invitation has been used"),
                 again.err.constData());
    }

    void formBNeedsNobody()
    {
        const auto created = create({u"--form"_s, u"b"_s});
        QVERIFY(!created.contains("words"_L1) && created["use_limit"_L1].isNull());
        const auto result = guest(created["link"_L1].toString().toUtf8(), {u"invite"_s, u"accept"_s, u"-"_s});
        QCOMPARE(result.exitCode, 0);
        for (const auto *line : {"Joined the space.",
                                 "Space ID: ", "User ID: ", "Private Key: ", "Symmetric Root: ", "Server: "})
            QVERIFY2(result.out.contains(line), qPrintable(result.describe()));
        QVERIFY(!result.out.contains("administrator"));
        // What was printed is a credentials file.
        QTemporaryDir folder;
        QFile file(folder.filePath(u"who"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(result.out) > 0);
        file.close();
        const auto info = m_admin.run({u"-f"_s, file.fileName(), u"topic"_s, u"list"_s});
        QVERIFY2(info.exitCode == 0, qPrintable(info.describe()));

        const auto id = created["invitation_id"_L1].toString();
        QCOMPARE(run({u"invite"_s, u"revoke"_s, id}).out,
                 "Invitation revoked: " + id.toUtf8() + "\nSpace: " + m_owner.space.text() + '\n');
        const auto refused =
            guest(created["link"_L1].toString().toUtf8(), {u"invite"_s, u"accept"_s, u"-"_s});
        QVERIFY2(refused.err.startsWith("Authentication failed: this invitation was taken back"),
                 qPrintable(refused.describe()));
        const auto member = run({u"invite"_s, u"revoke"_s, m_owner.member.toString()});
        QVERIFY2(member.err.startsWith("Not found"), qPrintable(member.describe()));
    }

    void credentialsAreKeptBeforeJoining()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(u"me"_s);
        const auto created = create({u"--words"_s});
        m_admin.environment.insert(u"REEEDUCTIO_INVITATION_WORDS"_s,
                                   created["words"_L1].toString().toUpper());
        const auto accept = QStringList{u"invite"_s, u"accept"_s, u"-"_s, u"-O"_s, file, u"-o"_s, u"json"_s};
        const auto link = created["link"_L1].toString().toUtf8();
        const auto first = guest(link, accept);
        QVERIFY2(first.json()["joined"_L1].toBool(), qPrintable(first.describe()));
        QVERIFY(!first.out.contains("private_key"));
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        // Again, as after a crash: the same member, and no other use.
        const auto second = guest(link, accept);
        QCOMPARE(second.json()["user_id"_L1], first.json()["user_id"_L1]);
        QCOMPARE(listed(created["invitation_id"_L1].toString())["used_by"_L1].toArray().size(), 1);
        QCOMPARE(m_admin.run({u"-f"_s, file, u"topic"_s, u"list"_s}).exitCode, 0);
    }

    void whatIsTypedWronglyIsSaid_data()
    {
        QTest::addColumn<QString>("link"); // `$link` is a good one
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("err");
        QTest::newRow("nothing") << u""_s << u""_s << 2 << u"Invalid value for 'LINK'"_s;
        QTest::newRow("no link") << u"hello"_s << u""_s << 2 << u"Invalid value for 'LINK'"_s;
        QTest::newRow("half of it") << u"$half"_s << u""_s << 2 << u"it is not whole"_s;
        QTest::newRow("newer") << u"reeeductio:join#v=9"_s << u""_s << 2 << u"of a newer kind"_s;
        QTest::newRow("no words") << u"$link"_s << u""_s << 2 << u"six words, got 0"_s;
        QTest::newRow("a damaged word") << u"$link"_s << u"zebra abacus copper volcamo lemon orbit"_s << 2
                                        << u"Word 4 is not one of the list; like it: volcano"_s;
        QTest::newRow("other words") << u"$link"_s << u"academic bison fiesta award revel victory"_s << 1
                                     << u"Validation error: these are not the words"_s;
    }
    void whatIsTypedWronglyIsSaid()
    {
        QFETCH(QString, link);
        QFETCH(QString, words);
        const auto good = create({u"--words"_s})["link"_L1].toString();
        link.replace("$link"_L1, good).replace("$half"_L1, good.left(good.size() - 40));
        const auto result =
            guest(link.toUtf8() + '\n' + words.toUtf8() + '\n', {u"invite"_s, u"accept"_s, u"-"_s});
        QTEST(result.exitCode, "exitCode");
        QFETCH(QString, err);
        QVERIFY2(result.err.contains(err.toUtf8()), qPrintable(result.describe()));
        const auto key = good.section(u"&k="_s, 1).left(43).toUtf8();
        QVERIFY(key.size() == 43 && !result.err.contains(key));
    }

    void optionsThatCannotBeMeantAreRefused_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("err");
        QTest::newRow("no role") << u""_s << u"Missing option '--role'"_s;
        QTest::newRow("uses of form b")
            << u"--role member --form b --uses 2"_s << u"'--uses' is for form a"_s;
        QTest::newRow("no uses") << u"--role member --uses 0"_s << u"uses"_s;
        QTest::newRow("no time") << u"--role member --expires soon"_s << u"'--expires'"_s;
        QTest::newRow("a time gone by") << u"--role member --expires 2001-01-01"_s << u"'--expires'"_s;
    }
    void optionsThatCannotBeMeantAreRefused()
    {
        QFETCH(QString, options);
        QFETCH(QString, err);
        const auto result =
            run(QStringList{u"invite"_s, u"create"_s} + options.split(u' ', Qt::SkipEmptyParts));
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(err.toUtf8()), qPrintable(result.describe()));
    }

    void secretsOnTheCommandLineAreWarnedOf()
    {
        m_admin.isErrTerminal = true;
        const auto created = create({});
        const auto link = created["link"_L1].toString();
        const auto shown = m_admin.run({u"invite"_s, u"show"_s, link});
        QVERIFY2(shown.err.contains("can see the link on the command line"), qPrintable(shown.describe()));
        QVERIFY2(shown.out.contains("Status:      unused"), qPrintable(shown.describe()));
        const auto read = guest(link.toUtf8(), {u"invite"_s, u"show"_s, u"-"_s});
        QVERIFY(!read.err.contains("command line"));
        const auto bare = run({u"invite"_s, u"create"_s, u"-r"_s, u"member"_s, u"--form"_s, u"b"_s});
        QVERIFY2(bare.err.contains("The link is the secret") && bare.err.contains("Until it is revoked"),
                 qPrintable(bare.describe()));
        QCOMPARE(run({u"invite"_s, u"create"_s, u"-r"_s, u"nobody"_s}).exitCode, 1);
        QVERIFY(m_admin.run({u"help"_s, u"invite"_s}).out.contains("accept"));
    }

    void aLinkThatSaysSomethingElseIsNotFollowed()
    {
        const auto created = create({});
        const auto link = created["link"_L1].toString().replace("&r=member"_L1, "&r=boss"_L1).toUtf8();
        const auto refused = guest(link, {u"invite"_s, u"accept"_s, u"-"_s});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.out.contains("Not joined") && refused.out.contains("other-role"),
                 qPrintable(refused.describe()));
        QCOMPARE(listed(created["invitation_id"_L1].toString())["status"_L1].toString(), u"unused"_s);
        QCOMPARE(guest(link, {u"invite"_s, u"accept"_s, u"-"_s, u"--anyway"_s}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TestAdminInvitations)
#include "tst_admin_invitations.moc"
