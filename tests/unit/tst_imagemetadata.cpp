// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What is left of an image when what stands beside the picture is taken away, and that damaged ones do no
// harm.

#include "client/transfer/blobsource.h"
#include "client/transfer/imagemetadata.h"
#include "support/await.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QImageReader>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

const QByteArray secret = "SECRET-48.8584N-2.2945E";
const QByteArray profile = "a colour profile that is needed";

QImage picture()
{
    QImage image(80, 40, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, qRgb(x * 3, y * 6, (x + y) % 256));
    }
    return image;
}

QByteArray encoded(const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    picture().save(&buffer, format);
    return bytes;
}

//! A TIFF header with this orientation, in either order of bytes, and more than that.
QByteArray tiff(quint16 orientation, bool isBig)
{
    const auto number16 = [isBig](quint16 value) {
        QByteArray bytes(2, '\0');
        isBig ? qToBigEndian(value, bytes.data()) : qToLittleEndian(value, bytes.data());
        return bytes;
    };
    const auto number32 = [isBig](quint32 value) {
        QByteArray bytes(4, '\0');
        isBig ? qToBigEndian(value, bytes.data()) : qToLittleEndian(value, bytes.data());
        return bytes;
    };
    return QByteArray(isBig ? "MM" : "II") + number16(42) + number32(8) + number16(2) + number16(0x010f) +
           number16(2) + number32(4) + "acme" + number16(0x0112) + number16(3) + number32(1) +
           number16(orientation) + number16(0) + number32(0) + secret;
}

QByteArray jpegSegment(quint8 marker, const QByteArray &content)
{
    QByteArray segment("\xff\0\0\0", 4);
    segment[1] = static_cast<char>(marker);
    qToBigEndian(static_cast<quint16>(content.size() + 2), segment.data() + 2);
    return segment + content;
}

QByteArray jpeg(quint16 orientation, bool isBig = true)
{
    const auto plain = encoded("JPEG");
    const auto beside = jpegSegment(0xe1, QByteArray("Exif\0\0", 6) + tiff(orientation, isBig)) +
                        jpegSegment(0xe1, "http://ns.adobe.com/xap/1.0/" + secret) +
                        jpegSegment(0xe2, QByteArray("ICC_PROFILE\0\1\1", 14) + profile) +
                        jpegSegment(0xe2, QByteArray("MPF\0", 4) + secret) +
                        jpegSegment(0xed, "Photoshop 3.0" + secret) + jpegSegment(0xfe, secret);
    return plain.first(2) + beside + plain.sliced(2) + secret;
}

quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= static_cast<quint8>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

QByteArray pngChunk(const QByteArray &type, const QByteArray &content)
{
    QByteArray length(4, '\0');
    QByteArray crc(4, '\0');
    qToBigEndian(static_cast<quint32>(content.size()), length.data());
    qToBigEndian(crc32(type + content), crc.data());
    return length + type + content + crc;
}

QByteArray png(quint16 orientation)
{
    const auto plain = encoded("PNG");
    constexpr int behindHeader = 8 + 25;
    return plain.first(behindHeader) + pngChunk("tEXt", "Comment" + secret) + pngChunk("iTXt", secret) +
           pngChunk("eXIf", tiff(orientation, false)) + pngChunk("tIME", "1234567") +
           pngChunk("prVt", secret) + pngChunk("gAMA", QByteArray::fromHex("0000b18f")) +
           plain.sliced(behindHeader) + secret;
}

QByteArray webpChunk(const QByteArray &type, const QByteArray &content)
{
    QByteArray length(4, '\0');
    qToLittleEndian(static_cast<quint32>(content.size()), length.data());
    return type + length + content + QByteArray(content.size() % 2, '\0');
}

QByteArray webp(const QByteArray &chunks)
{
    QByteArray length(4, '\0');
    qToLittleEndian(static_cast<quint32>(chunks.size() + 4), length.data());
    return "RIFF" + length + "WEBP" + chunks;
}

//! What is sent of these bytes; nothing when they are no such image.
std::optional<QByteArray> stripped(const QByteArray &bytes)
{
    auto file = std::make_unique<QBuffer>();
    file->setData(bytes);
    file->open(QIODevice::ReadOnly);
    auto parts = partsWithoutMetadata(*file);
    if (!parts)
        return std::nullopt;
    FilePartsDevice device(std::move(file), *std::move(parts));
    const auto size = device.size();
    const auto all = device.readAll();
    return all.size() == size ? std::optional(all) : std::nullopt;
}

QImage read(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    return reader.read();
}

} // namespace

