// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/askedresource.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using Kind = AskedResource::Kind;

class TestAskedResource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatServersAskFor_data()
    {
        QTest::addColumn<QString>("typed"); // with the operation
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("isCorrected");
        const auto row = [](const char *typed, Kind kind, const char *path, bool isCorrected) {
            QTest::newRow(typed) << QString::fromLatin1(typed) << kind << QString::fromLatin1(path)
                                 << isCorrected;
        };
        row("read topics/general/messages", Kind::Right, "topics/general/messages", false);
        row("create /topics/general/messages/", Kind::Right, "topics/general/messages", false);
        row("read topics/state/messages", Kind::Right, "topics/state/messages", false);
        row("read topics/general", Kind::Right, "topics/general/messages", true);
        row("create topics/general/messages/x", Kind::Right, "topics/general/messages", true);
        row("read topic/General/message", Kind::Right, "topics/general/messages", true);
        row("read topics/{any}/messages", Kind::Right, "topics/{any}/messages", false); // any at all
        row("read general", Kind::Right, "topics/general/messages", true);
        row("modify state/a/b", Kind::Right, "state/a/b", false);
        row("create state/auth/role", Kind::Right, "state/auth/role", false); // a path like any other
        row("read state", Kind::AnyMember, "state", false);
        row("create auth/users/x", Kind::Right, "state/auth/users/x", true);
        row("read profiles/x", Kind::Right, "state/profiles/x", true);
        row("read data/a/b", Kind::Right, "data/a/b", false);
        row("create data/a/b", Kind::DataWrite, "a/b", false);
        row("delete notes/x", Kind::DataWrite, "notes/x", false);
        row("read blobs/B1", Kind::AnyMember, "blobs/B1", false);
        row("create blobs", Kind::AnyMember, "blobs", false);
    }
    void whatServersAskFor()
    {
        QFETCH(QString, typed);
        QFETCH(Kind, kind);
        QFETCH(QString, path);
        QFETCH(bool, isCorrected);
        const auto asked =
            resourceAsked(*operationFromName(typed.section(u' ', 0, 0)), typed.section(u' ', 1));
        QVERIFY(asked);
        QCOMPARE(asked->kind, kind);
        QCOMPARE(asked->path, path);
        QCOMPARE(asked->isCorrected, isCorrected);
    }

    void whatNobodyAsksFor_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<NeverAsked>("why");
        const auto row = [](const char *typed, NeverAsked why) {
            QTest::newRow(typed) << QString::fromLatin1(typed) << why;
        };
        row("read ", NeverAsked::Resource);
        row("create ", NeverAsked::Resource);
        row("read notes/x", NeverAsked::Resource);
        row("read topics", NeverAsked::Resource);
        row("create state", NeverAsked::Resource);
        row("read data", NeverAsked::Resource);
        row("modify topics/general/messages", NeverAsked::Operation);
        row("create topics/state/messages", NeverAsked::Operation);
        row("modify blobs/B1", NeverAsked::Operation);
        row("delete blobs/B1", NeverAsked::Uploader);
    }
    void whatNobodyAsksFor()
    {
        QFETCH(QString, typed);
        QFETCH(NeverAsked, why);
        const auto asked =
            resourceAsked(*operationFromName(typed.section(u' ', 0, 0)), typed.section(u' ', 1));
        QVERIFY(!asked);
        QCOMPARE(asked.error(), why);
    }
};

QTEST_GUILESS_MAIN(TestAskedResource)
#include "tst_askedresource.moc"
