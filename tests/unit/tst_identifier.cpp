// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/signingkey.h"
#include "protocol/identifier.h"
#include "support/vectors.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestIdentifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keyPairs_data() { rows(u"keypairs"_s, u"private_key"_s); }
    void keyPairs()
    {
        QFETCH(QJsonObject, row);
        const auto key = SigningKey::fromSeed(hexField(row, "private_key"_L1));
        QCOMPARE(key->publicKey().toByteArray(), hexField(row, "public_key"_L1));
        QCOMPARE(UserId::of(key->publicKey()).text(), utf8Field(row, "user_id"_L1));
        QCOMPARE(ToolId::of(key->publicKey()).text(), utf8Field(row, "tool_id"_L1));
        QCOMPARE(SpaceId::of(key->publicKey()).text(), utf8Field(row, "space_id"_L1));
        QCOMPARE(UserId::parse(row["user_id"_L1].toString())->publicKey(), key->publicKey());
    }

    void hashes_data() { rows(u"hashes"_s, u"hash"_s); }
    void hashes()
    {
        QFETCH(QJsonObject, row);
        const auto digest = *Digest::fromBytes(hexField(row, "hash"_L1));
        QCOMPARE(MessageId::of(digest).text(), utf8Field(row, "message_id"_L1));
        QCOMPARE(BlobId::of(digest).text(), utf8Field(row, "blob_id"_L1));
        QCOMPARE(MessageId::of(digest).payload(), digest.toByteArray());
    }

    void encodingTakes32BytesOnly_data() { rows(u"encode_errors"_s, u"name"_s); }
    void encodingTakes32BytesOnly()
    {
        QFETCH(QJsonObject, row);
        QVERIFY(!row["ok"_L1].toBool());
        const auto size = row["name"_L1].toString().contains("31"_L1) ? 31 : 33;
        QVERIFY(
            !Digest::fromBytes(QByteArray(size, 'x')).has_value()); // there is no other way to a MessageId
    }

    void parse_data() { rows(u"parse"_s, u"name"_s); }
    void parse()
    {
        QFETCH(QJsonObject, row);
        const auto input = row["input"_L1].toString();
        const auto lenient = row["get_identifier_type"_L1].toObject();
        const auto parsed = Identifier::parse(input);

        // The reference decodes leniently; these it takes and we refuse (PROTOCOL 2).
        const QHash<QString, ErrorCode> stricter{
            {u"version bits 1"_s, ErrorCode::BadIdentifierVersion},
            {u"version bits 3"_s, ErrorCode::BadIdentifierVersion},
            {u"standard base64 alphabet (+/) same bytes"_s, ErrorCode::BadAlphabet},
        };
        if (const auto strict = stricter.constFind(row["name"_L1].toString()); strict != stricter.cend()) {
            QVERIFY(lenient["ok"_L1].toBool());
            QVERIFY(!parsed);
            QCOMPARE(parsed.error().code, *strict);
            return;
        }
        QCOMPARE(parsed.has_value(), lenient["ok"_L1].toBool());
        if (!parsed) {
            QCOMPARE(parsed.error().kind, ErrorKind::Validation);
            return;
        }
        QCOMPARE(nameOf(parsed->type()), lenient["result"_L1].toString());
        QCOMPARE(parsed->toString(), input);
        const auto key = row["from_typed_public_key"_L1].toObject();
        const auto member = MemberId::parse(input);
        QCOMPARE(member.has_value(), key["ok"_L1].toBool());
        if (member)
            QCOMPARE(member->publicKey().toByteArray(), hexField(key, "result"_L1));
    }

    void hostileTextsGiveTypedErrors_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<ErrorCode>("code");
        const QByteArray valid = "UIb9aK_cU-dxkutoOi7YFmzxooq2svnJFnJyNkkOfAHy";
        auto with = [&valid](int at, char c) {
            auto changed = valid;
            changed[at] = c;
            return changed;
        };
        QTest::newRow("empty") << QByteArray() << ErrorCode::BadLength;
        QTest::newRow("short") << valid.first(43) << ErrorCode::BadLength;
        QTest::newRow("long") << valid + 'A' << ErrorCode::BadLength;
        QTest::newRow("huge") << QByteArray(1 << 20, 'U') << ErrorCode::BadLength;
        QTest::newRow("NUL") << with(10, '\0') << ErrorCode::BadAlphabet;
        QTest::newRow("padding") << with(43, '=') << ErrorCode::BadAlphabet;
        QTest::newRow("plus") << with(5, '+') << ErrorCode::BadAlphabet;
        QTest::newRow("invalid UTF-8") << with(5, '\xff') << ErrorCode::BadAlphabet;
        QTest::newRow("unknown type") << with(0, 'Q') << ErrorCode::BadIdentifierType;
        QTest::newRow("version 2") << with(1, 'o') << ErrorCode::BadIdentifierVersion;
    }
    void hostileTextsGiveTypedErrors()
    {
        QFETCH(QByteArray, text);
        QFETCH(ErrorCode, code);
        const auto parsed = Identifier::parse(text);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, code);
        QVERIFY(!UserId::parse(text));
    }

    void typesAreNotTakenForEachOther()
    {
        const auto key = SigningKey::generate().publicKey();
        const auto user = UserId::of(key);
        QVERIFY(!SpaceId::parse(user.toString()));
        QVERIFY(!MessageId::parse(user.toString()));
        QVERIFY(MemberId::parse(user.toString()));
        const auto space = SpaceId::of(key);
        QVERIFY(MemberId(user).isOwnerOf(space));
        QVERIFY(MemberId(space).isOwnerOf(space));
        QVERIFY(!MemberId(ToolId::of(key)).isOwnerOf(space));
        QVERIFY(!MemberId(UserId::of(SigningKey::generate().publicKey())).isOwnerOf(space));
    }

private:
    static QString nameOf(IdType type)
    {
        return QHash<IdType, QString>{{IdType::Blob, u"BLOB"_s},
                                      {IdType::Message, u"MESSAGE"_s},
                                      {IdType::Space, u"SPACE"_s},
                                      {IdType::Tool, u"TOOL"_s},
                                      {IdType::User, u"USER"_s}}
            .value(type);
    }

    void rows(const QString &section, const QString &nameField)
    {
        QTest::addColumn<QJsonObject>("row");
        const auto list = vectorFile(u"ids.json"_s)["data"_L1][section].toArray();
        for (const auto &row : list)
            QTest::newRow(qPrintable(row[nameField].toString())) << row.toObject();
    }
};

QTEST_GUILESS_MAIN(TestIdentifier)
#include "tst_identifier.moc"