class TestImageMetadata : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePictureStaysAndNothingElse_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("plain"); // the same image, never written into
        QTest::addColumn<bool>("isTurned");
        const auto jpegPlain = encoded("JPEG");
        QTest::newRow("JPEG") << jpeg(1) << jpegPlain << false;
        QTest::newRow("JPEG, turned") << jpeg(6) << jpegPlain << true;
        QTest::newRow("JPEG, turned, little-endian") << jpeg(8, false) << jpegPlain << true;
        QTest::newRow("JPEG, turned to nonsense") << jpeg(9) << jpegPlain << false;
        QTest::newRow("JPEG with nothing beside it") << jpegPlain << jpegPlain << false;
        QTest::newRow("PNG") << png(1) << encoded("PNG") << false;
        QTest::newRow("PNG with nothing beside it") << encoded("PNG") << encoded("PNG") << false;
    }
    void thePictureStaysAndNothingElse()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, plain);
        QFETCH(bool, isTurned);
        const auto sent = stripped(bytes);
        QVERIFY(sent);
        QVERIFY(!sent->contains("SECRET"));
        QVERIFY(!sent->contains("acme"));
        QCOMPARE(sent->contains(profile), bytes.contains(profile));
        const auto image = read(*sent);
        QVERIFY(!image.isNull());
        QCOMPARE(image.size(), isTurned ? QSize(40, 80) : QSize(80, 40));
        QCOMPARE(image, read(bytes));
        if (!isTurned && !sent->contains("gAMA")) // that one changes how its pixels are read
            QCOMPARE(image, read(plain));
        QCOMPARE(stripped(*sent), sent); // there is nothing left to take away
    }

    void aTurnedPngStaysTurned()
    {
        const auto sent = stripped(png(6));
        QVERIFY(sent);
        QVERIFY(!sent->contains("SECRET"));
        const auto at = sent->indexOf("eXIf");
        QCOMPARE(at, 8 + 25 + 4); // behind the header
        const auto chunk = sent->sliced(at - 4, 12 + qFromBigEndian<quint32>(sent->constData() + at - 4));
        QCOMPARE(chunk, pngChunk("eXIf", chunk.sliced(8, chunk.size() - 12))); // its checksum holds
        QVERIFY(sent->contains("gAMA"));
        QVERIFY(!sent->contains("tIME"));
        QCOMPARE(stripped(*sent), sent);
    }

    void webpKeepsItsPictureChunks()
    {
        const QByteArray pixels = "not really pixels";
        const QByteArray canvas("\x2c\0\0\0\x4f\0\0\x27\0\0", 10); // flags: ICC, EXIF, XMP
        const auto full =
            webp(webpChunk("VP8X", canvas) + webpChunk("ICCP", profile) + webpChunk("VP8 ", pixels) +
                 webpChunk("EXIF", tiff(1, true)) + webpChunk("XMP ", secret) + webpChunk("ABCD", secret)) +
            secret;
        auto flags = canvas;
        flags[0] = '\x20';
        QCOMPARE(*stripped(full),
                 webp(webpChunk("VP8X", flags) + webpChunk("ICCP", profile) + webpChunk("VP8 ", pixels)));
        const auto turned = *stripped(
            webp(webpChunk("VP8X", canvas) + webpChunk("VP8 ", pixels) + webpChunk("EXIF", tiff(6, true))));
        QVERIFY(!turned.contains("SECRET"));
        QVERIFY(turned.contains("EXIF"));
        QCOMPARE(turned[20], '\x28');
        QCOMPARE(*stripped(turned), turned);
        const auto plain = webp(webpChunk("VP8L", pixels));
        QCOMPARE(*stripped(plain), plain);
    }

    void whatIsNoSuchImageIsToldFromThem_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("text") << QByteArray("some text, long enough");
        QTest::newRow("a JPEG that ends in its picture") << encoded("JPEG").chopped(100);
        QTest::newRow("a PNG without its end") << encoded("PNG").chopped(5);
        QTest::newRow("a WebP longer than its file") << webp(webpChunk("VP8L", "x")).chopped(3);
        QTest::newRow("BMP") << encoded("BMP");
    }
    void whatIsNoSuchImageIsToldFromThem()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!stripped(bytes));
    }

    void damagedOnesDoNoHarm()
    {
        QRandomGenerator random(20'261'129);
        const QList<QByteArray> whole{jpeg(6), png(6),
                                      webp(webpChunk("VP8X", QByteArray(10, '\x2c')) +
                                           webpChunk("VP8L", "pixels") + webpChunk("EXIF", tiff(6, false)))};
        int survived = 0;
        for (int round = 0; round < 6000; ++round) {
            auto bytes = whole[round % whole.size()];
            for (int change = random.bounded(1, 6); change > 0; --change)
                bytes[random.bounded(int(std::min<qsizetype>(bytes.size(), 400)))] =
                    static_cast<char>(random.bounded(256));
            if (round % 5 == 0)
                bytes.truncate(random.bounded(int(bytes.size())));
            const auto sent = stripped(bytes);
            survived += sent ? 1 : 0;
            if (sent)
                QVERIFY(sent->size() <= bytes.size() + 64);
        }
        QVERIFY(survived > 100); // else nothing was tried
    }

    void aFileInManyPiecesIsFewParts()
    {
        const auto plain = encoded("JPEG");
        QByteArray pieces;
        for (int i = 0; i < 10'000; ++i)
            pieces += jpegSegment(0xdd, QByteArray(2, '\0')); // says nothing, and may stand there
        QBuffer file;
        file.setData(plain.first(2) + pieces + jpegSegment(0xfe, secret) + plain.sliced(2));
        file.open(QIODevice::ReadOnly);
        const auto parts = partsWithoutMetadata(file);
        QVERIFY(parts);
        QVERIFY2(parts->size() <= 4, qPrintable(QString::number(parts->size())));
        QCOMPARE(*stripped(file.data()), plain.first(2) + pieces + plain.sliced(2));
    }

    void aFileThatIsNoImageAnyMoreIsNotSentWhole()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"a.jpg"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(jpeg(6)) > 0 && file.flush());
        const auto source = BlobSource::ofImage(file.fileName());
        const auto opened = source.open();
        VERIFY_OK(opened);
        QCOMPARE((*opened)->size(), stripped(jpeg(6))->size());
        QVERIFY(file.resize(50));
        const auto again = source.open();
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::FileChanged);
    }
};

QTEST_GUILESS_MAIN(TestImageMetadata)
#include "tst_imagemetadata.moc"
