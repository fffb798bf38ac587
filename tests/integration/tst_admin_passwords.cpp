// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Password login by reeeductio-admin: what it asks for, what it shows, and that nobody sees what is typed.

#include "client/credentialsfile.h"
#include "support/adminrunner.h"
#include "support/await.h"

#include <QProcess>
#include <QTemporaryDir>

#include <csignal>
#include <fcntl.h>
#include <memory>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

//! A terminal without a screen: what a person types goes in here, and what the terminal would show comes out.
class Keyboard
{
public:
    Keyboard() : m_master(posix_openpt(O_RDWR | O_NOCTTY))
    {
        m_isGood = m_master >= 0 && grantpt(m_master) == 0 && unlockpt(m_master) == 0;
        if (!m_isGood)
            return;
        fcntl(m_master, F_SETFL, O_NONBLOCK);
        m_slave = open(ptsname(m_master), O_RDWR | O_NOCTTY); // stays open, so that its settings do
    }
    Keyboard(const Keyboard &) = delete;
    Keyboard &operator=(const Keyboard &) = delete;
    ~Keyboard()
    {
        close(m_slave);
        close(m_master);
    }

    bool isGood() const { return m_isGood && m_slave >= 0; }
    QString file() const { return QString::fromLocal8Bit(ptsname(m_master)); }
    bool isShown() const
    {
        termios settings{};
        return tcgetattr(m_slave, &settings) == 0 && (settings.c_lflag & ECHO) != 0;
    }
    bool type(const QByteArray &text) const
    {
        return write(m_master, text.constData(), size_t(text.size())) == text.size();
    }
    QByteArray screen() const
    {
        QByteArray shown(4096, '\0');
        const auto size = read(m_master, shown.data(), size_t(shown.size()));
        return shown.first(std::max<qsizetype>(size, 0));
    }

private:
    int m_master = -1;
    int m_slave = -1;
    bool m_isGood = false;
};

} // namespace

class TestAdminPasswords : public QObject
{
    Q_OBJECT

    Backend m_server;
    std::unique_ptr<AdminRunner> m_admin;
    Credentials m_owner = m_server.newOwner();
    QTemporaryDir m_directory;

    AdminResult asOwner(const QStringList &arguments) { return m_admin->runAs(m_owner, arguments); }
    AdminResult enroll(const QString &name, const QByteArray &input, const QStringList &more = {})
    {
        m_admin->input = input;
        return asOwner(QStringList{u"opaque"_s, u"register"_s, u"-n"_s, name} + more);
    }
    AdminResult logIn(const QString &name, const QByteArray &input, const QStringList &more = {})
    {
        m_admin->input = input;
        return m_admin->run(
            QStringList{u"opaque"_s, u"login"_s, u"-n"_s, name, u"--space-id"_s, m_owner.space.toString()} +
            more);
    }

