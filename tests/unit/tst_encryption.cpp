// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// AES-GCM whole and in pieces, the key schedule, blob framing, and the box for local secrets.

#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "crypto/secretbox.h"
#include "protocol/identifier.h"
#include "protocol/spacekeys.h"
#include "support/vectors.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestEncryption : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keys_data()
    {
        QTest::addColumn<QJsonObject>("row");
        const auto cases = vectorFile(u"keys.json"_s)["cases"_L1].toArray();
        for (const auto &row : cases) {
            if (row["space_id"_L1].isString())
                QTest::newRow(qPrintable(row["space_id"_L1].toString())) << row.toObject();
        }
    }
    void keys()
    {
        QFETCH(QJsonObject, row);
        const auto space = *SpaceId::parse(row["space_id"_L1].toString());
        const SpaceKeys spaceKeys(space, key(row, "symmetric_root"_L1));
        const UserKeys userKeys(space, key(row, "user_symmetric_key"_L1));
        QCOMPARE(hexOf(spaceKeys.messageKey()), row["message_key"_L1].toString());
        QCOMPARE(hexOf(spaceKeys.dataKey()), row["data_key"_L1].toString());
        QCOMPARE(hexOf(spaceKeys.stateKey()), row["state_key"_L1].toString());
        QCOMPARE(hexOf(userKeys.messageKey()), row["user_message_key"_L1].toString());
        QCOMPARE(hexOf(userKeys.dataKey()), row["user_data_key"_L1].toString());
        const auto topics = row["topic_keys"_L1].toObject();
        QVERIFY(!topics.isEmpty());
        for (auto topic = topics.begin(); topic != topics.end(); ++topic)
            QCOMPARE(hexOf(spaceKeys.topicKey(topic.key())), topic.value().toString());
    }

    void hkdf()
    {
        int checked = 0;
        const auto cases = vectorFile(u"keys.json"_s)["cases"_L1].toArray();
        for (const auto &group : cases) {
            const auto rows = group["generic_hkdf"_L1].toArray();
            for (const auto &value : rows) {
                const auto row = value.toObject();
                const auto derived = hkdfSha256(hexField(row, "ikm"_L1), {}, utf8Field(row, "info"_L1),
                                                row["length"_L1].toInteger());
                QCOMPARE(QString::fromLatin1(toHex(derived.view())), row["okm"_L1].toString());
                ++checked;
            }
        }
        QVERIFY(checked > 0);
    }

    void sealed_data() { gcmRows(u"encrypt"_s); }
    void sealed()
    {
        QFETCH(QJsonObject, row);
        const auto plaintext = base64Field(row, "plaintext_b64"_L1);
        QCOMPARE(plaintext.size(), row["plaintext_len"_L1].toInteger());
        const auto k = key(row, "key"_L1);
        const auto aad = hexField(row, "aad"_L1);
        const auto framed = aesgcm::sealWithIv(k, hexField(row, "iv"_L1), plaintext, aad);
        QCOMPARE(framed, base64Field(row, "encrypted_b64"_L1));
        QCOMPARE(sha256(framed).toByteArray(), hexField(row, "encrypted_sha256"_L1));
        QCOMPARE(framed.last(16), hexField(row, "tag"_L1));
        QCOMPARE(*aesgcm::open(k, framed, aad), plaintext);
    }

    void sealedInPieces_data() { gcmRows(u"encrypt"_s); }
    void sealedInPieces()
    {
        QFETCH(QJsonObject, row);
        if (!row["aad"_L1].isNull())
            return; // the stream is for blobs, which have none
        const auto plaintext = base64Field(row, "plaintext_b64"_L1);
        const auto framed = base64Field(row, "encrypted_b64"_L1);
        for (const qsizetype step : {1, 7, 16, 1000, 200'000}) {
            AesGcmSealer sealer(key(row, "key"_L1), hexField(row, "iv"_L1));
            auto made = sealer.header();
            for (qsizetype at = 0; at < plaintext.size(); at += step)
                made += sealer.update(plaintext.sliced(at, std::min(step, plaintext.size() - at)));
            made += sealer.finish();
            QCOMPARE(made, framed);

            AesGcmOpener opener(key(row, "key"_L1));
            QByteArray opened;
            for (qsizetype at = 0; at < framed.size(); at += step)
                opened += opener.update(framed.sliced(at, std::min(step, framed.size() - at)));
            QVERIFY(opener.finish());
            QCOMPARE(opened, plaintext);
        }
    }

    void doesNotOpen_data() { gcmRows(u"decrypt_must_fail"_s); }
    void doesNotOpen()
    {
        QFETCH(QJsonObject, row);
        const auto parsedKey = SymmetricKey::fromBytes(hexField(row, "key"_L1));
        if (!parsedKey) {
            QCOMPARE(row["name"_L1].toString(), u"31-byte key"_s);
            QCOMPARE(parsedKey.error().code, ErrorCode::BadLength);
            return;
        }
        const auto framed = base64Field(row, "encrypted_b64"_L1);
        const auto opened = aesgcm::open(*parsedKey, framed, hexField(row, "aad"_L1));
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Validation);
        QCOMPARE(opened.error().code, framed.size() < 28 ? ErrorCode::BadLength : ErrorCode::CannotDecrypt);

        if (!row["aad"_L1].isNull())
            return;
        AesGcmOpener opener(*parsedKey);
        opener.update(framed);
        const auto finished = opener.finish();
        QVERIFY(!finished);
        QCOMPARE(finished.error(), opened.error());
    }

    void everySealHasItsOwnIv()
    {
        const auto k = SymmetricKey::generate();
        QVERIFY(aesgcm::seal(k, "x") != aesgcm::seal(k, "x"));
    }

    void blobs_data()
    {
        QTest::addColumn<QJsonObject>("row");
        const auto cases = vectorFile(u"blobs.json"_s)["cases"_L1].toArray();
        for (const auto &row : cases)
            QTest::newRow(qPrintable(row["name"_L1].toString())) << row.toObject();
    }
    void blobs()
    {
        QFETCH(QJsonObject, row);
        const auto stored = base64Field(row, "encrypted_b64"_L1);
        QCOMPARE(BlobId::of(sha256(stored)).text(), utf8Field(row, "blob_id"_L1));
        if (!row.contains("dek"_L1)) {
            QVERIFY(stored.isEmpty());
            return;
        }
        const auto plaintext = base64Field(row, "plaintext_b64"_L1);
        QCOMPARE(BlobId::of(sha256(plaintext)).text(), utf8Field(row, "plaintext_blob_id"_L1));
        QCOMPARE(aesgcm::sealWithIv(key(row, "dek"_L1), hexField(row, "iv"_L1), plaintext), stored);
    }

    void hashInPiecesIsTheHash()
    {
        const QByteArray text("The quick brown fox jumps over the lazy dog");
        Sha256 hash;
        for (const char c : text)
            hash.addData({&c, 1});
        QCOMPARE(hash.result(), sha256(text));
        QCOMPARE(toHex(sha256(text).view()),
                 QByteArray("d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592"));
        QCOMPARE(hash.result(), sha256({})); // and the next one begins empty
    }

    void theLocalBoxIsBoundToItsContext()
    {
        const auto k = SymmetricKey::generate();
        const auto sealed = secretbox::seal(k, "draft", "user.db/draft/1");
        QCOMPARE(secretbox::open(k, sealed, "user.db/draft/1")->exposeUnwiped(), QByteArray("draft"));
        QVERIFY(!secretbox::open(k, sealed, "user.db/draft/2"));
        QVERIFY(!secretbox::open(SymmetricKey::generate(), sealed, "user.db/draft/1"));
        auto damaged = sealed;
        damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
        QCOMPARE(secretbox::open(k, damaged, "user.db/draft/1").error().code, ErrorCode::CannotDecrypt);
        QCOMPARE(secretbox::open(k, sealed.first(39), "").error().code, ErrorCode::BadLength);
    }

    void passwordKeysDependOnEverything()
    {
        const PasswordCost cheap{.memoryKiB = 64, .passes = 1};
        const QByteArray salt(16, 's');
        const auto base = keyFromPassword("horse", salt, cheap)->bytes().exposeUnwiped();
        QCOMPARE(keyFromPassword("horse", salt, cheap)->bytes().exposeUnwiped(), base);
        QVERIFY(keyFromPassword("house", salt, cheap)->bytes().exposeUnwiped() != base);
        QVERIFY(keyFromPassword("horse", QByteArray(16, 't'), cheap)->bytes().exposeUnwiped() != base);
        QVERIFY(keyFromPassword("horse", salt, {.memoryKiB = 64, .passes = 2})->bytes().exposeUnwiped() !=
                base);
        QVERIFY(!keyFromPassword("horse", "short", cheap));
    }

    void textFormsAreReadStrictly_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("standard");
        QTest::addColumn<bool>("urlSafe");
        QTest::newRow("padded") << QByteArray("YQ==") << true << false;
        QTest::newRow("unpadded") << QByteArray("YQ") << false << true;
        QTest::newRow("stray bits") << QByteArray("YR==") << false << false;
        QTest::newRow("both alphabets") << QByteArray("+_8=") << false << false;
        QTest::newRow("url-safe letters") << QByteArray("-_8") << false << true;
        QTest::newRow("white space") << QByteArray("YW\nJj") << false << false;
        QTest::newRow("empty") << QByteArray() << true << true;
    }
    void textFormsAreReadStrictly()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, standard);
        QFETCH(bool, urlSafe);
        QCOMPARE(fromBase64(text).has_value(), standard);
        QCOMPARE(fromBase64Url(text).has_value(), urlSafe);
    }

    void hexIsReadStrictly()
    {
        QCOMPARE(*fromHex("00fF"), QByteArray("\x00\xff", 2));
        for (const char *bad : {"0", "0g", "00 ff", "0x00"})
            QCOMPARE(fromHex(QByteArrayView(bad)).error().code, ErrorCode::BadHex);
    }

private:
    static SymmetricKey key(const QJsonObject &row, QLatin1StringView name)
    {
        return *SymmetricKey::fromBytes(hexField(row, name));
    }

    static QString hexOf(const SymmetricKey &key) { return QString::fromLatin1(toHex(key.bytes().view())); }

    void gcmRows(const QString &section)
    {
        QTest::addColumn<QJsonObject>("row");
        const auto rows = vectorFile(u"aes_gcm.json"_s)["data"_L1][section].toArray();
        for (const auto &row : rows)
            QTest::newRow(qPrintable(row["name"_L1].toString())) << row.toObject();
    }
};

QTEST_GUILESS_MAIN(TestEncryption)
#include "tst_encryption.moc"
