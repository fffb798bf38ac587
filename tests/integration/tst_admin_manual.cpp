// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What the program says of itself: to man, and to a shell that completes its command lines.

#include "cli/commandline.h"
#include "cli/credentialsource.h"
#include "support/adminrunner.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAdminManual : public QObject
{
    Q_OBJECT

    Backend m_server;
    AdminRunner m_admin{m_server};
    QTemporaryDir m_directory;
    QString m_script;

    QByteArray printed(const QStringList &arguments)
    {
        const auto result = m_admin.run(arguments);
        return result.exitCode == 0 ? result.out : QByteArray();
    }

    //! What a bash that has read the script offers when Tab is pressed after `line`.
    QStringList offered(const QString &line) const
    {
        QProcess bash;
        bash.setWorkingDirectory(m_directory.path());
        const auto program =
            u"source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
            "_reeeductio_admin; printf '%s\\n' \"${COMPREPLY[@]}\""_s;
        const QStringList before{u"--norc"_s, u"-c"_s, program, u"bash"_s, m_script, u"reeeductio-admin"_s};
        bash.start(u"bash"_s, before + line.split(u' '));
        if (!bash.waitForFinished() || bash.exitCode() != 0 || !bash.readAllStandardError().isEmpty())
            return {u"bash failed"_s};
        auto words = QString::fromUtf8(bash.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
        words.sort();
        return words;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_script = m_directory.filePath(u"completion.bash"_s);
        QFile script(m_script);
        QVERIFY(script.open(QIODevice::WriteOnly));
        const auto text = printed({u"completion"_s, u"bash"_s});
        QVERIFY(!text.isEmpty());
        script.write(text);
        QFile file(m_directory.filePath(u"member.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }

    void everyCommandAndOptionIsInTheManual()
    {
        auto manual = QString::fromUtf8(printed({u"manual"_s}));
        QVERIFY(manual.startsWith(u".TH REEEDUCTIO-ADMIN 1\n"_s));
        manual.remove(u'\\');
        const auto program = CommandLine::programOf(allCommands());
        int commands = 0;
        for (const auto &group : program.groups) {
            for (const auto &command : group.commands) {
                ++commands;
                const auto at = manual.indexOf(u"fB%1fR"_s.arg(command.title()));
                QVERIFY2(at >= 0, qPrintable(command.title()));
                for (const auto &option : command.options)
                    QVERIFY2(manual.indexOf(u"--%1fR"_s.arg(option.name), at) > 0,
                             qPrintable(command.title() + u' ' + option.name));
            }
        }
        QVERIFY(commands > 50);
        for (const auto &variable : credentialVariables())
            QVERIFY(manual.contains(variable.first));
        // A line that begins with a dot is a command of roff's, and those are these.
        const auto lines = manual.split(u'\n');
        for (const auto &line : lines) {
            if (line.startsWith(u'.'))
                QVERIFY2(QStringList({u".TH"_s, u".SH"_s, u".SS"_s, u".TP"_s, u".RS"_s, u".RE"_s})
                             .contains(line.section(u' ', 0, 0)),
                         qPrintable(line));
        }
    }

    void tab_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *line, const char *words) {
            QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(words);
        };
        row("us", "user");
        row("opaque ", "enable login register");
        row("opaque re", "register");
        row("-o json opaque l", "login");
        row("-v -u http://x opaque l", "login");
        row("opaque login --us", "--username");
        row("opaque login -n ann --space-id S1 --pass", "--password");
        row("user grant U1 --op ", "create delete modify read write");
        row("user grant U1 --op m", "modify");
        row("user grant U1 --cap", "--cap-id");
        row("user grant U1 --cap-id ", ""); // whatever its name shall be
        row("-o ", "json text");
        row("user list --output-format j", "json");
        row("completion ", "");
        row("audit --ou", "--output --output-format");
        row("audit --hea", "--head");
        row("opaque register --for mem", "member.json");
        row("-f mem", "member.json");
        row("blob upload mem", "member.json");
        row("user add U1 ", "");
        row("--vers", "--version");
        row("help", "help");
    }
    void tab()
    {
        QFETCH(QString, line);
        QFETCH(QString, words);
        QCOMPARE(offered(line).join(u' '), words);
    }

    void everyFirstWordIsOffered()
    {
        const auto first = offered({});
        for (const auto &group : CommandLine::programOf(allCommands()).groups) {
            QVERIFY2(group.name.isEmpty() || first.contains(group.name), qPrintable(group.name));
            for (const auto &command : group.commands) {
                const auto &found = group.name.isEmpty() ? first : offered(group.name + u' ');
                QVERIFY2(found.contains(command.name), qPrintable(command.title()));
            }
        }
    }

    void everyShellHasItsOwn()
    {
        QVERIFY(printed({u"completion"_s, u"zsh"_s}).startsWith("#compdef reeeductio-admin\n"));
        QVERIFY(printed({u"completion"_s, u"zsh"_s}).endsWith("_bash_complete -F _reeeductio_admin\n"));
        const auto fish = printed({u"completion"_s, u"fish"_s});
        QVERIFY(fish.contains(
            "-a register -d 'Keep a member\\'s keys on the server, under a name and a password'"));
        for (const auto &line : fish.split('\n'))
            QVERIFY2(line.isEmpty() || line.startsWith("complete -c reeeductio-admin"), line.constData());
        const auto other = m_admin.run({u"completion"_s, u"tcsh"_s});
        QCOMPARE(other.exitCode, 2);
        QVERIFY2(other.err.contains("Invalid value for 'SHELL': it is not one of 'bash', 'zsh', 'fish'."),
                 qPrintable(other.describe()));
    }
};

QTEST_GUILESS_MAIN(TestAdminManual)
#include "tst_admin_manual.moc"
