// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/payload.h"

#include "crypto/hash.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;

class TestPayload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts()
    {
        QCOMPARE(std::get<TextPayload>(readPayload("chat.text", "hé ✓")).text, u"hé ✓"_s);
        QCOMPARE(std::get<TextPayload>(readPayload("chat.text", "")).text, QString());
        const auto rich =
            std::get<TextPayload>(readPayload("chat.text", R"({"text":"hi","mentions":["U1",5]})"));
        QCOMPARE(rich.text, u"hi"_s);
        QCOMPARE(rich.mentions, QList<QString>{u"U1"_s});
        QCOMPARE(std::get<TextPayload>(readPayload("chat.text", "a\x1b[2Jb\x07")).text, u"a\x1b[2Jb\x07"_s);
        // What only looks like JSON is what somebody typed.
        QCOMPARE(std::get<TextPayload>(readPayload("chat.text", "{oh no")).text, u"{oh no"_s);
        QCOMPARE(std::get<TextPayload>(readPayload("chat.text", R"({"a":1})")).text, uR"({"a":1})"_s);
    }

    void bytesThatAreNoTextAreCounted()
    {
        const auto payload = std::get<OtherPayload>(readPayload("chat.text", QByteArray("\xff\x00x", 3)));
        QCOMPARE(payload.size, 3);
        QVERIFY(payload.text.isEmpty());
        QCOMPARE(std::get<OtherPayload>(readPayload("chat.text", "caf\xe9")).size, 4);
    }

    void textsRoundTrip_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << u"hello"_s;
        QTest::newRow("lines") << u"a\nb"_s;
        QTest::newRow("looks like JSON") << uR"({"text":"not what I typed"})"_s;
        QTest::newRow("empty") << QString();
    }
    void textsRoundTrip()
    {
        QFETCH(QString, text);
        TextPayload payload{.text = text, .mentions = {}, .replyTo = {}};
        QCOMPARE(std::get<TextPayload>(readPayload("chat.text", writePayload(payload))), payload);
        payload.replyTo = MessageId::of(sha256("x"));
        payload.mentions = {u"U1"_s};
        QCOMPARE(std::get<TextPayload>(readPayload("chat.text", writePayload(payload))), payload);
    }

    void filesInEveryPublishedForm()
    {
        const auto blob = BlobId::of(sha256("x"));
        const auto full = std::get<FilePayload>(readPayload(
            "file.upload", R"({"blob_id":")" + blob.text() + R"(","dek":")" + QByteArray(64, 'a') +
                               R"(","filename":"a.txt","content_type":"text/plain"})"));
        QCOMPARE(full.blob, blob);
        QCOMPARE(*full.key, QByteArray(32, '\xaa'));
        QCOMPARE(full.fileName, u"a.txt"_s);
        QVERIFY(!full.isImage);

        const auto bare = std::get<FilePayload>(readPayload("chat.image", blob.text()));
        QCOMPARE(bare.blob, blob);
        QVERIFY(!bare.key);
        QVERIFY(bare.isImage);

        const auto badKey = std::get<FilePayload>(
            readPayload("chat.image", R"({"blob_id":")" + blob.text() + R"(","dek":"abc"})"));
        QVERIFY(!badKey.key);

        QVERIFY(std::holds_alternative<OtherPayload>(readPayload("chat.image", "no blob id")));
        QVERIFY(std::holds_alternative<OtherPayload>(readPayload("file.upload", R"({"blob_id":7})")));
    }

    void filesRoundTrip_data()
    {
        QTest::addColumn<FilePayload>("payload");
        FilePayload payload;
        payload.blob = BlobId::of(sha256("x"));
        payload.fileName = u"Übersicht \"1\".png"_s;
        QTest::newRow("no key") << payload;
        payload.key = QByteArray(32, '\xab');
        payload.contentType = u"image/png"_s;
        QTest::newRow("the published fields") << payload;
        payload.size = 0;
        QTest::newRow("empty") << payload;
        payload.size = Q_INT64_C(104'857'600);
        payload.width = 4000;
        payload.height = 3000;
        payload.thumbnail = QByteArray("\0\xff thumbnail", 12);
        QTest::newRow("ours, too") << payload;
    }
    void filesRoundTrip()
    {
        QFETCH(FilePayload, payload);
        for (const bool isImage : {false, true}) {
            payload.isImage = isImage;
            const auto *const type = isImage ? "chat.image" : "file.upload";
            QCOMPARE(std::get<FilePayload>(readPayload(type, writePayload(payload))), payload);
        }
    }

    void whatIsSaidOfAFileMayBeNonsense()
    {
        const auto blob = BlobId::of(sha256("x")).text();
        for (const auto *const nonsense :
             {"'size':-7", "'size':'5'", "'size':1.5", "'width':5", "'width':-1,'height':4",
              "'width':99999999999,'height':4", "'thumbnail':'!'", "'thumbnail':7"}) {
            const auto json = "{'blob_id':'" + blob + "'," + nonsense + '}';
            const auto read =
                std::get<FilePayload>(readPayload("chat.image", QByteArray(json).replace('\'', '"')));
            QCOMPARE(read.size, -1);
            QCOMPARE(read.width, 0);
            QCOMPARE(read.height, 0);
            QCOMPARE(read.thumbnail, QByteArray());
        }
    }

    void unknownTypesAreShown()
    {
        const auto text = std::get<OtherPayload>(readPayload("chat.poll", R"({"q":"?"})"));
        QCOMPARE(text.text, uR"({"q":"?"})"_s);
        QCOMPARE(std::get<OtherPayload>(readPayload("", QByteArray("\x01\x02", 2))).size, 2);
    }
};

QTEST_GUILESS_MAIN(TestPayload)
#include "tst_payload.moc"
