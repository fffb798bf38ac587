// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// reeeductio-admin as scripts run it: exit codes, clean streams, standard input, a tail that another process
// feeds.

#include "support/adminrunner.h"
#include "support/await.h"
#include "support/fakekeychain.h"

#include <QJsonDocument>
#include <QProcess>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAdminProcess : public QObject
{
    Q_OBJECT

    Backend m_server;
    Credentials m_owner = m_server.newOwner();

    //! Where everything that is written is lost, with an error.
    const QString m_fullDisk = u"/dev/full"_s;

    void start(QProcess &process, const QStringList &arguments) const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"REEEDUCTIO_BASE_URL"_s, m_server.url().toString());
        environment.insert(u"REEEDUCTIO_PRIVATE_KEY"_s, hexOf(m_owner.key.seed()));
        environment.insert(u"REEEDUCTIO_SYMMETRIC_ROOT"_s, hexOf(m_owner.root->bytes()));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(ADMIN_PROGRAM), arguments);
    }

    AdminResult run(const QStringList &arguments, const QByteArray &input = {},
                    const QString &outFile = {}) const
    {
        QProcess process;
        process.setStandardOutputFile(outFile);
        start(process, arguments);
        process.write(input);
        process.closeWriteChannel();
        // The embedded server answers from threads of its own, so waiting here holds up nobody.
        if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init() { m_owner = m_server.newOwner(); }

    //! With nothing but --space, whatever the folder of the desktop is on this computer.
    void theDesktopsProfileIsFound()
    {
        const QTemporaryDir home;
        SerialThread thread;
        FakeKeychain none;
        none.isAvailable = false;
        Vault vault(thread, none, home.filePath(u"reeeductio-desktop"_s));
        VERIFY_OK(await(vault.open()));
        VERIFY_OK(await(vault.change([this](VaultContents &contents) {
            contents.spaces.push_back({m_owner.server, m_owner.space, m_owner.member, m_owner.key.clone(),
                                       m_owner.root->clone(), std::nullopt, u"Mine"_s, false});
        })));

        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_DATA_HOME"_s, home.path());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(ADMIN_PROGRAM),
                      {u"topic"_s, u"create"_s, u"general"_s, u"-o"_s, u"json"_s, u"--space"_s, u"Mine"_s});
        QVERIFY(process.waitForFinished() && process.exitCode() == 0);
        const auto made = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QCOMPARE(made["space_id"_L1].toString(), m_owner.space.toString());
    }

    void exitCodesAndStreams_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("done") << QStringList{u"user"_s, u"list"_s} << 0;
        QTest::newRow("refused") << QStringList{u"state"_s, u"get"_s, u"never/was"_s} << 1;
        QTest::newRow("nobody there")
            << QStringList{u"-u"_s, u"http://127.0.0.1:9"_s, u"user"_s, u"list"_s} << 1;
        QTest::newRow("misused") << QStringList{u"user"_s, u"add"_s} << 2;
        QTest::newRow("help") << QStringList{u"--help"_s} << 0;
        QTest::newRow("version") << QStringList{u"--version"_s} << 0;
        QTest::newRow("nothing") << QStringList() << 2;
    }
    void exitCodesAndStreams()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        const auto text = run(arguments);
        QVERIFY2(text.exitCode == exitCode, qPrintable(text.describe()));
        QCOMPARE(text.out.isEmpty(), exitCode != 0);
        QCOMPARE(text.err.isEmpty(), exitCode == 0);
        const auto json = run(QStringList{u"-o"_s, u"json"_s} + arguments);
        QVERIFY2(json.exitCode == exitCode, qPrintable(json.describe()));
        QVERIFY2(!json.json().isEmpty() && json.err.isEmpty(), qPrintable(json.describe()));
    }

    void aValueGoesThroughStandardStreams()
    {
        const QByteArray value("\x00\xff line\n", 8);
        const auto set = run({u"state"_s, u"set"_s, u"a"_s, u"-"_s}, value);
        QVERIFY2(set.exitCode == 0, qPrintable(set.describe()));
        QCOMPARE(run({u"state"_s, u"get"_s, u"a"_s}).out, value);
        const auto key = hexOf(SigningKey::generate().seed()).toLatin1();
        const auto other = run({u"space"_s, u"info"_s, u"-k"_s, u"-"_s, u"-o"_s, u"json"_s}, key + '\n');
        QVERIFY(other.json()["space_id"_L1].toString() != m_owner.space.toString());
        QVERIFY(SpaceId::parse(other.json()["space_id"_L1].toString()));
    }

    void moreIsSaidOnlyWhenAsked()
    {
        const auto quiet = run({u"-o"_s, u"json"_s, u"state"_s, u"get"_s, u"never/was"_s});
        QVERIFY(quiet.err.isEmpty());
        const auto verbose = run({u"-v"_s, u"-o"_s, u"json"_s, u"state"_s, u"get"_s, u"never/was"_s});
        QVERIFY2(verbose.err.contains("NotFound/NotFoundOnServer HTTP 404"), qPrintable(verbose.describe()));
        QVERIFY(!verbose.json().isEmpty()); // and still on stderr only
        for (const auto &secret : {hexOf(m_owner.key.seed()), hexOf(m_owner.root->bytes())})
            QVERIFY(!verbose.err.contains(secret.toLatin1()));
    }

    void whatCouldNotBeWrittenIsNoSuccess_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("a key") << QStringList{u"key"_s, u"generate"_s};
        QTest::newRow("a space's keys") << QStringList{u"space"_s, u"generate"_s};
        QTest::newRow("a list") << QStringList{u"user"_s, u"list"_s};
        QTest::newRow("help") << QStringList{u"--help"_s};
        QTest::newRow("version") << QStringList{u"--version"_s};
    }
    void whatCouldNotBeWrittenIsNoSuccess()
    {
        QFETCH(QStringList, arguments);
        for (const auto &format : {u"text"_s, u"json"_s}) {
            const auto result = run(QStringList{u"-o"_s, format} + arguments, {}, m_fullDisk);
            QVERIFY2(result.exitCode == 1, qPrintable(result.describe()));
            QVERIFY2(result.err.startsWith("Error: the output could not be written"),
                     qPrintable(result.describe()));
            QCOMPARE(result.err.count('\n'), 1);
        }
    }

    void aTailThatCannotBeWrittenEnds()
    {
        QProcess tail;
        tail.setStandardOutputFile(m_fullDisk);
        start(tail, {u"message"_s, u"tail"_s, u"general"_s, u"-v"_s});
        QByteArray said;
        connect(&tail, &QProcess::readyReadStandardError, this, [&] { said += tail.readAllStandardError(); });
        QTRY_VERIFY_WITH_TIMEOUT(said.contains("Listening"), 20'000);
        QCOMPARE(run({u"message"_s, u"post"_s, u"general"_s, u"hello"_s}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(tail.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(tail.exitCode(), 1);
        QVERIFY(said.contains("could not be written"));
    }

    void aFailingTailIsALineOfTheStream()
    {
        const auto stranger = hexOf(SigningKey::generate().seed());
        const auto tail = run({u"message"_s, u"tail"_s, u"general"_s, u"-o"_s, u"json"_s, u"-k"_s, stranger,
                               u"--space-id"_s, m_owner.space.toString()});
        QVERIFY2(tail.exitCode == 1, qPrintable(tail.describe()));
        QCOMPARE(tail.out.count('\n'), 1);
        QCOMPARE(tail.json()["error"_L1]["kind"_L1].toString(), u"Authentication"_s);
    }

    void aTailPrintsWhatAnotherProcessPosts()
    {
        QProcess tail;
        start(tail, {u"message"_s, u"tail"_s, u"general"_s, u"-v"_s});
        QByteArray said;
        connect(&tail, &QProcess::readyReadStandardError, this, [&] { said += tail.readAllStandardError(); });
        QTRY_VERIFY_WITH_TIMEOUT(said.contains("Listening"), 20'000);
        const auto posted = run({u"message"_s, u"post"_s, u"general"_s, u"hello"_s});
        QVERIFY2(posted.exitCode == 0, qPrintable(posted.describe()));
        QTRY_VERIFY_WITH_TIMEOUT(tail.bytesAvailable() > 0, 20'000);
        const auto line = tail.readAllStandardOutput();
        QCOMPARE(line.count('\n'), 1);
        const auto message = QJsonDocument::fromJson(line).object();
        QCOMPARE(message["text"_L1].toString(), u"hello"_s);
        QCOMPARE(message["verdict"_L1].toString(), u"verified"_s);
        QVERIFY(posted.out.contains(message["message_hash"_L1].toString().toLatin1()));
        QCOMPARE(tail.state(), QProcess::Running);
        tail.kill();
        QVERIFY(tail.waitForFinished());
    }
};

QTEST_GUILESS_MAIN(TestAdminProcess)
#include "tst_admin_process.moc"