    //! In a process of its own, with that keyboard.
    void start(QProcess &process, const Keyboard &keyboard, const QStringList &arguments) const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"REEEDUCTIO_BASE_URL"_s, m_server.url().toString());
        process.setProcessEnvironment(environment);
        process.setStandardInputFile(keyboard.file());
        process.start(QStringLiteral(ADMIN_PROGRAM), arguments);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        m_admin = std::make_unique<AdminRunner>(m_server);
        m_owner = m_server.newOwner();
        m_owner.userKey = SymmetricKey::generate();
        const auto enabled = asOwner({u"opaque"_s, u"enable"_s});
        QVERIFY2(enabled.exitCode == 0, qPrintable(enabled.describe()));
    }

    void keysComeBack()
    {
        const auto kept = enroll(u"ann"_s, "pass word\npass word\n");
        QVERIFY2(kept.exitCode == 0, qPrintable(kept.describe()));
        QCOMPARE(kept.out,
                 "OPAQUE credentials registered for user: ann\nSpace: " + m_owner.space.text() + '\n');
        QVERIFY(kept.err.isEmpty());

        const auto json = logIn(u"ann"_s, "pass word\n", {u"-o"_s, u"json"_s});
        QVERIFY2(json.exitCode == 0, qPrintable(json.describe()));
        QCOMPARE(json.json()["private_key_hex"_L1].toString(), hexOf(m_owner.key.seed()));
        QCOMPARE(json.json()["symmetric_root_hex"_L1].toString(), hexOf(m_owner.root->bytes()));
        QCOMPARE(json.json()["space_id"_L1].toString(), m_owner.space.toString());
        QCOMPARE(json.json()["user_id"_L1].toString(), m_owner.member.toString());
        QCOMPARE(json.json()["base_url"_L1].toString(), m_server.url().toString());
        QCOMPARE(json.json()["user_symmetric_key_hex"_L1].toString().size(), 64);

        // Lines and JSON are what -f reads.
        const auto text = logIn(u"ann"_s, "pass word\n");
        for (const auto &form : {text.out, json.out}) {
            const auto read = readCredentialsFile(form);
            VERIFY_OK(read);
            QVERIFY(read->key.seed().equals(m_owner.key.seed().view()));
            QVERIFY(read->root->bytes().equals(m_owner.root->bytes().view()));
            QVERIFY(read->userKey.has_value());
            QCOMPARE(read->server, m_server.url());
            QCOMPARE(read->member, m_owner.member);
        }
        // As are the options: what a script has in a file or the environment.
        m_admin->environment.insert(u"REEEDUCTIO_SPACE_ID"_s, m_owner.space.toString());
        m_admin->input.clear();
        const auto byEnvironment = m_admin->run(
            {u"opaque"_s, u"login"_s, u"--username"_s, u"ann"_s, u"--password"_s, u"pass word"_s});
        QVERIFY2(byEnvironment.exitCode == 0, qPrintable(byEnvironment.describe()));
    }

    void keptInAFileNothingIsShown()
    {
        QCOMPARE(enroll(u"ann"_s, {}, {u"-p"_s, u"pw"_s}).exitCode, 0);
        const auto file = m_directory.filePath(u"ann.json"_s);
        const auto kept = logIn(u"ann"_s, "pw\n", {u"-O"_s, file});
        QVERIFY2(kept.exitCode == 0, qPrintable(kept.describe()));
        QVERIFY(kept.out.contains(file.toUtf8()));
        for (const auto &secret : {hexOf(m_owner.key.seed()), hexOf(m_owner.root->bytes())})
            QVERIFY(!kept.out.contains(secret.toLatin1()));
        QCOMPARE(QFile(file).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const auto used =
            m_admin->run({u"-f"_s, file, u"-u"_s, m_server.url().toString(), u"user"_s, u"list"_s});
        QVERIFY2(used.exitCode == 0, qPrintable(used.describe()));
        // What is there is not written over.
        const auto again = logIn(u"ann"_s, "pw\n", {u"-O"_s, file});
        QCOMPARE(again.exitCode, 2);
        QVERIFY(again.err.contains("'--output-file'"));
    }

    void theOwnerForAMember()
    {
        auto member = m_server.newUser(m_owner);
        auto space = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(space->members().addUser(*UserId::parse(member.member.toString()))));
        const auto file = m_directory.filePath(u"member.json"_s);
        QFile written(file);
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write(writeCredentialsFile(member).exposeUnwiped());
        written.close();

        // Alone it may not, and is told who can.
        m_admin->input = "hers\nhers\n";
        const auto alone = m_admin->runAs(member, {u"opaque"_s, u"register"_s, u"-n"_s, u"uma"_s});
        QCOMPARE(alone.exitCode, 1);
        QVERIFY2(alone.err.startsWith("Permission denied") && alone.err.contains("--for"),
                 qPrintable(alone.describe()));
        const auto byOwner = enroll(u"uma"_s, "hers\nhers\n", {u"--for"_s, file, u"-o"_s, u"json"_s});
        QVERIFY2(byOwner.exitCode == 0, qPrintable(byOwner.describe()));
        QCOMPARE(byOwner.json()["user_id"_L1].toString(), member.member.toString());
        const auto found = logIn(u"uma"_s, "hers\n", {u"-o"_s, u"json"_s});
        QCOMPARE(found.json()["private_key_hex"_L1].toString(), hexOf(member.key.seed()));

        const auto stranger = m_server.newOwner();
        QVERIFY(written.open(QIODevice::WriteOnly | QIODevice::Truncate));
        written.write(writeCredentialsFile(stranger).exposeUnwiped());
        written.close();
        const auto elsewhere = enroll(u"eve"_s, "pw\npw\n", {u"--for"_s, file});
        QCOMPARE(elsewhere.exitCode, 2);
        QVERIFY(elsewhere.err.contains("another space"));
        for (const auto &name : {u"nowhere"_s, u"member.json/x"_s})
            QCOMPARE(enroll(u"eve"_s, "pw\npw\n", {u"--for"_s, m_directory.filePath(name)}).exitCode, 2);
    }

    void whatGoesWrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("err");
        const auto row = [](const char *name, const QStringList &arguments, const QByteArray &input,
                            int exitCode, const char *err) {
            QTest::newRow(name) << QStringList{u"opaque"_s} + arguments << input << exitCode
                                << QByteArray(err);
        };
        row("no password", {u"register"_s, u"-n"_s, u"bob"_s}, {}, 2, "it is empty");
        row("an empty one", {u"register"_s, u"-n"_s, u"bob"_s, u"-p"_s, u""_s}, {}, 2, "it is empty");
        row("two that differ", {u"register"_s, u"-n"_s, u"bob"_s}, "one\ntwo\n", 2,
            "The two entered values do not match.");
        row("a taken name", {u"register"_s, u"-n"_s, u"ann"_s}, "pw\npw\n", 1,
            "Validation error: this name is taken (ann)");
        row("a bad name", {u"register"_s, u"-n"_s, u"a b"_s}, "pw\npw\n", 2, "'--username' / '-n'");
        row("a wrong password", {u"login"_s, u"-n"_s, u"ann"_s}, "secret2\n", 1,
            "Authentication failed: name or password is wrong");
        row("no password to log in with", {u"login"_s, u"-n"_s, u"ann"_s}, {}, 2, "it is empty");
        row("a wrong name", {u"login"_s, u"-n"_s, u"bob"_s}, "secret1\n", 1,
            "Authentication failed: name or password is wrong");
        row("no space", {u"login"_s, u"-n"_s, u"ann"_s, u"--space-id"_s, u"Sabc"_s}, "secret1\n", 2,
            "44 characters");
    }
    void whatGoesWrong()
    {
        QCOMPARE(enroll(u"ann"_s, {}, {u"-p"_s, u"secret1"_s}).exitCode, 0);
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, input);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, err);
        const bool isLogin = arguments.at(1) == "login"_L1;
        if (isLogin && !arguments.contains(u"--space-id"_s))
            arguments << u"--space-id"_s << m_owner.space.toString();
        m_admin->input = input;
        const auto result = isLogin ? m_admin->run(arguments) : asOwner(arguments);
        QVERIFY2(result.exitCode == exitCode, qPrintable(result.describe()));
        QVERIFY2(result.out.isEmpty() && result.err.contains(err), qPrintable(result.describe()));
        QVERIFY(!result.err.contains("secret"));
    }

    void aSpaceWithoutIt()
    {
        const auto other = m_server.newOwner();
        m_admin->input = "pw\npw\n";
        const auto refused = m_admin->runAs(other, {u"opaque"_s, u"register"_s, u"-n"_s, u"ann"_s});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.startsWith("Error: this space has no password login"),
                 qPrintable(refused.describe()));
        const auto nowhere = m_admin->run({u"opaque"_s, u"login"_s, u"-n"_s, u"ann"_s, u"-p"_s, u"pw"_s});
        QCOMPARE(nowhere.exitCode, 2);
        QVERIFY(nowhere.err.contains("Missing option '--space-id'"));
    }

    void aPasswordInSightIsWarnedOf()
    {
        m_admin->isErrTerminal = true;
        const auto seen = enroll(u"ann"_s, {}, {u"-p"_s, u"pw"_s});
        QVERIFY2(seen.err.contains("on the command line"), qPrintable(seen.describe()));
        m_admin->environment.insert(u"REEEDUCTIO_SPACE_ID"_s, m_owner.space.toString());
        m_admin->input = "pw\n";
        const auto unseen = m_admin->run({u"opaque"_s, u"login"_s, u"-n"_s, u"ann"_s, u"-p"_s, u"-"_s});
        QVERIFY2(unseen.exitCode == 0 && !unseen.err.contains("command line"), qPrintable(unseen.describe()));
    }

    //! A person may mistype it once.
    void aPersonIsAskedAgain()
    {
        m_admin->isErrTerminal = true;
        const auto kept = enroll(u"ann"_s, "one\ntwo\nthree\nthree\n");
        QVERIFY2(kept.exitCode == 0, qPrintable(kept.describe()));
        QCOMPARE(kept.err.count("Password: "), 2);
        QCOMPARE(kept.err.count("Repeat for confirmation: "), 2);
        QCOMPARE(kept.err.count("do not match"), 1);
        QCOMPARE(logIn(u"ann"_s, "three\n").exitCode, 0);
    }

    void whatIsTypedIsNotShown()
    {
        QCOMPARE(enroll(u"ann"_s, {}, {u"-p"_s, u"tr0ub4dor"_s}).exitCode, 0);
        const Keyboard keyboard;
        if (!keyboard.isGood())
            QSKIP("this machine has no pseudo-terminals");
        QVERIFY(keyboard.isShown());
        QProcess process;
        start(process, keyboard,
              {u"opaque"_s, u"login"_s, u"-n"_s, u"ann"_s, u"--space-id"_s, m_owner.space.toString(), u"-o"_s,
               u"json"_s});
        QTRY_VERIFY_WITH_TIMEOUT(!keyboard.isShown(), 20'000);
        QVERIFY(keyboard.type("tr0ub4dor\n"));
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(process.readAllStandardOutput().contains(hexOf(m_owner.key.seed()).toLatin1()));
        QVERIFY(keyboard.isShown());
        QVERIFY(!keyboard.screen().contains("tr0ub4dor"));
        // The other way round: this terminal shows what is typed when nobody hides it.
        QVERIFY(keyboard.type("seen"));
        QByteArray shown;
        QTRY_VERIFY((shown += keyboard.screen()).contains("seen"));
    }

    //! Whoever thinks better of it finds the terminal as it was.
    void brokenOffTheTerminalIsAsItWas()
    {
        const Keyboard keyboard;
        if (!keyboard.isGood())
            QSKIP("this machine has no pseudo-terminals");
        QProcess process;
        start(process, keyboard,
              {u"opaque"_s, u"login"_s, u"-n"_s, u"ann"_s, u"--space-id"_s, m_owner.space.toString()});
        QTRY_VERIFY_WITH_TIMEOUT(!keyboard.isShown(), 20'000);
        QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(process.exitStatus(), QProcess::CrashExit); // ended by the signal
        QVERIFY(keyboard.isShown());
    }
};

QTEST_GUILESS_MAIN(TestAdminPasswords)
#include "tst_admin_passwords.moc"
