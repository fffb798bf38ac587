// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;

class TestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostileDocuments_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("empty") << QByteArray() << ErrorCode::BadJson;
        QTest::newRow("text") << QByteArray("\"a\"") << ErrorCode::BadJson;
        QTest::newRow("trailing bytes") << QByteArray("{} x") << ErrorCode::BadJson;
        QTest::newRow("two documents") << QByteArray("{}{}") << ErrorCode::BadJson;
        QTest::newRow("NUL after the document") << QByteArray("{}\0", 3) << ErrorCode::BadJson;
        QTest::newRow("BOM") << QByteArray("\xEF\xBB\xBF{}") << ErrorCode::BadJson;
        QTest::newRow("invalid UTF-8") << QByteArray("{\"a\":\"\xff\"}") << ErrorCode::BadUtf8;
        QTest::newRow("duplicate key") << QByteArray(R"({"a":1,"a":2})") << ErrorCode::DuplicateKey;
        QTest::newRow("duplicate by escape")
            << QByteArray(R"({"a":1,"\u0061":2})") << ErrorCode::DuplicateKey;
        QTest::newRow("duplicate in a list")
            << QByteArray(R"({"l":[{"a":1,"a":1}]})") << ErrorCode::DuplicateKey;
        QTest::newRow("deep") << "{\"a\":" + QByteArray(5000, '[') + QByteArray(5000, ']') + '}'
                              << ErrorCode::TooDeep;
        QTest::newRow("unfinished") << QByteArray(R"({"a":)") << ErrorCode::BadJson;
    }
    void hostileDocuments()
    {
        QFETCH(QByteArray, json);
        QFETCH(ErrorCode, code);
        const auto parsed = parseJsonObject(json);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Validation);
        QCOMPARE(parsed.error().code, code);
    }

    void colonsAndQuotesInTextsAreNoKeys()
    {
        const auto parsed =
            parseJsonObject("{\"a\":\"x\\\":\\\"y\",\"b\":[\"::\",{\"c\":\"\\\\\"}],\"d:e\":{\"a\":1}}");
        QVERIFY(parsed);
        QCOMPARE(parsed->size(), 3);
    }

    void integers_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("ok");
        QTest::addColumn<qint64>("value");
        QTest::newRow("milliseconds") << QByteArray("1700000000123") << true << qint64(1700000000123);
        QTest::newRow("negative") << QByteArray("-5") << true << qint64(-5);
        QTest::newRow("2^53") << QByteArray("9007199254740992") << true << (qint64(1) << 53);
        QTest::newRow("2^53 and more") << QByteArray("9007199254740994") << false << qint64(0);
        QTest::newRow("2^64") << QByteArray("18446744073709551616") << false << qint64(0);
        QTest::newRow("1e400") << QByteArray("1e400") << false << qint64(0);
        QTest::newRow("fraction") << QByteArray("0.5") << false << qint64(0);
        QTest::newRow("text") << QByteArray("\"5\"") << false << qint64(0);
        QTest::newRow("null") << QByteArray("null") << false << qint64(0);
        QTest::newRow("bool") << QByteArray("true") << false << qint64(0);
    }
    void integers()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, ok);
        QFETCH(qint64, value);
        const auto object = parseJsonObject("{\"n\":" + json + '}');
        if (!object) {
            QVERIFY(!ok); // the parser itself may refuse what no double holds
            return;
        }
        const auto number = integerField(*object, "n"_L1);
        QCOMPARE(number.has_value(), ok);
        if (ok)
            QCOMPARE(*number, value);
    }

    void optionalFieldsMayBeAbsentButNotWrong()
    {
        const auto object = *parseJsonObject(R"({"null":null,"text":"a","number":1})");
        QCOMPARE(*optionalStringField(object, "absent"_L1), std::nullopt);
        QCOMPARE(*optionalStringField(object, "null"_L1), std::nullopt);
        QCOMPARE(*optionalStringField(object, "text"_L1), u"a"_s);
        QVERIFY(!optionalStringField(object, "number"_L1));
        QCOMPARE(*optionalIntegerField(object, "number"_L1), 1);
        QVERIFY(!optionalIntegerField(object, "text"_L1));
    }

    void lenientReadingTakesTheLast()
    {
        const auto object = parseJsonLeniently(R"({"a":1,"a":2})");
        QCOMPARE((*object)["a"_L1].toInt(), 2);
        QVERIFY(!parseJsonLeniently("[1]"));
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
