// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What reeeductio-admin tells a person besides what was asked for, and scripts not.

#include "crypto/encoding.h"
#include "support/adminrunner.h"
#include "support/await.h"

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAdminWarnings : public QObject
{
    Q_OBJECT

    Backend m_server;
    AdminRunner m_admin{m_server};
    Credentials m_owner = m_server.newOwner();

    //! As the owner, by the environment: a key among the options is warned of.
    AdminResult run(const QStringList &arguments, bool isPerson)
    {
        m_admin.isErrTerminal = isPerson;
        m_admin.environment.insert(u"REEEDUCTIO_PRIVATE_KEY"_s, hexOf(m_owner.key.seed()));
        m_admin.environment.insert(u"REEEDUCTIO_SYMMETRIC_ROOT"_s, hexOf(m_owner.root->bytes()));
        return m_admin.run(arguments);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init() { m_owner = m_server.newOwner(); }

    void rightsThatAllowNothing_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("working"); // empty: no warning
        const auto row = [](const char *operation, const char *path, const char *working) {
            QTest::addRow("%s %s", operation, path)
                << QString::fromLatin1(operation) << QString::fromLatin1(path)
                << QString::fromLatin1(working);
        };
        row("read", "topics/{any}/messages", "");
        row("create", "state/profiles/{self}", "");
        row("read", "topics/{any}", "--op read --path 'topics/{any}/messages'");
        row("create", "topics/lab/messages", "--op read --path 'topics/lab/messages'");
        row("create", "topics/lab/messages/{any}", "--op create --path 'topics/lab/messages'");
        row("delete", "topics/lab/messages", "--op create --path 'topics/lab/messages'");
        row("create", "data/{...}", "--op create --path '{...}'");
        row("read", "blobs/{any}", "rights on files are never looked at");
    }
    void rightsThatAllowNothing()
    {
        QFETCH(QString, operation);
        QFETCH(QString, path);
        QFETCH(QString, working);
        const auto user = UserId::of(SigningKey::generate().publicKey()).toString();
        const auto tool = ToolId::of(SigningKey::generate().publicKey()).toString();
        for (const auto &holder :
             {u"user grant "_s + user, u"tool grant "_s + tool, u"role grant editor"_s}) {
            const auto arguments =
                holder.split(u' ') + QStringList{u"-c"_s, u"c"_s, u"--op"_s, operation, u"--path"_s, path};
            const auto person = run(arguments, true);
            QVERIFY2(person.exitCode == 0, qPrintable(person.describe())); // it is granted all the same
            QCOMPARE(person.err.isEmpty(), working.isEmpty());
            QVERIFY2(person.err.contains(working.toUtf8()), qPrintable(person.describe()));
            const auto script = run(arguments, false);
            QVERIFY2(script.exitCode == 0 && script.err.isEmpty(), qPrintable(script.describe()));
        }
    }

    void rightsThatAllowTooMuchOrTooLittle_data()
    {
        QTest::addColumn<QString>("holder");
        QTest::addColumn<QString>("right");
        QTest::addColumn<QStringList>("lines"); // each begins so, and says that
        const auto row = [](const char *holder, const char *right, const QStringList &lines) {
            QTest::addRow("%s: %s", holder, right)
                << QString::fromLatin1(holder) << QString::fromLatin1(right) << lines;
        };
        const auto everything = u"Warning: |do what the owner can"_s;
        const auto escape = u"Warning: |auth/users/U…/rights, without a name"_s;
        const auto ownEntry = u"Warning: |changes its own entry loses every right"_s;
        row("user", "write {...}", {everything, escape, ownEntry});
        row("tool", "write {...}", {everything, ownEntry, u"Warning: |nobody checks which rights a tool"_s});
        row("role", "create state/auth/{...}", {escape});
        row("user", "modify state/auth/users/{any}",
            {ownEntry + u"|What works: --op modify --path 'state/auth/users/{other}'"_s});
        row("tool", "create state/auth/users/{any}/rights/{any}",
            {u"Warning: |nobody checks which rights a tool"_s});
        row("user", "create state/auth/users/{any}/rights/{any}",
            {u"Warning: |letter by letter|What works: --op create --path "
             "'state/auth/users/{any}/rights/{...}'"_s});
        row("user", "create state/auth/roles/{any}/rights/{any}",
            {u"Warning: |What works: besides, --op create --path 'state/auth/users/{any}/rights/{...}'"_s});
        row("role", "create state/auth/roles/{any}/rights/{any}", {u"Warning: |by a role"_s});
        row("role", "create state/auth/users/{any}/roles", {u"Warning: |can take every role"_s});
        row("user", "create state/auth/users/{any}/roles/mod",
            {u"Note: |only roles without rights|--path 'state/auth/users/{any}/roles/{...}'"_s});
        row("tool", "create state/auth/users/{any}/roles/user",
            {u"Note: |as long as the role has no rights"_s});
        row("user", "delete state/auth/users/{any}/roles/{any}",
            {u"Warning: |empty a right|--op modify --path 'state/auth/users/{any}/roles/{any}'"_s});
        row("role", "create data/opaque/users/{any}", {u"Warning: |cannot register a password"_s});
        row("user", "read topics/General/messages",
            {u"Warning: |spells it|What works: --op read --path 'topics/general/messages'"_s});
    }
    void rightsThatAllowTooMuchOrTooLittle()
    {
        QFETCH(QString, holder);
        QFETCH(QString, right);
        QFETCH(QStringList, lines);
        const QHash<QString, QString> ids{
            {u"user"_s, UserId::of(SigningKey::generate().publicKey()).toString()},
            {u"tool"_s, ToolId::of(SigningKey::generate().publicKey()).toString()},
            {u"role"_s, u"editor"_s}};
        const auto words = right.split(u' ');
        const auto person = run(
            {holder, u"grant"_s, ids[holder], u"-c"_s, u"c"_s, u"--op"_s, words[0], u"--path"_s, words[1]},
            true);
        QVERIFY2(person.exitCode == 0, qPrintable(person.describe()));
        const auto said = QString::fromUtf8(person.err).split(u'\n', Qt::SkipEmptyParts);
        QVERIFY2(said.size() == lines.size(), qPrintable(person.describe()));
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const auto parts = lines[i].split(u'|');
            QVERIFY2(said[i].startsWith(parts.first()), qPrintable(said[i]));
            for (const auto &part : parts)
                QVERIFY2(said[i].contains(part), qPrintable(said[i]));
        }
    }

    void rightsThatAreThereAlready()
    {
        const auto user = UserId::of(SigningKey::generate().publicKey()).toString();
        const auto grant = [&](const QString &group, const QString &holder, const QString &id,
                               const QString &path) {
            return run({group, u"grant"_s, holder, u"-c"_s, id, u"--op"_s, u"read"_s, u"--path"_s, path},
                       true);
        };
        QCOMPARE(run({u"user"_s, u"add"_s, user}, true).exitCode, 0);
        QCOMPARE(run({u"user"_s, u"assign-role"_s, user, u"-r"_s, u"editor"_s}, true).exitCode, 0);
        QCOMPARE(grant(u"user"_s, user, u"c1"_s, u"topics/{any}/messages"_s).err, QByteArray());
        QCOMPARE(grant(u"user"_s, user, u"c1"_s, u"topics/{any}/messages"_s).err, QByteArray());
        QVERIFY(grant(u"user"_s, user, u"c2"_s, u"topics/{any}/messages"_s)
                    .err.startsWith("Note: the right 'c1' says the same already."));
        QVERIFY(grant(u"user"_s, user, u"c2"_s, u"topics/lab/messages"_s)
                    .err.startsWith("Note: the right 'c1' allows this already, and more."));
        QCOMPARE(grant(u"role"_s, u"editor"_s, u"all"_s, u"state/{...}"_s).err, QByteArray());
        QVERIFY(grant(u"user"_s, user, u"c3"_s, u"state/notes"_s)
                    .err.startsWith("Note: the right 'editor/all' allows this already"));
    }

    void whatARemovedMemberCanStillDo()
    {
        const auto user = UserId::of(SigningKey::generate().publicKey()).toString();
        const auto tool = ToolId::of(SigningKey::generate().publicKey()).toString();
        for (const auto &[group, id] : {std::pair(u"user"_s, user), std::pair(u"tool"_s, tool)}) {
            QCOMPARE(run({group, u"add"_s, id}, true).err, QByteArray());
            const auto person = run({group, u"remove"_s, id}, true);
            QVERIFY2(person.exitCode == 0, qPrintable(person.describe()));
            QVERIFY2(person.err.contains("can still sign in"), qPrintable(person.describe()));
            QCOMPARE(run({group, u"remove"_s, id}, false).err, QByteArray());
        }
    }

    void aStateThatIsNearlyTooLong_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("isWarned");
        QTest::newRow("long") << 8'999 << false;
        QTest::newRow("too long") << 9'000 << true;
    }
    void aStateThatIsNearlyTooLong()
    {
        QFETCH(int, count);
        QFETCH(bool, isWarned);
        if (m_server.isForeign())
            QSKIP("cannot be seeded");
        QCOMPARE(run({u"user"_s, u"list"_s}, true).err, QByteArray()); // makes the space
        QList<Message> state;
        std::optional<QByteArray> prev;
        for (int i = 0; i < count; ++i) {
            state << sealMessage(m_owner.space, m_owner.member, m_owner.key,
                                 {"state", "notes/a", prev, toBase64(QByteArray::number(i))});
            prev = state.back().hash;
        }
        m_server.stop();
        QVERIFY(m_server.seed(m_owner.space, state));
        QVERIFY(m_server.start());
        const auto person = run({u"user"_s, u"list"_s}, true);
        QVERIFY2(person.exitCode == 0, qPrintable(person.describe()));
        QCOMPARE(person.err.contains("9000 state messages"), isWarned);
        QVERIFY2(run({u"user"_s, u"list"_s}, false).err.isEmpty(), "scripts are not told");
    }
};

QTEST_GUILESS_MAIN(TestAdminWarnings)
#include "tst_admin_warnings.moc"
