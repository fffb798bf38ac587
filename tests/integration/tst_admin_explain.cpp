// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Why a member may do something or may not, as reeeductio-admin tells it.

#include "support/adminrunner.h"
#include "support/await.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAdminExplain : public QObject
{
    Q_OBJECT

    Backend m_server;
    AdminRunner m_admin{m_server};
    Credentials m_owner = m_server.newOwner();
    Credentials m_ada = m_server.newUser(m_owner);
    QString m_adaId;

    //! `$ada` stands for the user's id.
    AdminResult run(QString line)
    {
        const auto words = line.replace(u"$ada"_s, m_adaId).split(u' ');
        return m_admin.runAs(m_owner, words);
    }
    QJsonObject json(const QString &line) { return run(u"-o json "_s + line).json(); }
    bool does(const QString &line) { return run(line).exitCode == 0; }

    //! What the server itself says, by letting ada do it.
    bool mayAda(QString line)
    {
        const auto words = line.replace(u"$ada"_s, m_adaId).split(u' ');
        return m_admin.runAs(m_ada, words).exitCode == 0;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        m_owner = m_server.newOwner();
        m_ada = m_server.newUser(m_owner);
        m_adaId = m_ada.member.toString();
        QVERIFY(does(u"user add $ada"_s));
    }

    void aYesNamesTheSignedEntries()
    {
        QVERIFY(does(u"role create editor"_s));
        QVERIFY(does(u"role grant editor -c c1 --op read --path topics/{any}/messages"_s));
        QVERIFY(does(u"user assign-role $ada -r editor"_s));
        const auto answer = json(u"explain $ada read topics/general/messages"_s);
        QCOMPARE(answer["allowed"_L1].toBool(), true);
        QCOMPARE(answer["reason"_L1].toString(), u"held-by-right"_s);
        QVERIFY(answer["nearest_miss"_L1].isNull() && answer["smallest_grant"_L1].isNull());
        const auto because = answer["because"_L1].toArray();
        QCOMPARE(because.size(), 1);
        const auto right = because[0].toObject();
        const auto history = json(u"state history auth/roles/editor/rights/c1"_s)["entries"_L1].toArray();
        QCOMPARE(right["path"_L1].toString(), u"auth/roles/editor/rights/c1"_s);
        for (const auto &key : {u"message_hash"_s, u"sender"_s, u"server_timestamp"_s})
            QCOMPARE(right[key], history[0].toObject()[key]);
        QCOMPARE(right["op"_L1].toString(), u"read"_s);
        QCOMPARE(right["pattern"_L1].toString(), u"topics/{any}/messages"_s);
        QCOMPARE(right["role"_L1].toString(), u"editor"_s);
        const auto assignment = right["assignment"_L1].toObject();
        QCOMPARE(assignment["path"_L1].toString(), u"auth/users/%1/roles/editor"_s.arg(m_adaId));
        QVERIFY(MessageId::parse(assignment["message_hash"_L1].toString()));
        QVERIFY(assignment["expires_at"_L1].isNull());

        const auto text = run(u"explain $ada read topics/general/messages"_s);
        QCOMPARE(text.exitCode, 0);
        QVERIFY2(text.out.startsWith("Yes: " + m_ada.member.text() + " may read topics/general/messages.\n"),
                 qPrintable(text.describe()));
        for (const auto &part :
             {u"the role editor's right 'c1': read every topic (read topics/{any}/messages)"_s,
              u"; granted by "_s + m_owner.member.toString(), u"; the role was assigned by "_s,
              right["message_hash"_L1].toString()})
            QVERIFY2(text.out.contains(part.toUtf8()), qPrintable(text.describe()));

        // What is cited is what it rests on.
        QVERIFY(
            does(u"state set auth/roles/editor/rights/c1 {\"op\":\"read\",\"path\":\"state/revoked\"}"_s));
        QCOMPARE(json(u"explain $ada read topics/general/messages"_s)["allowed"_L1].toBool(), false);
    }

    void aNoNamesWhatComesNearest()
    {
        QVERIFY(does(u"user grant $ada -c c1 --op create --path topics/{any}/messages/{any}"_s));
        const auto answer = json(u"explain $ada create topics/alerts/messages"_s);
        QCOMPARE(answer["allowed"_L1].toBool(), false);
        QCOMPARE(answer["because"_L1].toArray().size(), 0);
        const auto miss = answer["nearest_miss"_L1].toObject();
        QCOMPARE(miss["cause"_L1].toString(), u"other-path"_s);
        QCOMPARE(miss["path"_L1].toString(), u"auth/users/%1/rights/c1"_s.arg(m_adaId));
        QCOMPARE(miss["detail"_L1].toString(),
                 u"one segment too deep; the server asks for topics/alerts/messages"_s);
        const auto grant = answer["smallest_grant"_L1].toObject();
        QCOMPARE(grant["op"_L1].toString(), u"create"_s);
        QCOMPARE(grant["path"_L1].toString(), u"topics/alerts/messages"_s);
        const auto text = run(u"explain $ada create topics/alerts/messages"_s);
        QCOMPARE(text.exitCode, 0); // the question was answered
        for (const auto &part : {u"No: "_s, u"Nearest: the right 'c1'"_s, u"one segment too deep"_s,
                                 u"What would allow it: reeeductio-admin user grant "_s})
            QVERIFY2(text.out.contains(part.toUtf8()), qPrintable(text.describe()));
    }

    //! The answer is the server's, and the command that is proposed turns it.
    void whatIsProposedWorks_data()
    {
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("act"); // what ada does
        QTest::newRow("a topic") << u"read topics/general/messages"_s << u"message list general"_s;
        QTest::newRow("state") << u"read state/notes/a"_s << u"state get notes/a"_s;
        QTest::newRow("new state") << u"create state/notes/b"_s << u"state set notes/b x"_s;
        QTest::newRow("changed state") << u"modify state/notes/a"_s << u"state set notes/a x"_s;
        QTest::newRow("a member") << u"create state/auth/users/{new}"_s << u"user add {new}"_s;
        QTest::newRow("data") << u"read data/a"_s << u"data get a"_s;
        QTest::newRow("data at one name") << u"create data/b"_s << u"data set b x"_s;
        QTest::newRow("data deeper") << u"create data/b/c"_s << u"data set b/c x"_s;
        QTest::newRow("posting") << u"write topics/general/messages"_s << u"message post general hi"_s;
    }
    void whatIsProposedWorks()
    {
        QFETCH(QString, question);
        QFETCH(QString, act);
        const auto fresh = UserId::of(SigningKey::generate().publicKey()).toString();
        question.replace(u"{new}"_s, fresh);
        act.replace(u"{new}"_s, fresh);
        QVERIFY(does(u"state set notes/a old"_s) && does(u"data set a old"_s));
        QVERIFY(does(u"message post general hello"_s));
        for (const auto &rules : {u"real"_s, u"local"_s}) {
            const auto answer = json(u"explain $ada %1 --rules %2"_s.arg(question, rules));
            QCOMPARE(answer["rules"_L1].toString(), rules);
            QVERIFY2(!answer["allowed"_L1].toBool(true), qPrintable(rules));
        }
        QVERIFY(!mayAda(act));
        const auto command =
            json(u"explain $ada "_s + question)["smallest_grant"_L1]["command"_L1].toString();
        auto words = command.split(u' ');
        QCOMPARE(words.takeFirst(), u"reeeductio-admin"_s);
        words.replaceInStrings(u"'"_s, QString()); // as a shell does
        const auto granted = m_admin.runAs(m_owner, words);
        QVERIFY2(granted.exitCode == 0, qPrintable(command + granted.describe()));
        for (const auto &rules : {u"real"_s, u"local"_s})
            QVERIFY2(json(u"explain $ada %1 --rules %2"_s.arg(question, rules))["allowed"_L1].toBool(),
                     qPrintable(rules));
        QVERIFY(mayAda(act));
    }

    void whoCountsAsTheOwnerOfData()
    {
        QVERIFY(does(u"data set a theirs"_s));
        QVERIFY(does(u"user grant $ada -c all --op create --path {any}"_s));
        QVERIFY(does(
            u"state set auth/users/$ada/rights/own {\"op\":\"read\",\"path\":\"data/{any}\",\"must_be_owner\":true}"_s));
        const auto refused = json(u"explain $ada read data/a"_s);
        QCOMPARE(refused["nearest_miss"_L1]["cause"_L1].toString(), u"not-owner"_s);
        QVERIFY(!mayAda(u"data get a"_s));
        QVERIFY(mayAda(u"data set mine x"_s));
        QCOMPARE(json(u"explain $ada read data/mine"_s)["allowed"_L1].toBool(), true);
        QVERIFY(mayAda(u"data get mine"_s));
    }

    void whoNeedsNoRight()
    {
        const auto owner = run(u"explain %1 delete state/x"_s.arg(m_owner.member.toString()));
        QVERIFY2(owner.out.contains("It is the owner, who may do everything."), qPrintable(owner.describe()));
        QCOMPARE(json(u"explain %1 delete state/x"_s.arg(m_owner.space.toString()))["reason"_L1].toString(),
                 u"owner"_s);
        QCOMPARE(json(u"explain $ada read state"_s)["reason"_L1].toString(), u"any-member"_s);
        QCOMPARE(json(u"explain $ada create blobs"_s)["allowed"_L1].toBool(), true);
        const auto stranger = UserId::of(SigningKey::generate().publicKey()).toString();
        const auto answer = json(u"explain %1 read state/x"_s.arg(stranger));
        QCOMPARE(answer["reason"_L1].toString(), u"not-a-member"_s);
        QVERIFY(answer["nearest_miss"_L1].isNull() && answer["smallest_grant"_L1].isNull());
        QCOMPARE(json(u"explain %1 read blobs/x"_s.arg(stranger))["reason"_L1].toString(), u"not-a-member"_s);
    }

    void tools()
    {
        const auto tool = ToolId::of(SigningKey::generate().publicKey()).toString();
        QVERIFY(does(u"tool add "_s + tool));
        const auto answer = json(u"explain %1 create topics/general/messages"_s.arg(tool));
        QVERIFY(answer["smallest_grant"_L1]["command"_L1].toString().startsWith(
            u"reeeductio-admin tool grant "_s + tool));
    }

    void rulesDiffer()
    {
        QVERIFY(does(u"user grant $ada -c d --op write --path data/{...}"_s));
        QCOMPARE(json(u"explain $ada create data/a/b"_s)["allowed"_L1].toBool(), false);
        QCOMPARE(json(u"explain $ada create data/a/b --rules local"_s)["allowed"_L1].toBool(), true);
        QCOMPARE(json(u"explain $ada create data/a/b --rules strict"_s)["allowed"_L1].toBool(), true);
        const auto text = run(u"explain $ada create data/a/b"_s);
        QVERIFY2(
            text.out.contains("without 'data/' before the path") &&
                text.out.contains("can take every right"), // which the only pattern that helps would allow
            qPrintable(text.describe()));
    }

    void whatIsMisspelt()
    {
        const auto answer = json(u"explain $ada read topics/general"_s);
        QCOMPARE(answer["resource"_L1].toString(), u"topics/general/messages"_s);
        const auto text = run(u"explain $ada read topics/general"_s);
        QVERIFY2(text.out.contains("No server asks for topics/general; this is the answer for "
                                   "topics/general/messages."),
                 qPrintable(text.describe()));
    }

    void questionsThatCannotBeMeant_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("words");
        QTest::newRow("nobody") << u"explain Uabc read state/x"_s << u"44 characters"_s;
        QTest::newRow("no operation") << u"explain $ada eat state/x"_s << u"'OP'"_s;
        QTest::newRow("no resource") << u"explain $ada read notes/x"_s << u"'RESOURCE'"_s;
        QTest::newRow("nothing") << u"explain $ada read"_s << u"Missing argument 'RESOURCE'"_s;
        QTest::newRow("messages stay") << u"explain $ada delete topics/general/messages"_s << u"'OP'"_s;
        QTest::newRow("files") << u"explain $ada delete blobs/x"_s << u"uploader"_s;
        QTest::newRow("no rules") << u"explain $ada read state/x --rules mine"_s << u"'--rules'"_s;
    }
    void questionsThatCannotBeMeant()
    {
        QFETCH(QString, line);
        QFETCH(QString, words);
        const auto result = run(line);
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(words.toUtf8()), qPrintable(result.describe()));
    }
};

QTEST_GUILESS_MAIN(TestAdminExplain)
#include "tst_admin_explain.moc"
