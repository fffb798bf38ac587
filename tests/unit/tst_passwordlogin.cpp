// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/json.h"
#include "protocol/passwordlogin.h"
#include "support/vectors.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestPasswordLogin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrapped_data()
    {
        QTest::addColumn<QJsonObject>("row");
        QTest::addColumn<QJsonObject>("keys");
        const auto rows = vectorFile(u"opaque_wrap.json"_s)["cases"_L1].toArray();
        QJsonObject last; // the shorter form has the keys of the row before
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const auto row = rows[i].toObject();
            if (row.contains(u"private_key"_s))
                last = row;
            QTest::addRow("%lld %s", qlonglong(i), qPrintable(row["name"_L1].toString())) << row << last;
        }
        QCOMPARE(rows.size(), 4);
    }
    void wrapped()
    {
        QFETCH(QJsonObject, row);
        QFETCH(QJsonObject, keys);
        const bool isShort = !row.contains(u"private_key"_s);
        const auto exportKey = hexField(row, "export_key"_L1);
        const auto sealed = base64Field(row, "encrypted_credentials_b64"_L1);
        QCOMPARE(sealed.size(), 28 + (isShort ? 64 : 96));
        const auto opened = unwrapKeys(sealed, exportKey);
        QVERIFY(opened);
        QVERIFY(opened->key.seed().equals(hexField(keys, "private_key"_L1)));
        QVERIFY(opened->root.bytes().equals(hexField(keys, "symmetric_root"_L1)));
        QCOMPARE(opened->userKey.has_value(), !isShort);
        if (!isShort)
            QVERIFY(opened->userKey->bytes().equals(hexField(keys, "user_symmetric_key"_L1)));

        const auto again = unwrapKeys(wrapKeys(*opened, exportKey), exportKey);
        QVERIFY(again);
        QVERIFY(again->key.seed().equals(opened->key.seed().view()));
        QVERIFY(again->root.bytes().equals(opened->root.bytes().view()));
        QCOMPARE(again->userKey.has_value(), opened->userKey.has_value());

        auto changed = sealed;
        changed.back() = static_cast<char>(changed.back() ^ 1);
        QCOMPARE(unwrapKeys(changed, exportKey).error().code, ErrorCode::CannotDecrypt);
        QCOMPARE(unwrapKeys(sealed, exportKey.first(63)).error().code, ErrorCode::CannotDecrypt);
        QCOMPARE(unwrapKeys(sealed.first(27), exportKey).error().code, ErrorCode::CannotDecrypt);
    }

    void usernames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isGood");
        for (const auto &good : {u"a"_s, u"Ann.B_c@d+e-9"_s, u"..."_s, u".a"_s, QString(255, u'x')})
            QTest::newRow(qPrintable(good.left(20))) << good << true;
        for (const auto &bad : {u""_s, u"a b"_s, u"é"_s, u"a/b"_s, u"a\n"_s, u"."_s, u".."_s,
                                QString(256, u'x'), u"a%2fb"_s, u"a"_s + QChar(0), u"а"_s /* Cyrillic */})
            QTest::addRow("bad: %s", qPrintable(bad.left(20))) << bad << false;
    }
    void usernames()
    {
        QFETCH(QString, name);
        QFETCH(bool, isGood);
        const auto checked = checkUsername(name);
        QCOMPARE(checked.has_value(), isGood);
        if (!isGood)
            QCOMPARE(checked.error().code, ErrorCode::BadUsername);
    }

    void records()
    {
        const PasswordRecord record{QByteArray(192, 'p'), "wrapped", "Uabc"};
        const auto json = record.toJson();
        QCOMPARE(parseJsonObject(json)->keys(),
                 (QStringList{u"encrypted_credentials"_s, u"password_file"_s, u"public_key"_s}));
        const auto read = PasswordRecord::fromJson(json);
        QVERIFY(read);
        QCOMPARE(read->passwordFile, record.passwordFile);
        QCOMPARE(read->wrappedKeys, record.wrappedKeys);
        QCOMPARE(read->member, record.member);
        for (const auto &field : {u"encrypted_credentials"_s, u"password_file"_s, u"public_key"_s}) {
            auto object = *parseJsonObject(json);
            object.remove(field);
            QCOMPARE(PasswordRecord::fromJson(compactJson(object)).error().code, ErrorCode::MissingField);
            object.insert(field, 7);
            QCOMPARE(PasswordRecord::fromJson(compactJson(object)).error().code, ErrorCode::WrongFieldType);
        }
        auto object = *parseJsonObject(json);
        object.insert(u"password_file"_s, u"!"_s);
        QCOMPARE(PasswordRecord::fromJson(compactJson(object)).error().code, ErrorCode::BadBase64);
        QVERIFY(!PasswordRecord::fromJson("junk"));
    }

    void steps()
    {
        const auto step = passwordStep(u"ann"_s, "registration_request"_L1, "\x01\xff");
        QCOMPARE(compactJson(step), R"({"registration_request":"Af8=","username":"ann"})");
        QCOMPARE(*passwordAnswer(R"({"a":"Af8="})", "a"_L1), "\x01\xff");
        QCOMPARE(passwordAnswer(R"({"a":"_w=="})", "a"_L1).error().code, ErrorCode::BadBase64);
        QCOMPARE(passwordAnswer("{}", "a"_L1).error().code, ErrorCode::MissingField);
    }
};

QTEST_GUILESS_MAIN(TestPasswordLogin)
#include "tst_passwordlogin.moc"
