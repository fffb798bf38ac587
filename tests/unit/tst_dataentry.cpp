// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/encoding.h"
#include "protocol/dataentry.h"
#include "support/vectors.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestDataEntry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vectors_data()
    {
        QTest::addColumn<QJsonObject>("row");
        const auto rows = vectorFile(u"kv_data.json"_s)["cases"_L1].toArray();
        for (const auto &row : rows)
            QTest::newRow(qPrintable(row["name"_L1].toString())) << row.toObject();
    }
    void vectors()
    {
        QFETCH(QJsonObject, row);
        const auto space = *SpaceId::parse(row["space_id"_L1].toString());
        const auto path = row["path"_L1].toString();
        const auto key = SigningKey::fromSeed(hexField(row, "signer_private_key"_L1));
        const auto entry = signData(space, *MemberId::parse(row["signed_by"_L1].toString()), *key, path,
                                    utf8Field(row, "data"_L1), row["signed_at"_L1].toInteger());
        QCOMPARE(signInput(space, path, entry), utf8Field(row, "sign_input_utf8"_L1));
        QCOMPARE(entry.signature, utf8Field(row, "signature"_L1));
        QVERIFY(checkDataEntry(space, path, entry));
        QCOMPARE(*dataEntryFromJson(toJson(entry)), entry);
    }

    void anyChangeIsNoticed()
    {
        const auto key = SigningKey::generate();
        const auto space = SpaceId::of(SigningKey::generate().publicKey());
        const auto good = signData(space, UserId::of(key.publicKey()), key, u"a/b", "YQ==", 5);
        QVERIFY(checkDataEntry(space, u"a/b", good));
        QVERIFY(!checkDataEntry(space, u"a/c", good));
        QVERIFY(!checkDataEntry(SpaceId::of(key.publicKey()), u"a/b", good));
        auto entry = good;
        entry.signedAt = 6;
        QVERIFY(!checkDataEntry(space, u"a/b", entry));
        entry = good;
        entry.data = "YR==";
        QVERIFY(!checkDataEntry(space, u"a/b", entry));
        entry = good;
        entry.signedBy = UserId::of(SigningKey::generate().publicKey()).text();
        QVERIFY(!checkDataEntry(space, u"a/b", entry));
        entry.signedBy = "nobody";
        const auto checked = checkDataEntry(space, u"a/b", entry);
        QCOMPARE(checked.error().kind, ErrorKind::Chain);
        QCOMPARE(checked.error().code, ErrorCode::SignatureMismatch);
    }

    void privatePathsNameTheMember()
    {
        const auto user = UserId::of(SigningKey::generate().publicKey());
        QCOMPARE(userDataPath(user, u"notes/x"), u"user/"_s + user.toString() + u"/notes/x"_s);
    }
};

QTEST_GUILESS_MAIN(TestDataEntry)
#include "tst_dataentry.moc"
