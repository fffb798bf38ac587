// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Who may do what, and who could become administrator, as reeeductio-admin tells it.

#include "support/adminrunner.h"
#include "support/await.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAdminAccess : public QObject
{
    Q_OBJECT

    Backend m_server;
    AdminRunner m_admin{m_server};
    Credentials m_owner = m_server.newOwner();
    QString m_ada;

    AdminResult run(QString line)
    {
        return m_admin.runAs(m_owner, line.replace(u"$ada"_s, m_ada).split(u' '));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_owner = m_server.newOwner();
        m_ada = m_server.newUser(m_owner).member.toString();
        for (const auto &line :
             {u"user add $ada"_s, u"role create boss"_s,
              u"user grant $ada -c a --op create --path state/auth/users/{any}/rights/{...}"_s,
              u"role grant boss -c all --op write --path state/auth/{...}"_s})
            QVERIFY2(run(line).exitCode == 0, qPrintable(line));
    }

    void matrix()
    {
        const auto json = run(u"-o json access matrix"_s).json();
        QCOMPARE(json["members"_L1].toArray().size(), 2);
        const auto count = json["questions"_L1].toArray().size();
        QVERIFY(count >= 13);
        QCOMPARE(json["members"_L1].toArray()[1].toObject()["allowed"_L1].toArray().size(), count);
        const auto csv = run(u"access matrix --csv"_s);
        QVERIFY2(csv.out.startsWith("member,name,") && csv.out.contains(m_ada.toUtf8() + ",,"),
                 qPrintable(csv.describe()));
        const auto text = run(u"access matrix"_s);
        QVERIFY2(text.out.contains("create state/auth/users/{any}/rights/{any}"),
                 qPrintable(text.describe()));
    }

    void who()
    {
        const auto json = run(u"-o json access who create state/auth/users/{any}/rights/{any}"_s).json();
        const auto members = json["members"_L1].toArray();
        QCOMPARE(members.size(), 2);
        QCOMPARE(members[1].toObject()["id"_L1].toString(), m_ada);
        QCOMPARE(members[1].toObject()["reason"_L1].toString(), u"held-by-right"_s);
        QVERIFY(run(u"access who modify state/x"_s).out.contains("Members who may modify state/x: 1"));
        QCOMPARE(run(u"access who write state/x"_s).exitCode, 2);
        QVERIFY(run(u"access who read topics/general"_s)
                    .out.contains("Members who may read topics/general/messages: "));
        const auto never = run(u"access who delete blobs/B1"_s);
        QVERIFY2(never.exitCode == 2 && never.err.contains("uploader"), qPrintable(never.describe()));
    }

    void escalation()
    {
        // Where nobody checks `…/rights` one write is enough; on our own server there is none.
        const auto real = run(u"-o json access escalation"_s).json();
        const auto ways = real["ways"_L1].toArray();
        QCOMPARE(ways.size(), 1);
        QCOMPARE(ways[0].toObject()["member"_L1].toString(), m_ada);
        QCOMPARE(ways[0].toObject()["steps"_L1].toArray().size(), 1);
        QCOMPARE(real["dormant"_L1].toArray()[0].toObject()["role"_L1].toString(), u"boss"_s);
        const auto local = run(u"-o json access escalation --rules local"_s).json();
        QVERIFY(local["ways"_L1].toArray().isEmpty());
        QCOMPARE(local["administrators"_L1].toArray().size(), 1);
        QVERIFY(run(u"access escalation"_s).out.contains("Could become administrator without help: 1"));
    }
};

QTEST_GUILESS_MAIN(TestAdminAccess)
#include "tst_admin_access.moc"
