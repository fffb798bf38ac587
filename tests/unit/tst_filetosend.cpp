// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What is kept of a file that is being sent, written and read again.

#include "client/filetosend.h"
#include "protocol/json.h"
#include "support/await.h"

#include <QJsonObject>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(7);
    for (auto &byte : bytes)
        byte = static_cast<char>(random.generate());
    return bytes;
}

SealedFile sealed(const QString &path, const QByteArray &bytes)
{
    FileToSend file{.path = path, .bytes = bytes};
    file.described.fileName = u"a.png"_s;
    file.described.contentType = u"image/png"_s;
    file.described.isImage = true;
    return {std::move(file), BlobSeal::generate()};
}

QByteArray contentsOf(const BlobSource &source)
{
    const auto device = source.open();
    return device ? (*device)->readAll() : QByteArray("not to be opened");
}

} // namespace

class TestFileToSend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itComesBackAsItWas_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("a file") << u"/somewhere/a.png"_s << QByteArray();
        QTest::newRow("bytes") << QString() << randomBytes(1000);
        QTest::newRow("as many bytes as a pasted image may have")
            << QString() << randomBytes(32 * 1024 * 1024);
    }
    void itComesBackAsItWas()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, bytes);
        const auto written = sealed(path, bytes);
        const auto read = SealedFile::fromBytes(written.toBytes());
        VERIFY_OK(read);
        QCOMPARE(read->file.path, path);
        QVERIFY(read->file.bytes == bytes); // QCOMPARE would print them
        QCOMPARE(read->file.described.fileName, written.file.described.fileName);
        QCOMPARE(read->seal.iv, written.seal.iv);
        QVERIFY(read->seal.key.bytes().view() == written.seal.key.bytes().view());
        QVERIFY(!read->isStored);
        if (!bytes.isEmpty())
            QVERIFY(contentsOf(read->source()) == bytes);
    }

    void whatHasNoBytesIsWrittenAsEver()
    {
        const auto object = parseJsonObject(sealed(u"/somewhere"_s, {}).toBytes());
        VERIFY_OK(object);
        auto names = object->keys();
        names.sort();
        QCOMPARE(names,
                 (QStringList{u"iv"_s, u"path"_s, u"payload"_s, u"stored"_s, u"stripped"_s, u"type"_s}));
    }

    void damagedBytesAreNotSent()
    {
        auto object = *parseJsonObject(sealed({}, "some").toBytes());
        object.insert("bytes"_L1, u"c29tZ"_s);
        const auto read = SealedFile::fromBytes(compactJson(object));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::BadBase64);
    }
};

QTEST_GUILESS_MAIN(TestFileToSend)
#include "tst_filetosend.moc"
