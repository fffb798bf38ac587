// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/deadpattern.h"
#include "protocol/names.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using Reason = DeadPattern::Reason;

class TestDeadPattern : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rights_data()
    {
        QTest::addColumn<QString>("right");
        QTest::addColumn<int>("reason"); // -1: it matches something
        QTest::addColumn<QString>("working");

        const auto fine = [](const char *right) {
            QTest::newRow(right) << QString::fromLatin1(right) << -1 << QString();
        };
        const auto dead = [](const char *right, Reason reason, const char *working) {
            QTest::newRow(right) << QString::fromLatin1(right) << int(reason) << QString::fromLatin1(working);
        };
        fine("read topics/{any}/messages");
        fine("create topics/general/messages");
        fine("create topics/general/messages/{...}");
        fine("read topics/{any}/{...}");
        fine("read topics/{other}/{any}");
        fine("write topics/{...}");
        fine("read topics/state/messages");
        fine("read /topics/{any}/messages/");
        fine("write {...}");
        fine("create {any}");
        fine("write {any}");
        fine("read state/{...}");
        fine("create state/auth/users/{any}");
        fine("modify state/profiles/{self}");
        fine("read data/{...}");
        fine("read data/opaque/users/{any}");

        // What the published guides recommend (PROTOCOL 10).
        dead("read topics/{any}", Reason::NoSuchResource, "read topics/{any}/messages");
        dead("create topics/{any}/messages/{any}", Reason::NoSuchResource, "create topics/{any}/messages");
        dead("create topics/general", Reason::NoSuchResource, "create topics/general/messages");
        dead("write topics/general/posts", Reason::NoSuchResource, "write topics/general/messages");
        dead("read topics/general/messages/{any}/{...}", Reason::NoSuchResource,
             "read topics/general/messages");
        dead("read topics", Reason::NoSuchResource, "read topics/{any}/messages");
        dead("read topics/{...}/messages", Reason::NoSuchResource, "read topics/{any}/messages");
        dead("read topics/{self}/messages", Reason::NoSuchResource, "read topics/{any}/messages");
        dead("read topics/General/messages", Reason::NoSuchResource, "read topics/{any}/messages");
        dead("modify topics/{any}/messages", Reason::NoSuchOperation, "create topics/{any}/messages");
        dead("delete topics/general/{...}", Reason::NoSuchOperation, "create topics/general/{...}");
        dead("read topics/{any}/messages own", Reason::OwnerOfNoMessage, "read topics/{any}/messages");
        fine("create topics/{any}/messages own");

        dead("write state", Reason::NoSuchResource, "write state/{...}");
        dead("write state/{...}/roles", Reason::NoSuchResource, "write state/{...}");
        dead("write state/auth//users", Reason::NoSuchResource, "write state/auth/users");
        dead("read data", Reason::NoSuchResource, "read data/{...}");

        dead("create data/{...}", Reason::DataIsWrittenBare, "create {...}");
        dead("write data/notes/{any}", Reason::DataIsWrittenBare, "write {...}");
        dead("modify data/note", Reason::DataIsWrittenBare, "modify {any}");
        dead("create data/opaque/users/{any}", Reason::DataIsWrittenBare, "create {...}");

        dead("read {any}", Reason::NoSuchResource, "read {...}");
        dead("read blobs/{any}", Reason::NeverAsked, "");
        dead("create blobs/{...}", Reason::NeverAsked, "");
    }
    void rights()
    {
        QFETCH(QString, right);
        QFETCH(int, reason);
        QFETCH(QString, working);
        const auto words = right.split(u' ');
        const Capability asked{*operationFromName(words[0]), words[1], words.size() == 3};
        QVERIFY(checkCapabilityPath(asked.path));
        const auto dead = findDeadPattern(asked);
        QCOMPARE(dead ? int(dead->reason) : -1, reason);
        if (!dead)
            return;
        const auto text = [](const Capability &capability) {
            return nameOf(capability.operation) + u' ' + capability.path;
        };
        QCOMPARE(dead->working ? text(*dead->working) : QString(), working);
        if (dead->working)
            QVERIFY2(!findDeadPattern(*dead->working), "what works does not work");
    }
};

QTEST_GUILESS_MAIN(TestDeadPattern)
#include "tst_deadpattern.moc"
