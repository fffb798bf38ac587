// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/serverjson.h"
#include "crypto/encoding.h"
#include "support/scene.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

//! The log, and its values as the real server's Python reads them.
class TestStateLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatStoodAtEachMoment()
    {
        const Scene scene(
            {u"owner a/b 1"_s, u"owner a/c 2"_s, u"owner a/b"_s, u"owner a 4"_s, u"owner a/b/ 5"_s});
        const auto &log = scene.log();
        QCOMPARE(log.newest(u"a/b"_s, 0), std::nullopt);
        QCOMPARE(log.newest(u"a/b"_s, 1), std::optional<qsizetype>(0));
        QCOMPARE(log.newest(u"a/b"_s, 2), std::optional<qsizetype>(0));
        QCOMPARE(log.newest(u"a/b"_s, 3), std::optional<qsizetype>(2)); // emptied, and still there
        QVERIFY(log.at(2).isEmpty());
        QCOMPARE(log.newest(u"a/b"_s, 99), std::optional<qsizetype>(2));
        QCOMPARE(log.newest(u"b"_s, 5), std::nullopt);
        QCOMPARE(log.newestUnder(u"a/"_s, 2), (QList<qsizetype>{0, 1}));
        QCOMPARE(log.newestUnder(u"a/"_s, 5), (QList<qsizetype>{2, 4, 1}));
        QCOMPARE(log.newestUnder(u"a"_s, 5), (QList<qsizetype>{3, 2, 4, 1}));
        QCOMPARE(log.newestUnder({}, 5).size(), 4);
        QCOMPARE(log.history(u"a/b"_s), (QList<qsizetype>{0, 2}));
        QVERIFY(log.history(u"a/x"_s).isEmpty());
        QCOMPARE(log.paths(), (QStringList{u"a"_s, u"a/b"_s, u"a/b/"_s, u"a/c"_s}));
    }

    void values()
    {
        const Scene scene({uR"(owner a {"x":1})"_s, u"owner a 7"_s, u"owner a sealed"_s, u"owner a"_s});
        QCOMPARE(scene.log().at(0).json, (QJsonObject{{u"x"_s, 1}}));
        QVERIFY(!scene.log().at(1).json && scene.log().at(1).isJson);
        QVERIFY(!scene.log().at(2).json && !scene.log().at(2).isJson);
        QVERIFY(!scene.log().at(3).isJson);
    }

    void sloppyBase64_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<std::optional<QByteArray>>("bytes"); // what CPython 3.12 says
        const auto row = [](const char *name, const char *text, std::optional<QByteArray> bytes) {
            QTest::newRow(name) << QByteArray(text) << bytes;
        };
        row("plain", "YWI=", "ab");
        row("empty", "", "");
        row("line ends", "YW\r\nI=", "ab");
        row("characters of other alphabets", "Y-W_I*=", "ab");
        row("more after the padding", "YWI=YWI=", "ab");
        row("one padding too few", "YWI", std::nullopt);
        row("padding split", "YW=\n=", "a");
        row("padding of one where two are due", "YW=", std::nullopt);
        row("a letter takes a padding back", "YW=I=", "ab");
        row("padding alone", "====", "");
        row("one letter", "Y", std::nullopt);
        row("five letters", "YWJjZ", std::nullopt);
        row("no ASCII", "YWI=\xC3\xA9", std::nullopt);
    }
    void sloppyBase64()
    {
        QFETCH(QByteArray, text);
        QTEST(decodeAsServer(text), "bytes");
    }

    void sloppyJson_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<std::optional<QJsonValue>>("value"); // what CPython 3.12 says
        const auto row = [](const char *name, const QByteArray &text, std::optional<QJsonValue> value) {
            QTest::newRow(name) << text << value;
        };
        row("object", R"( {"a" : [1, "x", null]} )",
            QJsonObject{{u"a"_s, QJsonArray{1, u"x"_s, QJsonValue::Null}}});
        row("the last of duplicate keys", R"({"a":1,"b":2,"a":3})", QJsonObject{{u"a"_s, 3}, {u"b"_s, 2}});
        row("a duplicate by escape", R"({"a":1,"\u0061":2})", QJsonObject{{u"a"_s, 2}});
        row("a bare text", R"("a\u00e9\n\ud83d\ude00")", QJsonValue(u"aé\n😀"_s));
        row("a bare number", "-1.5e2", -150.0);
        row("a large integer", "9007199254740993", QJsonValue(Q_INT64_C(9007199254740993)));
        row("empty", "", std::nullopt);
        row("trailing comma", "[1,]", std::nullopt);
        row("trailing text", "{} x", std::nullopt);
        row("leading zero", "01", std::nullopt);
        row("a point without digits", "1.", std::nullopt);
        row("a plus", "+1", std::nullopt);
        row("a key without quotes", "{a:1}", std::nullopt);
        row("an unknown escape", R"("\x")", std::nullopt);
        row("a tab in a text", "\"\t\"", std::nullopt);
        row("a form feed between", "[\f]", std::nullopt);
        row("unfinished", R"({"a":)", std::nullopt);
        row("bytes that are no UTF-8", "\"\xff\"", std::nullopt);
        row("a surrogate as a character", "[\"\xED\xA0\x80\"]", QJsonArray{u"\uFFFD"_s});
        row("a byte order mark", "\xEF\xBB\xBF[]", QJsonArray());
        row("UTF-16", QByteArray("[\0]\0", 4), QJsonArray());
        row("UTF-32", QByteArray("\0\0\0[\0\0\0]", 8), QJsonArray());
        row("UTF-32 beyond all characters", QByteArray("\0\0\0\"\0\x11\0\0\0\0\0\"", 12), std::nullopt);
        row("nested to the limit", QByteArray(1490, '[') + QByteArray(1490, ']'), QJsonValue());
        row("nested deeper", QByteArray(1600, '[') + QByteArray(1600, ']'), std::nullopt);
        row("an integer of 5,000 digits", QByteArray(5000, '1'), std::nullopt);
    }
    void sloppyJson()
    {
        QFETCH(QByteArray, text);
        QFETCH(std::optional<QJsonValue>, value);
        const auto parsed = parseAsServer(text);
        QCOMPARE(parsed.has_value(), value.has_value());
        if (value && !value->isNull())
            QCOMPARE(*parsed, *value);
    }

    void numbersThatJsonHasNot()
    {
        QVERIFY(qIsNaN(parseAsServer("NaN")->toDouble()));
        QVERIFY(qIsInf(parseAsServer("Infinity")->toDouble()));
        QVERIFY(parseAsServer("-Infinity")->toDouble() < 0);
        QVERIFY(qIsInf(parseAsServer("1e999")->toDouble()));
    }
};

QTEST_GUILESS_MAIN(TestStateLog)
#include "tst_statelog.moc"
