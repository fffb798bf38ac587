// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/message.h"
#include "protocol/spacekeys.h"
#include "support/vectors.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vectors_data()
    {
        QTest::addColumn<QJsonObject>("row");
        const auto single = vectorFile(u"messages.json"_s)["data"_L1]["messages"_L1].toArray();
        for (const auto &row : single)
            QTest::newRow(qPrintable(row["name"_L1].toString())) << row.toObject();
        const auto chain = vectorFile(u"chain.json"_s)["data"_L1]["messages"_L1].toArray();
        for (const auto &row : chain)
            QTest::newRow(qPrintable(row["plaintext_utf8"_L1].toString() + row["topic_id"_L1].toString()))
                << row.toObject();
    }
    void vectors()
    {
        QFETCH(QJsonObject, row);
        const auto space = *SpaceId::parse(row["space_id"_L1].toString());
        const auto key = SigningKey::fromSeed(hexField(row, "signer_private_key"_L1));
        MessageDraft draft{.topic = utf8Field(row, "topic_id"_L1),
                           .type = utf8Field(row, "type"_L1),
                           .prevHash = {},
                           .data = utf8Field(row, "data"_L1)};
        if (row["prev_hash"_L1].isString())
            draft.prevHash = utf8Field(row, "prev_hash"_L1);
        auto message = sealMessage(space, *MemberId::parse(row["sender"_L1].toString()), *key, draft);

        QCOMPARE(hashInput(space, draft.topic, message), utf8Field(row, "hash_input_utf8"_L1));
        QCOMPARE(message.hash, utf8Field(row, "message_hash"_L1));
        QCOMPARE(MessageId::parse(QByteArrayView(message.hash))->decoded(), hexField(row, "signed_bytes"_L1));
        QCOMPARE(message.signature, utf8Field(row, "signature"_L1));
        QCOMPARE(checkSeal(space, draft.topic, message), Seal::Good);

        message.serverTimestamp = 1'700'000'000'123;
        QCOMPARE(*messageFromJson(toJson(message)), message);
    }

    void theChainDecrypts()
    {
        const auto data = vectorFile(u"chain.json"_s)["data"_L1].toObject();
        const auto space = *SpaceId::parse(data["space_id"_L1].toString());
        const SpaceKeys keys(space, *SymmetricKey::fromBytes(hexField(data, "symmetric_root"_L1)));
        const auto messages = data["messages"_L1].toArray();
        for (const auto &value : messages) {
            const auto row = value.toObject();
            const auto framed = *fromBase64(utf8Field(row, "data"_L1));
            const auto plaintext = aesgcm::open(keys.topicKey(row["topic_id"_L1].toString()), framed);
            QCOMPARE(*plaintext, utf8Field(row, "plaintext_utf8"_L1));
            QCOMPARE(framed.first(12), hexField(row, "iv"_L1));
        }
        QCOMPARE(messages.size(), 10);
    }

    void signatures_data()
    {
        QTest::addColumn<QJsonObject>("row");
        const auto rows = vectorFile(u"messages.json"_s)["data"_L1]["signature_checks"_L1].toArray();
        for (const auto &row : rows)
            QTest::newRow(qPrintable(row["name"_L1].toString())) << row.toObject();
    }
    void signatures()
    {
        QFETCH(QJsonObject, row);
        const auto signature = Signature::fromBytes(base64Field(row, "signature"_L1));
        const auto key = *PublicKey::fromBytes(hexField(row, "public_key"_L1));
        const bool holds = signature && verifySignature(key, hexField(row, "signed_bytes"_L1), *signature);
        QCOMPARE(holds, row["sdk_verify"_L1].toBool());
    }

    void everyAlteredFieldBreaksTheSeal_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<Seal>("seal");
        for (const char *field : {"topic", "type", "prev", "data", "sender", "hash"})
            QTest::newRow(field) << QByteArray(field) << Seal::BadHash;
        for (const char *field :
             {"signature", "signature not base64", "signature of another", "sender is no member id"})
            QTest::newRow(field) << QByteArray(field) << Seal::BadSignature;
    }
    void everyAlteredFieldBreaksTheSeal()
    {
        QFETCH(QByteArray, field);
        QFETCH(Seal, seal);
        const auto key = SigningKey::generate();
        const auto space = SpaceId::of(key.publicKey());
        const auto other = SigningKey::generate();
        auto message =
            sealMessage(space, UserId::of(key.publicKey()), key, {"general", "chat.text", {}, "YQ=="});
        QByteArray topic = message.topic;
        if (field == "topic")
            topic = "alerts";
        else if (field == "type")
            message.type += '.';
        else if (field == "prev")
            message.prevHash = message.hash;
        else if (field == "data")
            message.data = "YR==";
        else if (field == "sender")
            message.sender = UserId::of(other.publicKey()).text();
        else if (field == "hash")
            message.hash = message.hash.toLower();
        else if (field == "signature")
            message.signature = toBase64(QByteArray(64, '\0'));
        else if (field == "signature not base64")
            message.signature += "=";
        else if (field == "signature of another")
            message.signature =
                toBase64(other.sign(MessageId::parse(QByteArrayView(message.hash))->decoded()).view());
        else if (field == "sender is no member id") {
            message.sender = "me";
            message.hash = messageHash(space, topic, message).text();
        }
        QCOMPARE(checkSeal(space, topic, message), seal);
    }

    void theOwnerMaySendAsTheSpaceButNobodyElseMay()
    {
        const auto owner = SigningKey::generate();
        const auto space = SpaceId::of(owner.publicKey());
        auto message = sealMessage(space, space, owner, {"general", "chat.text", {}, "YQ=="});
        QCOMPARE(checkSeal(space, "general", message), Seal::Good);

        const auto stranger = SigningKey::generate();
        const auto otherSpace = SpaceId::of(stranger.publicKey());
        message = sealMessage(space, otherSpace, stranger, {"general", "chat.text", {}, "YQ=="});
        QCOMPARE(checkSeal(space, "general", message), Seal::BadSignature);
    }

    void malformedPagesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("no JSON") << QByteArray("<html>") << ErrorCode::BadJson;
        QTest::newRow("empty") << QByteArray() << ErrorCode::BadJson;
        QTest::newRow("list") << QByteArray("[]") << ErrorCode::BadJson;
        QTest::newRow("no messages") << QByteArray(R"({"has_more":false})") << ErrorCode::WrongFieldType;
        QTest::newRow("no has_more") << QByteArray(R"({"messages":[]})") << ErrorCode::MissingField;
        QTest::newRow("element is no object")
            << QByteArray(R"({"messages":[1],"has_more":false})") << ErrorCode::MissingField;
        const QByteArray element =
            R"({"message_hash":"M","topic_id":"t","type":"","prev_hash":null,"data":"",)"
            R"("sender":"U","signature":"","server_timestamp":%1})";
        const auto page = [&element](const char *timestamp) {
            return R"({"messages":[)" + QByteArray(element).replace("%1", timestamp) +
                   R"(],"has_more":true})";
        };
        QTest::newRow("timestamp too large") << page("1e300") << ErrorCode::NumberOutOfRange;
        QTest::newRow("timestamp a fraction") << page("1.5") << ErrorCode::WrongFieldType;
        QTest::newRow("timestamp a text") << page("\"1\"") << ErrorCode::WrongFieldType;
        QTest::newRow("duplicate key") << page("1,\"type\":\"x\"") << ErrorCode::DuplicateKey;
    }
    void malformedPagesAreNamed()
    {
        QFETCH(QByteArray, json);
        QFETCH(ErrorCode, code);
        const auto page = messagePageFromJson(json);
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::Validation);
        QCOMPARE(page.error().code, code);
    }

    void whatAMemberMadeUpIsKept()
    {
        // The server checks neither `data` nor `type`: one odd message must not hide the page it stands in.
        const auto page = messagePageFromJson(
            R"({"messages":[{"message_hash":"","topic_id":"t","type":"a\u0000b","prev_hash":"zzz","data":"no base64",)"
            R"("sender":"","signature":"","server_timestamp":-5}],"has_more":false})");
        QVERIFY(page);
        QCOMPARE(page->messages.size(), 1);
        QCOMPARE(page->messages.front().type, QByteArray("a\0b", 3));
        QCOMPARE(page->messages.front().prevHash, QByteArray("zzz"));
    }
};

QTEST_GUILESS_MAIN(TestMessage)
#include "tst_message.moc"
