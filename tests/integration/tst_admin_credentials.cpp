// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Where reeeductio-admin takes keys, server and space from, and what it keeps to itself.

#include "client/credentialsfile.h"
#include "support/adminrunner.h"
#include "support/await.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAdminCredentials : public QObject
{
    Q_OBJECT

    Backend m_server;
    std::unique_ptr<AdminRunner> m_admin;
    QTemporaryDir m_directory;

    QString write(const QByteArray &contents) const
    {
        QFile file(m_directory.filePath(u"credentials"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(contents) != contents.size())
            return {};
        return file.fileName();
    }

    static QString spaceOf(const SigningKey &key) { return SpaceId::of(key.publicKey()).toString(); }
    static QString spaceIn(const AdminResult &result) { return result.json()["space_id"_L1].toString(); }

    AdminResult info(const QStringList &options)
    {
        return m_admin->run(QStringList{u"space"_s, u"info"_s, u"-o"_s, u"json"_s} + options);
    }

    //! Somebody who was added to the space and may write state there.
    Credentials newWriter(const Credentials &owner)
    {
        auto space = m_server.spaceFor(owner.clone());
        auto writer = m_server.newUser(owner);
        const auto user = *UserId::parse(writer.member.toString());
        const bool done =
            await(space->members().addUser(user)) &&
            await(space->members().grantToUser(user, u"w"_s, {Operation::Write, u"state/notes/{...}"_s}));
        Q_ASSERT(done);
        Q_UNUSED(done);
        return writer;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init() { m_admin = std::make_unique<AdminRunner>(m_server); }

    void everyFormOfAKeyIsRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray seed(32, '\xfb'); // has + and / in standard base64
        QTest::newRow("hex") << seed.toHex();
        QTest::newRow("capital hex") << seed.toHex().toUpper();
        QTest::newRow("base64") << seed.toBase64();
        QTest::newRow("without padding") << seed.toBase64(QByteArray::OmitTrailingEquals);
        QTest::newRow("URL-safe") << seed.toBase64(QByteArray::Base64UrlEncoding);
        QTest::newRow("URL-safe without padding")
            << seed.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    }
    void everyFormOfAKeyIsRead()
    {
        QFETCH(QByteArray, text);
        const auto expected = spaceOf(*SigningKey::fromSeed(QByteArray(32, '\xfb')));
        const auto key = QString::fromLatin1(text);
        QCOMPARE(spaceIn(info({u"-k"_s, key})), expected);
        m_admin->environment.insert(u"REEEDUCTIO_PRIVATE_KEY"_s, key);
        QCOMPARE(spaceIn(info({})), expected);
        m_admin->environment.clear();
        QCOMPARE(spaceIn(info({u"-f"_s, write("Private Key: " + text + '\n')})), expected);
        m_admin->input = text + '\n';
        QCOMPARE(spaceIn(info({u"-k"_s, u"-"_s})), expected);
    }

    void anOptionWinsOverTheFileAndTheFileOverTheEnvironment()
    {
        const auto option = SigningKey::generate();
        const auto inFile = SigningKey::generate();
        const auto variable = SigningKey::generate();
        m_admin->environment.insert(u"REEEDUCTIO_PRIVATE_KEY"_s, hexOf(variable.seed()));
        QCOMPARE(spaceIn(info({})), spaceOf(variable));
        const auto file = write(R"({"private_key_hex": ")" + hexOf(inFile.seed()).toLatin1() + R"("})");
        QCOMPARE(spaceIn(info({u"-f"_s, file})), spaceOf(inFile));
        QCOMPARE(spaceIn(info({u"-f"_s, file, u"-k"_s, hexOf(option.seed())})), spaceOf(option));
    }

    void theServerTooComesFromThere()
    {
        const auto key = hexOf(Backend::adminKey().seed());
        const QStringList command{u"auth"_s, u"test"_s, u"-o"_s, u"json"_s};
        m_admin->environment.insert(u"REEEDUCTIO_BASE_URL"_s, m_server.url().toString());
        QCOMPARE(m_admin->run(command + QStringList{u"-k"_s, key}).exitCode, 0);
        const auto elsewhere =
            write("Server: http://127.0.0.1:9\nPrivate Key: " + key.toLatin1() + '\n'); // nobody there
        QCOMPARE(m_admin->run(command + QStringList{u"-f"_s, elsewhere}).exitCode, 1);
        const QStringList here{u"-f"_s, elsewhere, u"-u"_s, m_server.url().toString()};
        QCOMPARE(m_admin->run(command + here).exitCode, 0);
    }

    void whatSpaceCreatePrintsIsACredentialsFile_data()
    {
        QTest::addColumn<QString>("form");
        QTest::newRow("text") << u"text"_s;
        QTest::newRow("json") << u"json"_s;
    }
    void whatSpaceCreatePrintsIsACredentialsFile()
    {
        QFETCH(QString, form);
        const auto created = m_admin->run({u"space"_s, u"create"_s, u"-k"_s,
                                           hexOf(Backend::adminKey().seed()), u"--output-format"_s, form});
        QCOMPARE(created.exitCode, 0);
        const auto file = write(created.out);
        const auto set =
            m_admin->run({u"-f"_s, file, u"state"_s, u"set"_s, u"a"_s, u"secret"_s, u"--encrypted"_s});
        QVERIFY2(set.exitCode == 0, qPrintable(set.describe()));
        QCOMPARE(m_admin->run({u"state"_s, u"get"_s, u"a"_s, u"--encrypted"_s, u"-f"_s, file}).out,
                 QByteArray("secret"));
        // From standard input as well.
        m_admin->input = created.out;
        QCOMPARE(m_admin->run({u"state"_s, u"get"_s, u"a"_s, u"--encrypted"_s, u"-f"_s, u"-"_s}).out,
                 QByteArray("secret"));
    }

    void aMemberWorksInASpaceThatIsNotItsOwn()
    {
        const auto owner = m_server.newOwner();
        const auto writer = newWriter(owner);
        const QStringList set{u"state"_s, u"set"_s, u"notes/a"_s, u"1"_s, u"-o"_s, u"json"_s};
        const auto key = hexOf(writer.key.seed());
        const auto space = owner.space.toString();
        const QStringList named{u"-k"_s, key, u"--space-id"_s, space};
        QCOMPARE(spaceIn(m_admin->run(set + named)), space);
        const auto contents = writeCredentialsFile(writer);
        QCOMPARE(spaceIn(m_admin->run(set + QStringList{u"-f"_s, write(contents.exposeUnwiped())})), space);
        m_admin->environment.insert(u"REEEDUCTIO_SPACE_ID"_s, space);
        m_admin->environment.insert(u"REEEDUCTIO_PRIVATE_KEY"_s, key);
        m_admin->environment.insert(u"REEEDUCTIO_MEMBER_ID"_s, writer.member.toString());
        QCOMPARE(spaceIn(m_admin->run(set)), space);
        // What it has no right to is refused by the server, and said so.
        const auto refused = m_admin->run({u"state"_s, u"set"_s, u"other"_s, u"1"_s});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.startsWith("Permission denied"), qPrintable(refused.describe()));
    }

    void aToolSignsInWhenItIsNamed()
    {
        const auto owner = m_server.newOwner();
        auto space = m_server.spaceFor(owner.clone());
        const auto tool = m_server.newTool(owner);
        VERIFY_OK(await(space->members().createTool(*ToolId::parse(tool.member.toString()))));
        const QStringList listing{u"user"_s, u"list"_s};
        QCOMPARE(m_admin->runAs(tool, listing).exitCode, 1); // as a user of that key it is nobody
        const QStringList named{u"--member-id"_s, tool.member.toString()};
        QCOMPARE(m_admin->runAs(tool, listing + named).exitCode, 0);
        const auto other = m_admin->runAs(owner, listing + named);
        QCOMPARE(other.exitCode, 2);
        QVERIFY2(other.err.contains("not the one this key belongs to"), qPrintable(other.describe()));
    }

    void keyRootAndValueMayAllComeFromStandardInput()
    {
        const auto owner = m_server.newOwner();
        m_admin->input = hexOf(owner.key.seed()).toLatin1() + '\n' + hexOf(owner.root->bytes()).toLatin1() +
                         "\nthe value\nof two lines\n";
        const auto set = m_admin->run(
            {u"state"_s, u"set"_s, u"a"_s, u"-"_s, u"--encrypted"_s, u"-k"_s, u"-"_s, u"-s"_s, u"-"_s});
        QVERIFY2(set.exitCode == 0, qPrintable(set.describe()));
        QCOMPARE(m_admin->runAs(owner, {u"state"_s, u"get"_s, u"a"_s, u"--encrypted"_s}).out,
                 QByteArray("the value\nof two lines\n"));
        m_admin->input.clear();
        QCOMPARE(info({u"-k"_s, u"-"_s}).exitCode, 2);
    }

    void aBadFileIsNamedWithItsField_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::addColumn<QByteArray>("expected");
        const auto key = hexOf(SigningKey::generate().seed()).toLatin1();
        QTest::newRow("no key") << QByteArray("Space ID: S") << QByteArray("space_id");
        QTest::newRow("nothing in it") << QByteArray("hello") << QByteArray("Missing option '--private-key'");
        QTest::newRow("broken off") << QByteArray("{\"private_key_hex\": \"ab")
                                    << QByteArray("the JSON in it");
        QTest::newRow("a bad key") << QByteArray("Private Key: 12ab12ab") << QByteArray("private_key_hex");
        QTest::newRow("a bad root") << QByteArray(R"({"private_key_hex": ")" + key +
                                                  R"(", "symmetric_root_hex": "12ab12ab"})")
                                    << QByteArray("symmetric_root_hex");
        QTest::newRow("another's name")
            << QByteArray("Private Key: " + key +
                          "\nUser ID: " + UserId::of(SigningKey::generate().publicKey()).text())
            << QByteArray("user_id");
    }
    void aBadFileIsNamedWithItsField()
    {
        QFETCH(QByteArray, contents);
        QFETCH(QByteArray, expected);
        const auto result = m_admin->run({u"space"_s, u"info"_s, u"-f"_s, write(contents)});
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(expected), qPrintable(result.describe()));
        QVERIFY2(!result.err.contains("12ab"), qPrintable(result.describe()));
    }

    void aFileThatIsNotThereIsSaid()
    {
        const auto result = m_admin->run({u"space"_s, u"info"_s, u"-f"_s, m_directory.filePath(u"none"_s)});
        QCOMPARE(result.exitCode, 2);
        QVERIFY(result.err.contains("--credentials-file"));
    }

    void aVisibleKeyIsWarnedOfOnATerminalOnly()
    {
        const auto key = hexOf(SigningKey::generate().seed());
        const QStringList command{u"space"_s, u"info"_s, u"-k"_s, key};
        QVERIFY(m_admin->run(command).err.isEmpty());
        m_admin->isErrTerminal = true;
        const auto warned = m_admin->run(command);
        QVERIFY2(warned.err.startsWith("Warning"), qPrintable(warned.describe()));
        QVERIFY(!warned.err.contains(key.toLatin1()));
        QCOMPARE(warned.exitCode, 0);
        m_admin->input = key.toLatin1();
        QVERIFY(m_admin->run({u"space"_s, u"info"_s, u"-k"_s, u"-"_s}).err.isEmpty());
        m_admin->environment.insert(u"REEEDUCTIO_PRIVATE_KEY"_s, key);
        QVERIFY(m_admin->run({u"space"_s, u"info"_s}).err.isEmpty());
    }

    void aKeyInTheWrongPlaceIsNotRepeated_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("glued to an option that is none") << u"space info --private-kye=KEY"_s;
        QTest::newRow("glued to a letter that is none") << u"space info -xKEY"_s;
        QTest::newRow("as an option") << u"space info --KEY"_s;
        QTest::newRow("as a command") << u"KEY"_s;
        QTest::newRow("as a second argument") << u"space info KEY -k KEY"_s;
        QTest::newRow("as an identifier") << u"key info KEY"_s;
        QTest::newRow("as a choice") << u"-o KEY space info"_s;
    }
    void aKeyInTheWrongPlaceIsNotRepeated()
    {
        QFETCH(QString, line);
        const auto key = hexOf(SigningKey::generate().seed());
        const auto arguments = line.replace(u"KEY"_s, key).split(u' ');
        const auto text = m_admin->run(arguments);
        QCOMPARE(text.exitCode, 2);
        QVERIFY2(!text.err.contains(key.toLatin1()), qPrintable(text.describe()));
        const auto json = m_admin->run(QStringList{u"--output=json"_s} + arguments);
        QVERIFY2(!json.out.contains(key.toLatin1()), qPrintable(json.describe()));
    }
};

QTEST_GUILESS_MAIN(TestAdminCredentials)
#include "tst_admin_credentials.moc"
