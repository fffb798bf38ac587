// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/encoding.h"
#include "protocol/authentication.h"
#include "support/vectors.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAuthentication : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void challenges_data()
    {
        QTest::addColumn<QJsonObject>("row");
        const auto rows = data()["challenges"_L1].toArray();
        for (const auto &row : rows)
            QTest::newRow(qPrintable(row["public_key_id"_L1].toString())) << row.toObject();
    }
    void challenges()
    {
        QFETCH(QJsonObject, row);
        const auto key = SigningKey::fromSeed(hexField(row, "private_key"_L1));
        const auto member = *MemberId::parse(row["public_key_id"_L1].toString());
        const auto body = verifyBody(member, *key, {utf8Field(row, "challenge"_L1), 0});
        QCOMPARE(body["signature"_L1].toString(), row["signature"_L1].toString());
        QCOMPARE(body["public_key"_L1].toString(), row["public_key_id"_L1].toString());
        QCOMPARE(body["challenge"_L1].toString(), row["challenge"_L1].toString());
    }

    void tokenIsTakenAsItCame()
    {
        const auto token = data()["jwt"_L1]["token"_L1].toString();
        const auto parsed =
            tokenFromJson(R"({"token":")" + token.toUtf8() + R"(","expires_at":1700003600000})");
        QVERIFY(parsed->token.equals(token.toUtf8()));
        QCOMPARE(parsed->expiresAt, 1700003600000);
    }

    void registration()
    {
        const auto row = data()["space_registration"_L1].toObject();
        const auto expected = row["record"_L1].toObject();
        const auto key = SigningKey::fromSeed(hexField(row, "space_private_key"_L1));
        const auto writer = *MemberId::parse(expected["created_by"_L1].toString());
        const auto space = SpaceId::of(key->publicKey());
        QCOMPARE("spaces/" + space.text(), utf8Field(row, "state_path"_L1));
        QCOMPARE(spaceRegistration(*key, writer, expected["created_at"_L1].toInteger()), expected);
        QVERIFY(checkSpaceRegistration(space, writer, expected));
    }

    void forgedRegistrationsAreRefused_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<ErrorCode>("code");
        const auto other = SpaceId::of(SigningKey::generate().publicKey()).toString();
        QTest::newRow("other space") << u"space_id"_s << QJsonValue(other) << ErrorCode::BadPath;
        QTest::newRow("other writer") << u"created_by"_s << QJsonValue(other) << ErrorCode::PermissionDenied;
        QTest::newRow("other time") << u"created_at"_s << QJsonValue(5) << ErrorCode::SignatureMismatch;
        QTest::newRow("zero signature")
            << u"space_signature"_s << QJsonValue(QString::fromLatin1(toBase64(QByteArray(64, '\0'))))
            << ErrorCode::SignatureMismatch;
        QTest::newRow("time a text") << u"created_at"_s << QJsonValue(u"5"_s) << ErrorCode::WrongFieldType;
        QTest::newRow("no signature")
            << u"space_signature"_s << QJsonValue(QJsonValue::Undefined) << ErrorCode::MissingField;
    }
    void forgedRegistrationsAreRefused()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QFETCH(ErrorCode, code);
        const auto key = SigningKey::generate();
        const UserId writer = UserId::of(SigningKey::generate().publicKey());
        auto record = spaceRegistration(key, writer, 1);
        record.insert(field, value);
        QCOMPARE(checkSpaceRegistration(SpaceId::of(key.publicKey()), writer, record).error().code, code);
    }

    void errorAnswersOfEveryShape()
    {
        QCOMPARE(errorDetail(R"({"detail": "Invalid token"})"), u"Invalid token"_s);
        QCOMPARE(errorDetail(R"({"detail": [{"loc": ["body", "data"], "msg": "too long", "type": "x"}]})"),
                 u"body.data: too long"_s);
        QCOMPARE(errorDetail("Internal Server Error"), u"Internal Server Error"_s);
        QCOMPARE(errorDetail({}), QString());
        QVERIFY(errorDetail(QByteArray(100'000, 'x')).size() <= 500);
        QCOMPARE(errorDetail("\xff\xfe"), QString::fromUtf8("\xff\xfe"));
        // Too long to be read where it arrives: its start, as it came.
        const auto filled = [](int size) {
            return "{\"detail\":\"Invalid token\",\"x\":\"" + QByteArray(size, 'x') + "\"}";
        };
        QCOMPARE(errorDetail(filled(60'000)), u"Invalid token"_s);
        QCOMPARE(errorDetail(filled(70'000)), QString::fromLatin1(filled(70'000).first(500)));
    }

    void onlySomeAnswersBlameTheToken()
    {
        for (const auto &text :
             {u"Invalid token"_s, u"Token expired"_s, u"Token space mismatch"_s, u"Not authenticated"_s})
            QVERIFY(blamesToken(text));
        for (const auto &text :
             {u"Invalid capability grant or privilege escalation"_s, QString(), u"invalid token"_s})
            QVERIFY(!blamesToken(text));
    }

private:
    static QJsonObject data() { return vectorFile(u"auth.json"_s)["data"_L1].toObject(); }
};

QTEST_GUILESS_MAIN(TestAuthentication)
#include "tst_authentication.moc"
