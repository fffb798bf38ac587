// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/names.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;

class TestNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void topicIds_data()
    {
        QTest::addColumn<QString>("topic");
        QTest::addColumn<bool>("valid");
        for (const auto &good : {u"ab"_s, u"general"_s, u"a-b_c9"_s, u"0-0"_s, QString(64, u'x')})
            QTest::newRow(qPrintable(good)) << good << true;
        for (const auto &bad : {u""_s, u"a"_s, u"Upper"_s, u"-ab"_s, u"ab-"_s, u"_ab"_s, u"a b"_s, u"a.b"_s,
                                u"é1"_s, u"a/b"_s, u"ab\n"_s, QString(65, u'x'), u"a\0b"_s})
            QTest::addRow("bad '%s'", qPrintable(bad)) << bad << false;
    }
    void topicIds()
    {
        QFETCH(QString, topic);
        QTEST(checkTopicId(topic).has_value(), "valid");
    }

    void topicIdsFromNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("id");
        QTest::newRow("words") << u"Field Notes 2026"_s << u"field-notes-2026"_s;
        QTest::newRow("accents") << u"Café Übersicht"_s << u"cafe-ubersicht"_s;
        QTest::newRow("signs") << u"  what?! now…  "_s << u"what-now"_s;
        QTest::newRow("nothing usable") << u"日本"_s << QString();
        QTest::newRow("long") << QString(100, u'a') << QString(64, u'a');
        QTest::newRow("edges") << u"_-a-_"_s << u"a"_s;
    }
    void topicIdsFromNames()
    {
        QFETCH(QString, name);
        QTEST(topicIdFromName(name), "id");
    }

    void statePaths_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("valid");
        for (const auto &good :
             {u"a"_s, u"auth/users/U-_x"_s, u"/lead"_s, u"trail/"_s, u"v1.0/..x"_s, u"a/.../b"_s})
            QTest::newRow(qPrintable(good)) << good << true;
        for (const auto &bad : {u""_s, u"/"_s, u"a//b"_s, u"a b"_s, u"{self}/x"_s, u"a{any}"_s, u"x/é"_s,
                                u"a\0b"_s, u"a/../b"_s, u".."_s, u"."_s, u"a/."_s, u"./a"_s, u"/../"_s})
            QTest::addRow("bad '%s'", qPrintable(bad)) << bad << false;
    }
    void statePaths()
    {
        QFETCH(QString, path);
        QTEST(checkStatePath(path).has_value(), "valid");
    }

    void pathsThatServersTake()
    {
        for (const auto &path : {u"a/../b"_s, u"."_s, u"/a/..//"_s})
            QVERIFY2(checkServedStatePath(path), qPrintable(path));
        for (const auto &path : {u"a//b"_s, u"a b"_s, u""_s})
            QVERIFY2(!checkServedStatePath(path), qPrintable(path));
    }

    void dataPaths()
    {
        for (const auto &path : {u"a"_s, u"a//b"_s, u"/a/"_s, u"é @+%2e%2e"_s, u"a/..x/..."_s})
            QVERIFY2(checkDataPath(path), qPrintable(path));
        for (const auto &path : {u""_s, u"."_s, u".."_s, u"a/../b"_s, u"../blobs/B"_s, u"a/."_s, u"/../"_s}) {
            const auto checked = checkDataPath(path);
            QVERIFY2(!checked && checked.error().code == ErrorCode::BadPath, qPrintable(path));
        }
    }

    void capabilityPaths_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("valid");
        for (const auto &good : {u"{...}"_s, u"{any}"_s, u"state/{self}/x"_s, u"topics"_s,
                                 u"topics/{any}/messages/"_s, u"blobs/{any}"_s, u"data/a//b"_s})
            QTest::newRow(qPrintable(good)) << good << true;
        for (const auto &bad : {u""_s, u"/"_s, u"{self}"_s, u"profiles/x"_s, u"STATE/a"_s, u"state/{all}"_s,
                                u"state/a b"_s, u"{any}/x"_s, u"statex"_s})
            QTest::addRow("bad '%s'", qPrintable(bad)) << bad << false;
    }
    void capabilityPaths()
    {
        QFETCH(QString, path);
        QTEST(checkCapabilityPath(path).has_value(), "valid");
    }
};

QTEST_GUILESS_MAIN(TestNames)
#include "tst_names.moc"
