// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What the desktop program is put together from: settings, one instance a profile, the server of a profile;
// and the program as a process.

#include "app/desktop/profileserver.h"
#include "app/desktop/settings.h"
#include "app/desktop/singleinstance.h"
#include "crypto/signingkey.h"
#include "support/await.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestDesktopParts : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    QString file(const QString &name) const { return m_directory->filePath(name); }

    void write(const QString &name, const QByteArray &contents) const
    {
        QFile output(file(name));
        QVERIFY(output.open(QIODevice::WriteOnly));
        output.write(contents);
    }
    QJsonObject read(const QString &name) const
    {
        QFile input(file(name));
        return input.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(input.readAll()).object()
                                               : QJsonObject();
    }
    static SpaceId anyAdmin() { return SpaceId::of(SigningKey::generate().publicKey()); }

private Q_SLOTS:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void settingsAreKeptAndWhatIsUnknownStays()
    {
        write(u"settings.json"_s, R"({"later/version": [1, 2], "window/place": "S T"})");
        {
            SerialThread thread;
            Settings settings(file(u"settings.json"_s), thread);
            QCOMPARE(settings.value(Setting::Place).toString(), u"S T"_s);
            QCOMPARE(settings.value(Setting::Appearance).toString(), u"system"_s);
            settings.set(Setting::LocalServerPort, 4711);
        } // the thread writes what it was given before it ends
        const auto kept = read(u"settings.json"_s);
        QCOMPARE(kept.value(u"localserver/port"_s).toInt(), 4711);
        QCOMPARE(kept.value(u"later/version"_s).toArray().size(), 2);
        QCOMPARE(QFile::permissions(file(u"settings.json"_s)) &
                     (QFileDevice::ReadGroup | QFileDevice::ReadOther),
                 QFileDevice::Permissions());
    }

    void settingsThatMakeNoSenseAreTheDefaults_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("a list") << QByteArray("[1]");
        QTest::newRow("other types") << QByteArray(R"({"window/appearance": 7, "localserver/port": "x"})");
    }
    void settingsThatMakeNoSenseAreTheDefaults()
    {
        QFETCH(QByteArray, contents);
        write(u"settings.json"_s, contents);
        SerialThread thread;
        const Settings settings(file(u"settings.json"_s), thread);
        QCOMPARE(settings.value(Setting::Appearance).toString(), u"system"_s);
        QCOMPARE(settings.value(Setting::LocalServerPort).toInt(), 0);
    }

    void aSecondHandsItsArgumentsToTheFirst()
    {
        SingleInstance first(m_directory->path());
        QCOMPARE(first.acquire(), SingleInstance::Place::First);
        QSignalSpy received(&first, &SingleInstance::argumentsReceived);
        SingleInstance second(m_directory->path());
        QCOMPARE(second.acquire(), SingleInstance::Place::Second);
        QSignalSpy handedOver(&second, &SingleInstance::handedOver);
        const QStringList arguments{u"reeeductio:open#v=1"_s, u"with \"quotes\" and\na line"_s};
        second.handOver(arguments);
        QTRY_COMPARE(handedOver.size(), 1);
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.front().front().toStringList(), arguments);
        // Another profile is another program.
        QTemporaryDir elsewhere;
        SingleInstance other(elsewhere.path());
        QCOMPARE(other.acquire(), SingleInstance::Place::First);
    }

    void theServerKeepsItsPortAndMovesOnlyWhenItIsTaken()
    {
        const auto admin = anyAdmin();
        SerialThread thread;
        Settings settings(file(u"settings.json"_s), thread);
        QUrl url;
        {
            ProfileServer server(file(u"server"_s), settings);
            const auto started = await(server.start(admin));
            VERIFY_OK(started);
            url = *started;
            QCOMPARE(*await(server.start(admin)), url); // the same one
        }
        {
            ProfileServer server(file(u"server"_s), settings);
            QCOMPARE(*await(server.start(admin)), url);
        }
        QTcpServer stranger;
        QVERIFY(stranger.listen(QHostAddress::LocalHost, static_cast<quint16>(url.port())));
        ProfileServer server(file(u"server"_s), settings);
        const auto moved = await(server.start(admin));
        VERIFY_OK(moved);
        QVERIFY(moved->port() != url.port());
        QCOMPARE(settings.value(Setting::LocalServerPort).toInt(), moved->port());
    }

    void theServersTroubleIsTold()
    {
        write(u"server"_s, "a file where the folder should be");
        SerialThread thread;
        Settings settings(file(u"settings.json"_s), thread);
        ProfileServer server(file(u"server"_s), settings);
        const auto started = await(server.start(anyAdmin()));
        QVERIFY(!started);
        QCOMPARE(started.error().kind, ErrorKind::Storage);
        // Once it can be had, it is tried again.
        QVERIFY(QFile::remove(file(u"server"_s)));
        VERIFY_OK(await(server.start(anyAdmin())));
    }

    void oneProgramAProfile()
    {
        const QStringList arguments{u"--profile"_s, m_directory->path()};
        QProcess first;
        first.start(QStringLiteral(DESKTOP_PROGRAM), arguments);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file(u"vault"_s)), 20'000); // it is up
        QProcess second;
        QSignalSpy finished(&second, &QProcess::finished);
        second.start(QStringLiteral(DESKTOP_PROGRAM), arguments + QStringList{u"reeeductio:open#v=1"_s});
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
        QCOMPARE(second.exitCode(), 0);
        QCOMPARE(first.state(), QProcess::Running);
        QSignalSpy ended(&first, &QProcess::finished);
        first.terminate(); // an orderly end
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 20'000);
        QCOMPARE(first.exitStatus(), QProcess::NormalExit);
        QCOMPARE(first.exitCode(), 0);
        QVERIFY(read(u"settings.json"_s).contains(u"window/layout"_s));
    }

    void aKilledProgramLocksNobodyOut()
    {
        const QStringList arguments{u"--profile"_s, m_directory->path()};
        QProcess first;
        first.start(QStringLiteral(DESKTOP_PROGRAM), arguments);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file(u"vault"_s)), 20'000);
        QSignalSpy ended(&first, &QProcess::finished);
        first.kill();
        QTRY_COMPARE(ended.size(), 1);
        SingleInstance next(m_directory->path());
        QCOMPARE(next.acquire(), SingleInstance::Place::First);
    }

    void argumentsItDoesNotKnowAreAUsageError()
    {
        QProcess program;
        QSignalSpy finished(&program, &QProcess::finished);
        program.start(QStringLiteral(DESKTOP_PROGRAM), {u"--profile"_s, m_directory->path(), u"what.txt"_s});
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
        QCOMPARE(program.exitCode(), 2);
        QVERIFY(program.readAllStandardError().contains("neither a reeeductio: link nor a file"));
    }
};

QTEST_GUILESS_MAIN(TestDesktopParts)
#include "tst_desktopparts.moc"
