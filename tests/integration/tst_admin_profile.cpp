// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// reeeductio-admin with the keys that the desktop keeps: named as a person names the space there, read while
// the desktop runs or not, and never written.

#include "client/profile.h"
#include "support/adminrunner.h"
#include "support/await.h"
#include "support/ownserver.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAdminProfile : public QObject
{
    Q_OBJECT

    Backend m_server;
    std::unique_ptr<AdminRunner> m_admin;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<OwnServer> m_own;
    std::unique_ptr<SerialThread> m_storeThread;
    std::unique_ptr<SerialThread> m_authorityThread;
    std::unique_ptr<Profile> m_profile;

    QString folder() const { return m_folder->filePath(u"profile"_s); }

    //! The desktop starts on this folder.
    void startDesktop()
    {
        m_own = std::make_unique<OwnServer>(m_folder->filePath(u"server"_s));
        m_storeThread = std::make_unique<SerialThread>();
        m_authorityThread = std::make_unique<SerialThread>();
        m_profile =
            std::make_unique<Profile>(ProfilePlaces{QDir(folder()), QDir(folder())}, m_server.services(),
                                      *m_storeThread, *m_authorityThread, m_admin->keychain, *m_own);
        VERIFY_OK(await(m_profile->open()));
    }
    void endDesktop()
    {
        m_profile.reset();
        m_storeThread.reset();
        m_authorityThread.reset();
        m_own.reset();
    }

    //! A space whose owner's keys the desktop has, by this name.
    Credentials newHeldSpace(const QString &name)
    {
        auto owner = m_server.newOwner();
        granted(await(m_profile->connectTo(owner.clone(), name)));
        return owner;
    }

    //! Every file and folder below, with its size and time.
    QStringList filesBelow(const QString &path) const
    {
        QStringList list;
        QDirIterator each(path, QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden,
                          QDirIterator::Subdirectories);
        while (each.hasNext()) {
            const QFileInfo file(each.next());
            list << u"%1 %2 %3"_s.arg(file.filePath())
                        .arg(file.size())
                        .arg(file.lastModified().toMSecsSinceEpoch());
        }
        list.sort();
        return list;
    }

    AdminResult run(const QStringList &arguments)
    {
        return m_admin->run(arguments + QStringList{u"--profile"_s, folder()});
    }

    //! Where the desktop's spaces are, as far as the vault knows.
    QSet<int> portsHeld()
    {
        QSet<int> ports;
        const auto spaces = run({u"space"_s, u"held"_s, u"-o"_s, u"json"_s}).json()["spaces"_L1].toArray();
        for (const auto &space : spaces)
            ports << QUrl(space["base_url"_L1].toString()).port();
        return ports;
    }

    static QStringList texts(const AdminResult &listed)
    {
        QStringList list;
        const auto messages = listed.json()["messages"_L1].toArray();
        for (const auto &each : messages)
            list << each["text"_L1].toString();
        return list;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_admin = std::make_unique<AdminRunner>(m_server);
        startDesktop();
    }
    void cleanup() { endDesktop(); }

    void aSpaceIsNamedAsInTheDesktop_data()
    {
        QTest::addColumn<bool>("isRunning");
        QTest::newRow("while the desktop runs") << true;
        QTest::newRow("while it does not") << false;
    }
    void aSpaceIsNamedAsInTheDesktop()
    {
        QFETCH(bool, isRunning);
        const auto owner = newHeldSpace(u"Team Blue"_s);
        newHeldSpace(u"Another"_s);
        if (!isRunning)
            endDesktop();
        QStringList said;
        for (const auto &name : {u"Team Blue"_s, owner.space.toString()}) {
            said.prepend(name);
            const auto posted = run({u"message"_s, u"post"_s, u"general"_s, name, u"--space"_s, name});
            QVERIFY2(posted.exitCode == 0 && posted.err.isEmpty(), qPrintable(posted.describe()));
            QVERIFY(posted.out.contains("Space: " + owner.space.toString().toLatin1()));
        }
        auto listed = texts(
            run({u"message"_s, u"list"_s, u"general"_s, u"-o"_s, u"json"_s, u"--space"_s, u"Team Blue"_s}));
        listed.sort();
        said.sort();
        QCOMPARE(listed, said);
    }

    void whoIsNotTheOwnerWorksAsThemselves()
    {
        const auto owner = m_server.newOwner();
        auto user = m_server.newUser(owner);
        const auto space = m_server.spaceFor(owner.clone());
        const auto id = *UserId::parse(user.member.toString());
        VERIFY_OK(await(space->members().addUser(id)));
        VERIFY_OK(await(space->members().grantToUser(
            id, u"w"_s, {Operation::Write, u"topics/general/messages/{...}"_s})));
        granted(await(m_profile->connectTo(user.clone(), u"Theirs"_s)));

        QCOMPARE(run({u"message"_s, u"post"_s, u"general"_s, u"me"_s, u"--space"_s, u"Theirs"_s}).exitCode,
                 0);
        const auto listed =
            run({u"message"_s, u"list"_s, u"general"_s, u"-o"_s, u"json"_s, u"--space"_s, u"Theirs"_s});
        const auto messages = listed.json()["messages"_L1].toArray();
        QVERIFY2(messages.size() == 1, qPrintable(listed.describe()));
        QCOMPARE(messages.at(0)["sender"_L1].toString(), user.member.toString());
    }

    void theUsualProfileIsTakenWhenNoneIsNamed()
    {
        newHeldSpace(u"Mine"_s);
        const QStringList arguments{u"user"_s, u"list"_s, u"--space"_s, u"Mine"_s};
        QCOMPARE(m_admin->run(arguments).exitCode, 1);
        m_admin->profileFolder = folder();
        const auto found = m_admin->run(arguments);
        QVERIFY2(found.exitCode == 0, qPrintable(found.describe()));
    }

    void optionsComeBeforeTheEnvironment()
    {
        const auto owner = newHeldSpace(u"Mine"_s);
        const auto other = m_server.newOwner();
        m_admin->environment.insert(u"REEEDUCTIO_PRIVATE_KEY"_s, hexOf(other.key.seed()));
        m_admin->environment.insert(u"REEEDUCTIO_SPACE_ID"_s, other.space.toString());
        m_admin->environment.insert(u"REEEDUCTIO_BASE_URL"_s, u"http://127.0.0.1:9"_s);
        const auto added =
            run({u"topic"_s, u"create"_s, u"general"_s, u"-o"_s, u"json"_s, u"--space"_s, u"Mine"_s});
        QVERIFY2(added.exitCode == 0, qPrintable(added.describe()));
        QCOMPARE(added.json()["space_id"_L1].toString(), owner.space.toString());
    }

    void theServerCanBeAnother()
    {
        newHeldSpace(u"Mine"_s);
        const auto away =
            run({u"-u"_s, u"http://127.0.0.1:9"_s, u"user"_s, u"list"_s, u"--space"_s, u"Mine"_s});
        QCOMPARE(away.exitCode, 1);
        QVERIFY2(away.err.startsWith("Authentication failed"), qPrintable(away.describe()));
        const auto bad = run({u"-u"_s, u"no address"_s, u"user"_s, u"list"_s, u"--space"_s, u"Mine"_s});
        QVERIFY2(bad.exitCode == 2, qPrintable(bad.describe()));
    }

    void nothingIsWritten()
    {
        newHeldSpace(u"Mine"_s);
        endDesktop();
        const auto before = filesBelow(folder());
        QVERIFY(!before.isEmpty());
        QCOMPARE(run({u"user"_s, u"list"_s, u"--space"_s, u"Mine"_s}).exitCode, 0);
        QCOMPARE(run({u"user"_s, u"list"_s, u"--space"_s, u"Nobody's"_s}).exitCode, 2);
        QCOMPARE(run({u"space"_s, u"held"_s}).exitCode, 0);
        QCOMPARE(filesBelow(folder()), before);
    }

    void whereThereIsNoProfileNoneIsMade()
    {
        endDesktop();
        for (const auto &path : {m_folder->filePath(u"empty"_s), m_folder->filePath(u"not/there"_s)}) {
            if (path.endsWith("empty"_L1))
                QVERIFY(QDir().mkpath(path));
            const bool isThere = QFileInfo::exists(path);
            for (const auto &arguments : {QStringList{u"space"_s, u"held"_s},
                                          QStringList{u"user"_s, u"list"_s, u"--space"_s, u"Mine"_s}}) {
                const auto result = m_admin->run(arguments + QStringList{u"--profile"_s, path});
                QCOMPARE(result.exitCode, 1);
                QVERIFY2(result.err.startsWith("Not found: no profile"), qPrintable(result.describe()));
                QVERIFY(result.out.isEmpty());
            }
            QCOMPARE(QFileInfo::exists(path), isThere);
            QVERIFY(filesBelow(path).isEmpty());
        }
    }

    void aNameThatDoesNotTellIsMisuse()
    {
        const auto first = newHeldSpace(u"Team"_s);
        const auto second = newHeldSpace(u"Team"_s);
        const auto unknown = run({u"user"_s, u"list"_s, u"--space"_s, u"Tea"_s});
        QCOMPARE(unknown.exitCode, 2);
        QCOMPARE(run({u"user"_s, u"list"_s, u"--space"_s, u"team"_s}).exitCode, 2); // another's it may be
        QVERIFY2(unknown.err.contains("Invalid value for '--space'") && unknown.err.contains("space held"),
                 qPrintable(unknown.describe()));
        const auto unclear = run({u"user"_s, u"list"_s, u"-o"_s, u"json"_s, u"--space"_s, u"Team"_s});
        QCOMPARE(unclear.exitCode, 2);
        QVERIFY2(unclear.out.contains(first.space.toString().toLatin1()) &&
                     unclear.out.contains(second.space.toString().toLatin1()),
                 qPrintable(unclear.describe()));
        QVERIFY(!unclear.json().isEmpty());
        QCOMPARE(run({u"user"_s, u"list"_s, u"--space"_s, second.space.toString()}).exitCode, 0);
    }

    void otherKeysAreNotMixedIn_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("key") << QStringList{u"-k"_s, QString(64, u'1')};
        QTest::newRow("key, by its other name") << QStringList{u"--private-key"_s, QString(64, u'1')};
        QTest::newRow("root") << QStringList{u"-s"_s, QString(64, u'1')};
        QTest::newRow("space") << QStringList{u"--space-id"_s, u"S"_s};
        QTest::newRow("member") << QStringList{u"--member-id"_s, u"U"_s};
        QTest::newRow("file") << QStringList{u"-f"_s, u"somewhere"_s};
    }
    void otherKeysAreNotMixedIn()
    {
        QFETCH(QStringList, options);
        newHeldSpace(u"Mine"_s);
        const auto mixed =
            run(options + QStringList{u"state"_s, u"get"_s, u"a/b"_s, u"--space"_s, u"Mine"_s});
        const auto after =
            run(QStringList{u"state"_s, u"get"_s, u"a/b"_s, u"--space"_s, u"Mine"_s} + options);
        const auto &result = options.startsWith(u"-f"_s) ? mixed : after;
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains("Option '--space'"), qPrintable(result.describe()));
        QVERIFY2(!result.err.contains("1111"), "a key was repeated");
    }

    void aProfileWithoutASpaceIsMisuse()
    {
        const auto result = run({u"user"_s, u"list"_s, u"-k"_s, QString(64, u'1')});
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains("Missing option '--space'"), qPrintable(result.describe()));
    }

    void aLockedKeychainIsSaid()
    {
        newHeldSpace(u"Mine"_s);
        endDesktop();
        m_admin->keychain.isAvailable = false;
        const auto before = filesBelow(folder());
        const QStringList arguments{u"user"_s, u"list"_s, u"--space"_s, u"Mine"_s};
        const auto locked = run(arguments);
        QCOMPARE(locked.exitCode, 1);
        QVERIFY2(locked.err.contains("unlock") && locked.out.isEmpty(), qPrintable(locked.describe()));
        // As when the folder was copied from another computer.
        m_admin->keychain.isAvailable = true;
        m_admin->keychain.entries.clear();
        const auto copied = run(arguments);
        QCOMPARE(copied.exitCode, 1);
        QVERIFY2(copied.err.contains("copied") && !copied.err.contains("unlock"),
                 qPrintable(copied.describe()));
        QCOMPARE(filesBelow(folder()), before);
    }

    void aSpaceWithoutANameGetsTheFirstItIsSeenToHave()
    {
        auto owner = m_server.newOwner();
        const auto space = m_server.spaceFor(owner.clone());
        const auto named = [&space](const QByteArray &name) {
            return await(space->state().setEncrypted(u"space"_s, R"({"name":")" + name + R"("})"));
        };
        VERIFY_OK(named("Blue"));
        granted(await(m_profile->connectTo(owner.clone(), {})));
        QCOMPARE(run({u"user"_s, u"list"_s, u"--space"_s, u""_s}).exitCode, 2);
        QTRY_COMPARE(run({u"user"_s, u"list"_s, u"--space"_s, u"Blue"_s}).exitCode, 0);

        // Its members cannot make it answer to another's name later.
        VERIFY_OK(named("Bank"));
        QTRY_COMPARE(m_profile->spaces().front()->authority().summary().name, u"Bank"_s);
        QCOMPARE(run({u"user"_s, u"list"_s, u"--space"_s, u"Bank"_s}).exitCode, 2);
        QCOMPARE(run({u"user"_s, u"list"_s, u"--space"_s, u"Blue"_s}).exitCode, 0);
    }

    void aUserKeyCanBeNamedWhereTheDesktopHasNone()
    {
        newHeldSpace(u"Mine"_s);
        const QStringList get{u"data"_s, u"get"_s, u"a/b"_s, u"--private"_s, u"--space"_s, u"Mine"_s};
        const auto without = run(get);
        QVERIFY2(without.exitCode == 2 && without.err.contains("--user-key"), qPrintable(without.describe()));
        const auto with = run(get + QStringList{u"--user-key"_s, QString(64, u'1')});
        QVERIFY2(with.exitCode == 1 && with.err.startsWith("Not found"), qPrintable(with.describe()));
    }

    void aPasswordIsNotRegisteredWithAKeyTheDesktopDoesNotLearn()
    {
        newHeldSpace(u"Mine"_s);
        const auto result = run({u"opaque"_s, u"register"_s, u"-n"_s, u"bea"_s, u"-p"_s, u"long enough"_s,
                                 u"--space"_s, u"Mine"_s});
        QVERIFY2(result.exitCode == 2 && result.err.contains("Set a password"),
                 qPrintable(result.describe()));
    }

    void aDamagedVaultIsSaid()
    {
        newHeldSpace(u"Mine"_s);
        endDesktop();
        QFile file(folder() + u"/vault"_s);
        QVERIFY(file.resize(file.size() / 2));
        const auto result = run({u"user"_s, u"list"_s, u"-o"_s, u"json"_s, u"--space"_s, u"Mine"_s});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.json()["error"_L1]["message"_L1].toString().contains("damaged"_L1),
                 qPrintable(result.describe()));
    }

    void whatIsHeldIsListed()
    {
        const auto none = run({u"space"_s, u"held"_s});
        QVERIFY2(none.exitCode == 0 && none.out.contains("no space yet"), qPrintable(none.describe()));
        const auto owner = newHeldSpace(u"Team\x1b[31m"_s);
        const auto *notebook = granted(await(m_profile->tryItHere(u"My notebook"_s, u"General"_s)));
        Q_UNUSED(notebook);
        const auto text = run({u"space"_s, u"held"_s});
        QVERIFY2(text.out.contains(owner.space.toString().toLatin1()) && text.out.contains("My notebook"),
                 qPrintable(text.describe()));
        QVERIFY2(!text.out.contains('\x1b'), "a name drives the terminal");
        const auto spaces = run({u"space"_s, u"held"_s, u"-o"_s, u"json"_s}).json()["spaces"_L1].toArray();
        QCOMPARE(spaces.size(), 2);
        QCOMPARE(spaces.at(0)["space_id"_L1].toString(), owner.space.toString());
        QCOMPARE(spaces.at(0)["base_url"_L1].toString(), owner.server.toString());
        QCOMPARE(spaces.at(0)["member_id"_L1].toString(), owner.member.toString());
        QCOMPARE(spaces.at(0)["is_local"_L1].toBool(), false);
        QCOMPARE(spaces.at(1)["is_local"_L1].toBool(), true);
        const auto secret = hexOf(owner.key.seed()).toLatin1();
        QVERIFY(!text.out.contains(secret));
    }

    void aSpaceOfThisComputerIsReachedWhileTheDesktopRuns()
    {
        granted(await(m_profile->tryItHere(u"My notebook"_s, u"General"_s)));
        const QStringList arguments{u"topic"_s, u"list"_s, u"--space"_s, u"My notebook"_s};
        const auto here = run(arguments);
        QVERIFY2(here.exitCode == 0 && here.out.contains("General"), qPrintable(here.describe()));

        // A stranger has the port when it is started again: both spaces follow, and the vault learns it.
        granted(await(m_profile->tryItHere(u"A second one"_s, u"Other"_s)));
        const auto before = m_profile->spaces().front()->server().port();
        endDesktop();
        QTcpServer stranger;
        QVERIFY(stranger.listen(QHostAddress::LocalHost, static_cast<quint16>(before)));
        startDesktop();
        QTRY_VERIFY(!portsHeld().contains(before));
        QCOMPARE(run(arguments).exitCode, 0);
        QCOMPARE(run({u"topic"_s, u"list"_s, u"--space"_s, u"A second one"_s}).exitCode, 0);

        endDesktop();
        m_admin->isErrTerminal = true;
        const auto gone = run(arguments);
        QCOMPARE(gone.exitCode, 1);
        QVERIFY2(gone.err.startsWith("Authentication failed") && gone.err.contains("Reeeductio Desktop"),
                 qPrintable(gone.describe()));
    }
};

QTEST_GUILESS_MAIN(TestAdminProfile)
#include "tst_admin_profile.moc"
